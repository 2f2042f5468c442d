import { lockHeads, type Heads } from '../journal/journal.ts'
import { lockOrders } from './order-lock.ts'
import { lockCounters, type Counter } from '../seat/seat.ts'
import type { Tx } from '../../db/index.ts'
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
}

const SESSION_COLUMNS = `id, product_id AS "productId", option_id AS "optionId", leg, group_id AS "groupId", day,
  starts_at AS "startsAt", ends_at AS "endsAt", cutoff_at AS "cutoffAt", counter_id AS "counterId",
  closed_at AS "closedAt", closed_reason AS "closedReason"`

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

/** What locked orders keep on hold. */
async function readHeld(tx: Tx, orderIds: readonly string[]): Promise<HeldSeat[]> {
  return tx.sql<HeldSeat[]>`
    SELECT b.order_id AS "orderId", b.id AS "bookingId", b.option_id AS "optionId", s.session_id AS "sessionId",
           s.counter_id AS "counterId", coalesce(s.seats, 0) AS seats
      FROM unnest(${orderIds as string[]}::text[]) AS k(id)
      CROSS JOIN LATERAL (
        SELECT id, order_id, option_id FROM booking WHERE order_id = k.id AND status = 'ON_HOLD' OFFSET 0) b
      LEFT JOIN booking_seat s ON s.booking_id = b.id`
}

export type Need = {
  saleIds: string[]
  shiftIds: string[]
  registerIds: string[]
  /** Counters of goods and open-dated products. */
  counterIds: string[]
}

/** What is read and locked before the counters, because it tells which they are. */
export type Claimed = Sessions & { held: HeldSeat[]; orders: OrderRow[] }

/**
 * First of all, what needs nothing of the catalogue: locks the orders, reads what they keep, and the sessions, of which
 * only being closed may still change. The caller sends it together with its reading of the catalogue's version.
 */
export async function claimOrders(
  tx: Tx,
  { orderIds, sessionIds }: { orderIds: string[]; sessionIds: string[] },
): Promise<Claimed> {
  const [, sessions, held, orders] = await Promise.all([
    lockOrders(tx, orderIds),
    readSessions(tx, sessionIds),
    readHeld(tx, orderIds),
    tx.sql<OrderRow[]>`
      SELECT o.* FROM unnest(${orderIds}::text[]) AS k(id) CROSS JOIN LATERAL (
        SELECT id, status, register_id AS "registerId" FROM "order" WHERE id = k.id OFFSET 0) o`,
  ])
  return { ...byId(sessions), held, orders }
}

function byId(rows: readonly SessionRow[]): Sessions {
  const groups = new Map<string, SessionRow[]>()
  for (const row of rows) {
    if (row.groupId) groups.set(row.groupId, [...(groups.get(row.groupId) ?? []), row])
  }
  return { sessions: new Map(rows.map((row) => [row.id, row])), groups }
}

/** The sessions as they are under the locks: those that did not change are the very same objects. */
async function readAgain(tx: Tx, { sessions, groups }: Sessions): Promise<Sessions> {
  if (sessions.size === 0) return { sessions, groups }
  const rows = await tx.sql<Pick<SessionRow, 'id' | 'closedAt' | 'closedReason'>[]>`
    SELECT s.* FROM unnest(${[...sessions.keys()]}::text[]) AS k(id) CROSS JOIN LATERAL (
      SELECT id, closed_at AS "closedAt", closed_reason AS "closedReason" FROM session WHERE id = k.id OFFSET 0) s`
  const changed = rows.filter((row) => row.closedAt !== sessions.get(row.id)?.closedAt)
  if (changed.length === 0) return { sessions, groups }
  const now = new Map(sessions)
  for (const row of changed) now.set(row.id, { ...(sessions.get(row.id) as SessionRow), ...row })
  return byId([...now.values()])
}

/**
 * Reads and locks what a batch needs, in everybody's order: orders (`claimed`), then counters by id, then heads by
 * (register, journal). What may still change is read after the locks, so that it is seen as it is and not as it was.
 */
export async function loadState(tx: Tx, need: Need, claimed: Claimed): Promise<State> {
  const { held, orders } = claimed
  const counterIds = [
    ...[...claimed.sessions.values()].map((session) => session.counterId),
    ...need.counterIds,
    ...held.flatMap((h) => (h.counterId ? [h.counterId] : [])),
  ]
  const [counters, heads, sessions, known, shifts] = await Promise.all([
    lockCounters(tx, counterIds),
    lockHeads(
      tx,
      need.registerIds.map((registerId) => ({ registerId, journal: 'T' as const })),
    ),
    readAgain(tx, claimed),
    tx.sql<{ id: string; digest: string }[]>`
      SELECT s.* FROM unnest(${need.saleIds}::text[]) AS k(id) CROSS JOIN LATERAL (
        SELECT id, digest FROM sale WHERE id = k.id OFFSET 0) s`,
    tx.sql<ShiftRow[]>`
      SELECT id, register_id AS "registerId", opened_at AS "openedAt", closed_at AS "closedAt"
        FROM shift WHERE id = ANY(${need.shiftIds}::text[])`,
  ])
  return {
    counters,
    heads,
    ...sessions,
    shifts: new Map(shifts.map((s) => [s.id, s])),
    orders: new Map(orders.map((o) => [o.id, o])),
    held,
    known: new Map(known.map((k) => [k.id, k.digest])),
  }
}
