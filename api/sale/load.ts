import { lockHeads, type Heads } from '../journal/journal.ts'
import { lockOrders } from './order-lock.ts'
import { lockCounters, type Counter } from '../seat/seat.ts'
import { walletOf, type Wallet } from '../voucher/spend.ts'
import { lockNamed, type Voucher } from '../voucher/voucher.ts'
import type { Tx } from '../../db/index.ts'
import { lastSerials } from './shows.ts'
import type { Instant, Day } from '../shared/time.ts'

/** What never changes of a session once it is on sale, and what closing it changes. */
export type SessionRow = {
  id: string
  productId: string
  optionId: string
  leg: number
  groupId: string | null
  day: Day
  startsAt: Instant
  endsAt: Instant
  cutoffAt: Instant
  counterId: string
  closedAt: Instant | null
  closedReason: string | null
  /** Places left when it was read, before any lock: good for a guess, never for a decision. */
  left: number
}

export type ShiftRow = { id: string; registerId: string; openedAt: Instant; closedAt: Instant | null }

/** A seat claim that an order keeps on hold; a booking that takes no counted seat has a null counter. */
export type HeldSeat = {
  orderId: string
  bookingId: string
  optionId: string
  sessionId: string | null
  counterId: string | null
  seats: number
}

export type OrderRow = {
  id: string
  status: 'OPEN' | 'COMPLETED' | 'EXPIRED' | 'CANCELLED'
  registerId: string
}

export type Sessions = {
  sessions: ReadonlyMap<string, SessionRow>
  /** Sessions of each course named. */
  groups: ReadonlyMap<string, readonly SessionRow[]>
}

/** Everything that a batch of sales decides upon, read under its locks. */
export type State = Sessions & {
  counters: Map<string, Counter>
  heads: Heads
  shifts: Map<string, ShiftRow>
  orders: Map<string, OrderRow>
  held: HeldSeat[]
  /** Sales that are there already: digest by id. */
  known: Map<string, string>
  /** The gift cards and credit notes that pay. */
  wallet: Wallet
  /** The last serial number of each performance of a show that the batch sells (`shows.ts`). */
  serials: Map<string, number>
}

const SESSION_COLUMNS = `id, product_id AS "productId", option_id AS "optionId", leg, group_id AS "groupId", day,
  starts_at AS "startsAt", ends_at AS "endsAt", cutoff_at AS "cutoffAt", counter_id AS "counterId",
  closed_at AS "closedAt", closed_reason AS "closedReason",
  coalesce((SELECT capacity - taken - held FROM counter c WHERE c.id = counter_id), 0) AS left`

/** Sessions by id, and all sessions of the courses among them; each branch by its own index. */
export async function readSessions(tx: Tx, ids: readonly string[]): Promise<SessionRow[]> {
  if (ids.length === 0) return []
  const wanted = ids as string[]
  return tx.sql<SessionRow[]>`
    SELECT ${tx.sql.unsafe(SESSION_COLUMNS)} FROM session WHERE id = ANY(${wanted}::text[])
    UNION
    SELECT ${tx.sql.unsafe(SESSION_COLUMNS)} FROM session
     WHERE group_id = ANY(ARRAY(SELECT g.group_id FROM session g
                                 WHERE g.id = ANY(${wanted}::text[]) AND g.group_id IS NOT NULL))`
}

/*
 * LATERAL with OFFSET 0, here and below, looks each id up by itself through its index. For a list, a connection that was
 * opened while the table was small would have chosen to read the table whole, and would go on as the table grows.
 */

type BasketRow = {
  what: 'order' | 'sale'
  id: string
  status: OrderRow['status'] | null
  registerId: string | null
  digest: string | null
  bookingId: string | null
  optionId: string | null
  sessionId: string | null
  counterId: string | null
  seats: number
  isLapsed: boolean
}

/**
 * What there is of locked orders and of their sales, in one question: their state, what they keep, digests. A batch may
 * name an order twice; what it keeps is told once.
 */
