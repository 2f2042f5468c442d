import { transaction, violated, type Db } from '../../db/index.ts'
import { lockCounters, moveCounters, type Counter } from '../seat/seat.ts'
import type { Instant } from '../shared/time.ts'
import { lockOrders } from './order-lock.ts'

type Due = { bookingId: string; orderId: string; counterId: string | null }

/**
 * Gives back the seats of holds whose time has come, at most `limit` bookings a call, and returns the counters that
 * moved. Any number of processes may run it: the conditional update takes each hold once, and one that was renewed or
 * sold meanwhile is left alone. If they cannot all be given back together, each order is tried by itself and those that
 * fail are told to `failed`: one that is wrong keeps no other.
 *
 * Writes nothing into the event log: what lapses are seats, the lines are still in the basket of a till and nobody has
 * taken them out (fiscal.md 1.11). The bookings stay, EXPIRED, so that whatever that till says next (a hold, a sale, that
 * the basket was emptied) is compared with them, and a line that is gone by then is logged (`removed.ts`).
 */
export async function expireHolds(
  db: Db,
  now: Instant,
  { limit = 200, failed }: { limit?: number; failed?: (orderId: string, error: unknown) => void } = {},
): Promise<Counter[]> {
  const due = await db.sql<Due[]>`
    SELECT b.id AS "bookingId", b.order_id AS "orderId", s.counter_id AS "counterId"
      FROM (SELECT id, order_id FROM booking WHERE status = 'ON_HOLD' AND expires_at <= ${now}::timestamptz
             ORDER BY expires_at LIMIT ${limit}) b
      LEFT JOIN booking_seat s ON s.booking_id = b.id`
  if (due.length === 0) return []
  try {
    return await expire(db, now, due)
  } catch (error) {
    if (violated(error) === null) throw error
  }
  const counters = new Map<string, Counter>()
  for (const orderId of new Set(due.map((d) => d.orderId))) {
    const own = due.filter((d) => d.orderId === orderId)
    const moved = await expire(db, now, own).catch((error: unknown) => {
      failed?.(orderId, error)
      return []
    })
    for (const counter of moved) counters.set(counter.id, counter)
  }
  return [...counters.values()]
}

async function expire(db: Db, now: Instant, due: readonly Due[]): Promise<Counter[]> {
  const ids = [...new Set(due.map((d) => d.bookingId))]
  return transaction(db, async (tx) => {
    await lockOrders(
      tx,
      due.map((d) => d.orderId),
    )
    const counters = await lockCounters(
      tx,
      due.flatMap((d) => (d.counterId ? [d.counterId] : [])),
    )
    const expired = await tx.sql<{ id: string; orderId: string }[]>`
      UPDATE booking SET status = 'EXPIRED'
       WHERE id = ANY(${ids}::text[]) AND status = 'ON_HOLD' AND expires_at <= ${now}::timestamptz
      RETURNING id, order_id AS "orderId"`
    if (expired.length === 0) return []
    const seats = await tx.sql<{ counterId: string; seats: number }[]>`
      SELECT counter_id AS "counterId", sum(seats)::int AS seats FROM booking_seat
       WHERE booking_id = ANY(${expired.map((e) => e.id)}::text[]) GROUP BY 1`
    await moveCounters(
      tx,
      seats.map((s) => ({ id: s.counterId, taken: 0, held: -s.seats })),
    )
    await tx.sql`
      UPDATE "order" SET status = 'EXPIRED'
       WHERE id = ANY(${expired.map((e) => e.orderId)}::text[]) AND status = 'OPEN'
         AND expires_at <= ${now}::timestamptz`
    return seats.flatMap((s) => {
      const counter = counters.get(s.counterId)
      return counter ? [{ ...counter, held: counter.held - s.seats }] : []
    })
  })
}
