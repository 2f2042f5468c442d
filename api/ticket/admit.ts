import type { Tx } from '../../db/index.ts'
import type { Instant } from '../shared/time.ts'

/**
 * Lets people in on tickets for a session, each once: $1 tickets, $2 session, $3 what each admits, $4 how many, $5 now.
 * One conditional statement, no look before it: of two phones at once, the second waits for the first and then finds
 * the condition false. A ticket that has fewer left gives no row. In order of id, so that two groups never wait for
 * each other.
 */
export const ADMIT = `
INSERT INTO admission (ticket_id, session_id, admits, admitted, first_at, last_at)
SELECT t.id, $2, t.admits, t.n, $5::timestamptz, $5::timestamptz
  FROM unnest($1::text[], $3::int[], $4::int[]) AS t(id, admits, n) ORDER BY t.id
ON CONFLICT (ticket_id, session_id) DO UPDATE
   SET admitted = admission.admitted + excluded.admitted, last_at = excluded.last_at
 WHERE admission.admitted + excluded.admitted <= admission.admits
RETURNING ticket_id AS "ticketId", admitted`

export type Admission = { admitted: number; lastAt: Instant | null }

type Admits = { id: string; admits: number }

/** How many each ticket has let in for a session ('' when open-dated), and when the last. */
async function admissionsOf(
  tx: Tx,
  ticketIds: readonly string[],
  sessionId: string,
): Promise<Map<string, Admission>> {
  const rows = await tx.sql<(Admission & { ticketId: string })[]>`
    SELECT ticket_id AS "ticketId", admitted, last_at AS "lastAt" FROM admission
     WHERE ticket_id = ANY(${ticketIds as string[]}::text[]) AND session_id = ${sessionId}`
  return new Map(rows.map(({ ticketId, admitted, lastAt }) => [ticketId, { admitted, lastAt }]))
}

/** How many a ticket has let in for a session ('' when open-dated), and when the last. */
export async function admissionOf(tx: Tx, ticketId: string, sessionId: string): Promise<Admission> {
  const found = await admissionsOf(tx, [ticketId], sessionId)
  return found.get(ticketId) ?? { admitted: 0, lastAt: null }
}

export type Admitted =
  | { ok: true; count: number; admitted: number }
  | { ok: false; why: 'already_used' | 'too_many'; admitted: number; lastAt: Instant | null }

/** Admits `count` people, or all that remain when it is null; safe against any other scan at the same moment. */
export async function admit(
  tx: Tx,
  ticket: Admits,
  sessionId: string,
  count: number | null,
  now: Instant,
): Promise<Admitted> {
  for (;;) {
    const before = await admissionOf(tx, ticket.id, sessionId)
    const left = ticket.admits - before.admitted
    if (left <= 0) return { ok: false, why: 'already_used', ...before }
    if (count !== null && count > left) return { ok: false, why: 'too_many', ...before }
    const n = count ?? left
    const [row] = await letIn(tx, [{ ...ticket, n }], sessionId, now)
    if (row) return { ok: true, count: n, admitted: row.admitted }
    // Somebody else admitted meanwhile: look again. What is left only shrinks, so this ends.
  }
}

/** Admits all that remain on each ticket, and says how many each let in; those that had nobody left are not listed. */
export async function admitAll(
  tx: Tx,
  tickets: readonly Admits[],
  sessionId: string,
  now: Instant,
): Promise<{ ticketId: string; count: number }[]> {
  const admitted: { ticketId: string; count: number }[] = []
  let wanted = [...tickets]
  for (;;) {
    const before = await admissionsOf(
      tx,
      wanted.map((t) => t.id),
      sessionId,
    )
    const left = wanted
      .map((t) => ({ ...t, n: t.admits - (before.get(t.id)?.admitted ?? 0) }))
      .filter((t) => t.n > 0)
    if (left.length === 0) return admitted
    const rows = await letIn(tx, left, sessionId, now)
    const done = new Set(rows.map((row) => row.ticketId))
    for (const t of left) if (done.has(t.id)) admitted.push({ ticketId: t.id, count: t.n })
    wanted = left.filter((t) => !done.has(t.id))
  }
}

async function letIn(
  tx: Tx,
  tickets: readonly (Admits & { n: number })[],
  sessionId: string,
  now: Instant,
): Promise<{ ticketId: string; admitted: number }[]> {
  const rows = await tx.sql.unsafe<{ ticketId: string; admitted: number }[]>(
    ADMIT,
    [tickets.map((t) => t.id), sessionId, tickets.map((t) => t.admits), tickets.map((t) => t.n), now],
    { prepare: true },
  )
  return [...rows]
}

/**
 * A ticket that has let everybody in for each of its sessions has its unit item redeemed; once all of them are, the
 * booking is. Bookings are locked, in order of id, before the others are looked at, so that the last two tickets cannot
 * miss it.
 */
export async function redeem(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  const ids = ticketIds as string[]
  await tx.sql`
    UPDATE unit_item i SET status = 'REDEEMED' FROM ticket t
     WHERE t.id = ANY(${ids}::text[]) AND i.booking_id = t.booking_id AND i.id = t.unit_item_id
       AND i.status = 'CONFIRMED'
       AND (SELECT count(*) FROM admission a WHERE a.ticket_id = t.id AND a.admitted >= a.admits)
           >= greatest(1, (SELECT count(s.session_id) FROM booking_seat s WHERE s.booking_id = t.booking_id))`
  const bookings = await lockBookings(tx, ids)
  await tx.sql`
    UPDATE booking b SET status = 'REDEEMED'
     WHERE b.id = ANY(${bookings}::text[]) AND b.status = 'CONFIRMED'
       AND NOT EXISTS (SELECT 1 FROM unit_item i WHERE i.booking_id = b.id AND i.status = 'CONFIRMED')`
}

/** Somebody who was let in is out again: the unit items of these tickets, and their bookings, are to come once more. */
export async function expectAgain(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  const ids = ticketIds as string[]
  await tx.sql`
    UPDATE unit_item i SET status = 'CONFIRMED' FROM ticket t
     WHERE t.id = ANY(${ids}::text[]) AND i.booking_id = t.booking_id AND i.id = t.unit_item_id
       AND i.status = 'REDEEMED'`
  const bookings = await lockBookings(tx, ids)
  await tx.sql`
    UPDATE booking b SET status = 'CONFIRMED'
     WHERE b.id = ANY(${bookings}::text[]) AND b.status = 'REDEEMED'
       AND EXISTS (SELECT 1 FROM unit_item i WHERE i.booking_id = b.id AND i.status = 'CONFIRMED')`
}

async function lockBookings(tx: Tx, ticketIds: string[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    SELECT b.id FROM booking b
     WHERE b.id IN (SELECT booking_id FROM ticket WHERE id = ANY(${ticketIds}::text[]))
     ORDER BY b.id FOR NO KEY UPDATE`
  return rows.map((row) => row.id)
}
