import type { Db, Tx } from '../../db/index.ts'
import type { Day, Instant } from '../shared/time.ts'

/**
 * Somebody comes in on this ticket: it is not voided, and neither its unit item nor its booking is cancelled. The one
 * condition of a scan, of a group and of every list, so that none counts whom another leaves out. Of ticket `t`, unit
 * item `i` and booking `b`.
 */
export const living = (sql: Tx['sql'] | Db['sql']) =>
  sql`(t.voided_at IS NULL AND i.status <> 'CANCELLED' AND b.status IN ('CONFIRMED', 'REDEEMED'))`

/** A ticket as a scan sees it, with the words it was sold under. */
export type Scanned = {
  id: string
  unitItemId: string
  bookingId: string
  providerId: string | null
  shortCode: string
  admits: number
  validFrom: Day
  validTo: Day
  voidedAt: Instant | null
  /** Voided, or its unit item or booking is not (or no longer) confirmed. */
  cancelled: boolean
  product: string
  fare: string | null
  unit: string
  guest: string | null
}

/**
 * The ticket that a code names, or null. Locked against being voided while somebody walks in on it: the order first,
 * shared among scans (`lockOrders` is for those who take back), so that a group, whose tickets are locked after the one
 * that was scanned, and a correction, which locks them in order, never wait for each other.
 */
export async function scannedTicket(
  tx: Tx,
  named: { ticketId: string } | { shortCode: string },
): Promise<Scanned | null> {
  const isThis =
    'ticketId' in named ? tx.sql`t.id = ${named.ticketId}` : tx.sql`t.short_code = ${named.shortCode}`
  const locked = tx.sql`
    SELECT pg_advisory_xact_lock_shared(hashtextextended(b.order_id, 0))
      FROM ticket t JOIN booking b ON b.id = t.booking_id WHERE ${isThis}`
  const read = tx.sql<Scanned[]>`
    SELECT t.id, t.unit_item_id AS "unitItemId", t.booking_id AS "bookingId", t.provider_id AS "providerId",
           t.short_code AS "shortCode", t.admits, t.valid_from AS "validFrom", t.valid_to AS "validTo",
           t.voided_at AS "voidedAt",
           NOT ${living(tx.sql)} AS cancelled,
           l.label AS product, l.fare, coalesce(u.name->>'fr', l.fare, l.label) AS unit,
           g.name AS guest
      FROM ticket t
      JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
      JOIN booking b ON b.id = t.booking_id
      JOIN sale_line l ON l.sale_id = t.sale_id AND l.n = t.line_n
      LEFT JOIN unit u ON u.id = t.unit_id
      LEFT JOIN guest g ON g.booking_id = t.booking_id AND g.unit_item_id = t.unit_item_id
     WHERE ${isThis}
       FOR SHARE OF t`
  const [, rows] = await Promise.all([locked, read])
  return rows[0] ?? null
}

export type BookedSession = { id: string; day: Day; startsAt: Instant; endsAt: Instant }

/** The sessions of a booking in order of time; none when it is open-dated. */
export async function bookingSessions(tx: Tx, bookingId: string): Promise<BookedSession[]> {
  const rows = await tx.sql<BookedSession[]>`
    SELECT s.id, s.day, s.starts_at AS "startsAt", s.ends_at AS "endsAt"
      FROM booking_seat b JOIN session s ON s.id = b.session_id
     WHERE b.booking_id = ${bookingId} ORDER BY s.starts_at, s.id`
  return [...rows]
}

/** Who came together: people by fare of one booking, and how many of them are in for that session. */
export async function partyOf(
  tx: Tx,
  bookingId: string,
  sessionId: string,
): Promise<{ unit: string; expected: number; admitted: number }[]> {
  const rows = await tx.sql<{ unit: string; expected: number; admitted: number }[]>`
    SELECT coalesce(u.name->>'fr', l.fare, l.label) AS unit, sum(t.admits)::int AS expected,
           coalesce(sum(a.admitted), 0)::int AS admitted
      FROM ticket t
      JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
      JOIN booking b ON b.id = t.booking_id
      JOIN sale_line l ON l.sale_id = t.sale_id AND l.n = t.line_n
      LEFT JOIN unit u ON u.id = t.unit_id
      LEFT JOIN admission a ON a.ticket_id = t.id AND a.session_id = ${sessionId}
     WHERE t.booking_id = ${bookingId} AND ${living(tx.sql)}
     GROUP BY 1, u.position ORDER BY u.position, 1`
  return [...rows]
}

/** The tickets that go in together: of the same order for the same session; of the same booking when open-dated. */
export async function groupOf(
  tx: Tx,
  bookingId: string,
  sessionId: string,
): Promise<{ id: string; admits: number; admitted: number }[]> {
  const rows = await tx.sql<{ id: string; admits: number; admitted: number }[]>`
    SELECT t.id, t.admits, coalesce(a.admitted, 0)::int AS admitted
      FROM booking own
      JOIN booking b ON b.order_id = own.order_id
      JOIN ticket t ON t.booking_id = b.id
      JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
      LEFT JOIN admission a ON a.ticket_id = t.id AND a.session_id = ${sessionId}
     WHERE own.id = ${bookingId} AND ${living(tx.sql)}
       AND CASE WHEN ${sessionId}::text = '' THEN b.id = own.id
                ELSE EXISTS (SELECT 1 FROM booking_seat s
                              WHERE s.booking_id = b.id AND s.session_id = ${sessionId}) END
     ORDER BY t.id
       FOR SHARE OF t`
  return [...rows]
}

/** People who are in, of those who hold a ticket for the session. */
export async function aboard(tx: Tx, sessionId: string): Promise<{ admitted: number; expected: number }> {
  const [row] = await tx.sql<{ admitted: number; expected: number }[]>`
    SELECT coalesce(sum(a.admitted), 0)::int AS admitted, coalesce(sum(t.admits), 0)::int AS expected
      FROM booking_seat s
      JOIN booking b ON b.id = s.booking_id
      JOIN ticket t ON t.booking_id = s.booking_id
      JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
      LEFT JOIN admission a ON a.ticket_id = t.id AND a.session_id = s.session_id
     WHERE s.session_id = ${sessionId} AND ${living(tx.sql)}`
  return row ?? { admitted: 0, expected: 0 }
}