async function readBaskets(tx: Tx, orderIds: readonly string[], saleIds: readonly string[]) {
  const rows = await tx.sql<BasketRow[]>`
    SELECT 'order' AS what, o.id, o.status, o.register_id AS "registerId", NULL AS digest, b.id AS "bookingId",
           b.option_id AS "optionId", b.session_id AS "sessionId", b.counter_id AS "counterId",
           coalesce(b.seats, 0) AS seats, coalesce(b.is_lapsed, false) AS "isLapsed"
      FROM unnest(${[...new Set(orderIds)]}::text[]) AS k(id)
      CROSS JOIN LATERAL (SELECT id, status, register_id FROM "order" WHERE id = k.id OFFSET 0) o
      LEFT JOIN LATERAL (
        SELECT b.id, b.option_id, s.session_id, s.counter_id, s.seats, b.status = 'EXPIRED' AS is_lapsed
          FROM booking b LEFT JOIN booking_seat s ON s.booking_id = b.id
         WHERE b.order_id = k.id AND b.status IN ('ON_HOLD', 'EXPIRED') OFFSET 0) b ON true
    UNION ALL
    SELECT 'sale', s.id, NULL, NULL, s.digest, NULL, NULL, NULL, NULL, 0, false
      FROM unnest(${saleIds as string[]}::text[]) AS k(id)
      CROSS JOIN LATERAL (SELECT id, digest FROM sale WHERE id = k.id OFFSET 0) s`
  const orders = new Map<string, OrderRow>()
  const held: HeldSeat[] = []
  const lapsed: HeldSeat[] = []
  const known = new Map<string, string>()
  for (const row of rows) {
    if (row.what === 'sale') known.set(row.id, row.digest ?? '')
    else orders.set(row.id, { id: row.id, status: row.status ?? 'OPEN', registerId: row.registerId ?? '' })
    const { bookingId, optionId, sessionId, counterId, seats, isLapsed } = row
    if (!bookingId) continue
    const seat = { orderId: row.id, bookingId, optionId: optionId ?? '', sessionId, counterId, seats }
    if (isLapsed) lapsed.push(seat)
    else held.push(seat)
  }
  return { orders: [...orders.values()], held, lapsed, known }
}

export type Need = {
  saleIds: string[]
  shiftIds: string[]
  registerIds: string[]
  /** Registers whose event log will be written too. */
  loggedIds: string[]
  /** Counters of goods and open-dated products. */
  counterIds: string[]
  /** Performances of shows, whose tickets are numbered. */
  showIds: string[]
}

/** What is read before the counters are locked, because it tells which they are, or what will probably be decided. */
export type Claimed = Sessions & {
  held: HeldSeat[]
  /** What an order kept until its time came: nothing is held any more, its lines may still be in the basket. */
  lapsed: HeldSeat[]
  orders: OrderRow[]
  /** Sales that are there already: digest by id. */
  known: ReadonlyMap<string, string>
  /** The gift cards and credit notes that tenders name, locked: nobody else moves them until the end. */
  vouchers: Voucher[]
}

type Claim = { orderIds: string[]; saleIds: string[]; sessionIds: string[]; codes?: string[] }

/**
 * First of all, what needs nothing of the catalogue: locks the orders, then the vouchers that pay, if any, reads what
 * the orders keep, and the sessions, of which only being closed may still change. The caller sends it together with its reading of the catalogue's version.
 */
export async function claimOrders(
  tx: Tx,
  { orderIds, saleIds, sessionIds, codes = [] }: Claim,
): Promise<Claimed> {
  const [, vouchers, sessions, baskets] = await Promise.all([
    lockOrders(tx, orderIds),
    lockNamed(tx, { codes }),
    readSessions(tx, sessionIds),
    readBaskets(tx, orderIds, saleIds),
  ])
  return { ...sessionsById(sessions), ...baskets, vouchers }
}

const digests = (rows: readonly { id: string; digest: string }[]) =>
  new Map(rows.map((r) => [r.id, r.digest]))

