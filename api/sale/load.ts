import { lockHeads, type Heads } from '../journal/journal.ts'
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

/** A booking that an order keeps on hold, with what it holds. */
export type HeldSeat = { orderId: string; bookingId: string; counterId: string; seats: number }

/** Everything that a batch of sales decides upon, read under its locks. */
export type State = {
  counters: Map<string, Counter>
  heads: Heads
  sessions: Map<string, SessionRow>
  /** Sessions of each course named. */
  groups: Map<string, SessionRow[]>
  shifts: Map<string, ShiftRow>
  held: HeldSeat[]
  /** Held bookings by order, those without seats included. */
  heldBookings: Map<string, string[]>
  /** Sales that are there already: digest by id. */
  known: Map<string, string>
}

const SESSION_COLUMNS = `id, product_id AS "productId", option_id AS "optionId", leg, group_id AS "groupId", day,
  starts_at AS "startsAt", ends_at AS "endsAt", cutoff_at AS "cutoffAt", counter_id AS "counterId",
  closed_at AS "closedAt", closed_reason AS "closedReason"`

/** Sessions by id, and all sessions of the courses among them. */
export async function readSessions(tx: Tx, ids: readonly string[]): Promise<SessionRow[]> {
  if (ids.length === 0) return []
  return tx.sql<SessionRow[]>`
    SELECT ${tx.sql.unsafe(SESSION_COLUMNS)} FROM session
     WHERE id = ANY(${ids as string[]}::text[])
        OR group_id IN (SELECT g.group_id FROM session g WHERE g.id = ANY(${ids as string[]}::text[]) AND g.group_id IS NOT NULL)`
}

/** What orders keep on hold: one row a seat claim; a booking without one has a null counter. */
export async function readHeld(
  tx: Tx,
  orderIds: readonly string[],
): Promise<{ orderId: string; bookingId: string; counterId: string | null; seats: number | null }[]> {
  return tx.sql`
    SELECT b.order_id AS "orderId", b.id AS "bookingId", s.counter_id AS "counterId", s.seats
      FROM booking b LEFT JOIN booking_seat s ON s.booking_id = b.id
     WHERE b.order_id = ANY(${orderIds as string[]}::text[]) AND b.status = 'ON_HOLD'`
}

export type Need = {
  sessionIds: string[]
  orderIds: string[]
  saleIds: string[]
  shiftIds: string[]
  registerIds: string[]
  /** Counters of goods and open-dated products. */
  counterIds: string[]
}

/**
 * Reads and locks what a batch needs, in everybody's order: counters by id, then heads by (register, journal). What
 * may change is read again after the locks, so that it is seen as it is and not as it was.
 */
export async function loadState(tx: Tx, need: Need): Promise<State> {
  const [before, heldBefore] = await Promise.all([
    readSessions(tx, need.sessionIds),
    readHeld(tx, need.orderIds),
  ])
  const counterIds = [
    ...before.map((s) => s.counterId),
    ...need.counterIds,
    ...heldBefore.flatMap((h) => (h.counterId ? [h.counterId] : [])),
  ]
  const [counters, heads, sessions, held, known, shifts] = await Promise.all([
    lockCounters(tx, counterIds),
    lockHeads(
      tx,
      need.registerIds.map((registerId) => ({ registerId, journal: 'T' as const })),
    ),
    readSessions(tx, need.sessionIds),
    readHeld(tx, need.orderIds),
    tx.sql<
      { id: string; digest: string }[]
    >`SELECT id, digest FROM sale WHERE id = ANY(${need.saleIds}::text[])`,
    tx.sql<ShiftRow[]>`
      SELECT id, register_id AS "registerId", opened_at AS "openedAt", closed_at AS "closedAt"
        FROM shift WHERE id = ANY(${need.shiftIds}::text[])`,
  ])
  const groups = new Map<string, SessionRow[]>()
  for (const session of sessions) {
    if (session.groupId) groups.set(session.groupId, [...(groups.get(session.groupId) ?? []), session])
  }
  // A counter that a hold reached between the two readings is not locked: that booking is left to expire.
  const locked = held.filter((h) => h.counterId === null || counters.has(h.counterId))
  const unlocked = new Set(held.filter((h) => !locked.includes(h)).map((h) => h.bookingId))
  const ours = locked.filter((h) => !unlocked.has(h.bookingId))
  const heldBookings = new Map<string, string[]>()
  for (const h of ours) {
    const list = heldBookings.get(h.orderId) ?? []
    if (!list.includes(h.bookingId)) heldBookings.set(h.orderId, [...list, h.bookingId])
  }
  return {
    counters,
    heads,
    sessions: new Map(sessions.map((s) => [s.id, s])),
    groups,
    shifts: new Map(shifts.map((s) => [s.id, s])),
    held: ours.flatMap((h) =>
      h.counterId && h.seats !== null
        ? [{ orderId: h.orderId, bookingId: h.bookingId, counterId: h.counterId, seats: h.seats }]
        : [],
    ),
    heldBookings,
    known: new Map(known.map((k) => [k.id, k.digest])),
  }
}
