import type { Tx } from '../../db/index.ts'
import type { Instant } from '../shared/time.ts'

/**
 * Lets people in on a ticket for a session, once: $1 ticket, $2 session, $3 what it admits, $4 how many, $5 now. One
 * conditional statement, no look before it: of two phones at once, the second waits for the first and then finds the
 * condition false. No row comes back when fewer are left.
 */
export const ADMIT = `
INSERT INTO admission (ticket_id, session_id, admits, admitted, first_at, last_at)
VALUES ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz)
ON CONFLICT (ticket_id, session_id) DO UPDATE
   SET admitted = admission.admitted + excluded.admitted, last_at = excluded.last_at
 WHERE admission.admitted + excluded.admitted <= admission.admits
RETURNING admitted`

export type Admission = { admitted: number; lastAt: Instant | null }

/** How many a ticket has let in for a session ('' when open-dated), and when the last. */
export async function admissionOf(tx: Tx, ticketId: string, sessionId: string): Promise<Admission> {
  const [row] = await tx.sql<Admission[]>`
    SELECT admitted, last_at AS "lastAt" FROM admission
     WHERE ticket_id = ${ticketId} AND session_id = ${sessionId}`
  return row ?? { admitted: 0, lastAt: null }
}

export type Admitted =
  | { ok: true; count: number; admitted: number }
  | { ok: false; why: 'already_used' | 'too_many'; admitted: number; lastAt: Instant | null }

/** Admits `count` people, or all that remain when it is null; safe against any other scan at the same moment. */
export async function admit(
  tx: Tx,
  ticket: { id: string; admits: number },
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
    const [row] = await tx.sql.unsafe<{ admitted: number }[]>(
      ADMIT,
      [ticket.id, sessionId, ticket.admits, n, now],
      { prepare: true },
    )
    if (row) return { ok: true, count: n, admitted: row.admitted }
    // Somebody else admitted meanwhile: look again. What is left only shrinks, so this ends.
  }
}

/**
 * Once a ticket has let everybody in for each of its sessions, its unit item is redeemed; once all of them are, the
 * booking is. The booking is locked before the others are looked at, so that the last two tickets cannot miss it.
 */
export async function redeem(
  tx: Tx,
  ticket: { id: string; unitItemId: string; bookingId: string; admits: number },
  sessionIds: readonly string[],
): Promise<void> {
  const [done] = await tx.sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM admission
     WHERE ticket_id = ${ticket.id} AND session_id = ANY(${sessionIds as string[]}::text[]) AND admitted >= admits`
  if (done?.n !== sessionIds.length) return
  await tx.sql`
    UPDATE unit_item SET status = 'REDEEMED'
     WHERE booking_id = ${ticket.bookingId} AND id = ${ticket.unitItemId} AND status = 'CONFIRMED'`
  await tx.sql`SELECT 1 FROM booking WHERE id = ${ticket.bookingId} FOR NO KEY UPDATE`
  await tx.sql`
    UPDATE booking SET status = 'REDEEMED'
     WHERE id = ${ticket.bookingId} AND status = 'CONFIRMED'
       AND NOT EXISTS (SELECT 1 FROM unit_item WHERE booking_id = ${ticket.bookingId} AND status = 'CONFIRMED')`
}