/** Sessions by their id, and those of each course. */
export function sessionsById(rows: readonly SessionRow[]): Sessions {
  const groups = new Map<string, SessionRow[]>()
  for (const row of rows) {
    if (row.groupId) groups.set(row.groupId, [...(groups.get(row.groupId) ?? []), row])
  }
  return { sessions: new Map(rows.map((row) => [row.id, row])), groups }
}

type Reread = {
  what: 'session' | 'sale' | 'shift'
  id: string
  /** The digest of a sale, the register of a shift. */
  other: string | null
  openedAt: Instant | null
  closedAt: Instant | null
  closedReason: string | null
}

/**
 * What may have changed until the locks were had, in one question: whether sessions and shifts are open, and which sales
 * are there. To be sent after the locks, since a statement sees what was committed when it began.
 */
async function readAgain(tx: Tx, need: Need, sessionIds: readonly string[]): Promise<Reread[]> {
  return tx.sql<Reread[]>`
    SELECT 'session' AS what, s.id, NULL AS other, NULL::timestamptz AS "openedAt", s.closed_at AS "closedAt",
           s.closed_reason AS "closedReason"
      FROM unnest(${sessionIds as string[]}::text[]) AS k(id) CROSS JOIN LATERAL (
        SELECT id, closed_at, closed_reason FROM session WHERE id = k.id OFFSET 0) s
    UNION ALL
    SELECT 'sale', s.id, s.digest, NULL, NULL, NULL
      FROM unnest(${need.saleIds}::text[]) AS k(id) CROSS JOIN LATERAL (
        SELECT id, digest FROM sale WHERE id = k.id OFFSET 0) s
    UNION ALL
    SELECT 'shift', id, register_id, opened_at, closed_at, NULL
      FROM shift WHERE id = ANY(${need.shiftIds}::text[])`
}

/** The sessions as they are under the locks: those that did not change are the very same objects. */
function asReread({ sessions, groups }: Sessions, rows: readonly Reread[]): Sessions {
  const changed = rows.filter((r) => r.what === 'session' && r.closedAt !== sessions.get(r.id)?.closedAt)
  if (changed.length === 0) return { sessions, groups }
  const now = new Map(sessions)
  for (const { id, closedAt, closedReason } of changed)
    now.set(id, { ...(sessions.get(id) as SessionRow), closedAt, closedReason })
  return sessionsById([...now.values()])
}

/**
 * Reads and locks what a batch needs, in everybody's order: orders and vouchers (`claimed`), then counters by id, then
 * heads by (register, journal). What may still change is read after the locks, so that it is seen as it is and not as it was.
 */
export async function loadState(tx: Tx, need: Need, claimed: Claimed): Promise<State> {
  const { held, orders } = claimed
  const counterIds = [
    ...[...claimed.sessions.values()].map((session) => session.counterId),
    ...need.counterIds,
    ...held.flatMap((h) => (h.counterId ? [h.counterId] : [])),
  ]
  const [counters, serials, heads, rows] = await Promise.all([
    lockCounters(tx, counterIds),
    // After the counter of the performance is locked: whoever sells its seats waits for it.
    lastSerials(tx, need.showIds),
    lockHeads(tx, [
      ...need.registerIds.map((registerId) => ({ registerId, journal: 'T' as const })),
      ...need.loggedIds.map((registerId) => ({ registerId, journal: 'L' as const })),
    ]),
    readAgain(tx, need, [...claimed.sessions.keys()]),
  ])
  const shifts = rows.flatMap((r): ShiftRow[] =>
    r.what === 'shift'
      ? [{ id: r.id, registerId: r.other ?? '', openedAt: r.openedAt as Instant, closedAt: r.closedAt }]
      : [],
  )
  return {
    counters,
    serials,
    heads,
    ...asReread(claimed, rows),
    shifts: new Map(shifts.map((s) => [s.id, s])),
    orders: new Map(orders.map((o) => [o.id, o])),
    held,
    wallet: walletOf(claimed.vouchers),
    known: digests(rows.flatMap((r) => (r.what === 'sale' ? [{ id: r.id, digest: r.other ?? '' }] : []))),
  }
}
