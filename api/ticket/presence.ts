import type { Db } from '../../db/index.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { local } from '../shared/time.ts'
import type { Boarding, BoardingList, Passenger, Presence } from './presence-form.ts'
import { living } from './scan-read.ts'

/** Whose departures somebody may see: a provider its own products' only, the office all. */
const visibleTo = (db: Db, actor: SignedIn) =>
  actor.kind === 'provider' ? db.sql`p.provider_id = ${actor.providerId}` : db.sql`true`

/** The departures that may be boarded now: of today, or still under way past midnight; with who is in of who is expected. */
export async function boardingList(ctx: Ctx): Promise<BoardingList> {
  const actor = permit(ctx.actor, 'ticket.scan')
  const { db, now } = ctx
  const which = db.sql`
    (s.day = ${local(now).day} OR (s.day = ${local(now).day}::date - 1 AND s.ends_at >= ${now}::timestamptz))
    AND ${visibleTo(db, actor)}`
  return { departures: await boardings(db, which) }
}

/**
 * Who is in and who is missing of a departure: a row for each ticket, those of a booking together. Throws `not_found`
 * for a departure that is not there, or another provider's.
 */
export async function presence(ctx: Ctx, sessionId: string): Promise<Presence> {
  const actor = permit(ctx.actor, 'ticket.scan')
  const { db } = ctx
  const [[departure], passengers, [product]] = await Promise.all([
    boardings(db, db.sql`s.id = ${sessionId} AND ${visibleTo(db, actor)}`),
    passengersOf(db, sessionId),
    db.sql<{ asksNames: boolean }[]>`
      SELECT p.asks_names AS "asksNames" FROM session s JOIN product p ON p.id = s.product_id
       WHERE s.id = ${sessionId}`,
  ])
  if (!departure || !product) throw new AppError('not_found')
  // From the rows that are shown, so that the totals are theirs.
  const living = passengers.filter((one) => !one.void)
  const expected = living.reduce((sum, one) => sum + one.admits, 0)
  const present = living.reduce((sum, one) => sum + one.admitted, 0)
  return {
    departure: { ...departure, expected, present },
    asksNames: product.asksNames,
    totals: { expected, present, missing: expected - present, void: passengers.length - living.length },
    passengers,
  }
}

type Fragment = ReturnType<typeof visibleTo>

async function boardings(db: Db, which: Fragment): Promise<Boarding[]> {
  const rows = await db.sql<Omit<Boarding, 'time'>[]>`
    SELECT s.id, s.product_id AS "productId", p.text->'fr'->>'title' AS title, s.day, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
           CASE WHEN s.closed_at IS NOT NULL THEN coalesce(s.closed_reason, '') END AS "closedReason",
           n.expected, n.present
      FROM session s
      JOIN product p ON p.id = s.product_id
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(t.admits), 0)::int AS expected, coalesce(sum(a.admitted), 0)::int AS present
             FROM booking_seat x
             JOIN booking b ON b.id = x.booking_id
             JOIN ticket t ON t.booking_id = x.booking_id
             JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
             LEFT JOIN admission a ON a.ticket_id = t.id AND a.session_id = s.id
            WHERE x.session_id = s.id AND ${living(db.sql)}) n
     WHERE ${which}
     ORDER BY s.starts_at, s.id`
  return rows.map((row) => ({ ...row, time: local(row.startsAt as never).time }))
}

async function passengersOf(db: Db, sessionId: string): Promise<Passenger[]> {
  const rows = await db.sql<Passenger[]>`
    SELECT t.id AS "ticketId", t.short_code AS "shortCode", t.booking_id AS "bookingId",
           coalesce(u.name->>'fr', l.fare, l.label) AS unit, g.name AS guest, t.admits,
           coalesce(a.admitted, 0)::int AS admitted,
           CASE WHEN a.admitted > 0 THEN a.last_at END AS at, last.id AS "scanId",
           NOT ${living(db.sql)} AS void
      FROM booking_seat x
      JOIN booking b ON b.id = x.booking_id AND b.status IN ('CONFIRMED', 'REDEEMED', 'CANCELLED')
      JOIN ticket t ON t.booking_id = x.booking_id
      JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
      JOIN sale_line l ON l.sale_id = t.sale_id AND l.n = t.line_n
      LEFT JOIN unit u ON u.id = t.unit_id
      LEFT JOIN guest g ON g.booking_id = t.booking_id AND g.unit_item_id = t.unit_item_id
      LEFT JOIN admission a ON a.ticket_id = t.id AND a.session_id = x.session_id
      LEFT JOIN LATERAL (
           SELECT s.id FROM scan s
            WHERE s.ticket_id = t.id AND s.session_id = x.session_id AND s.verdict = 'admitted'
              AND NOT EXISTS (SELECT 1 FROM scan un WHERE un.undoes = s.id)
            ORDER BY s.at DESC, s.id DESC LIMIT 1) last ON a.admitted > 0
     WHERE x.session_id = ${sessionId}
     ORDER BY b.created, b.id, u.position, t.id`
  return [...rows]
}
