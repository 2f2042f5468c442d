import { plusMinutes } from '../shared/time.ts'
import type { Cashier } from './payment.ts'
import { settle } from './settle.ts'

/** Until a process that took a payment up is thought to have died at it. */
const LEASE_MINUTES = 0.5
/** Payments of one turn; the others wait for the next. */
const TURN = 20

/**
 * Takes up the payments that nobody has settled: of tills that went away, of words that never came, of processes that
 * stopped. Each is one process's for a while; two at one do no harm. Returns how many it saw.
 */
export async function settleDue(
  cashier: Cashier,
  failed: (id: string, error: unknown) => void,
): Promise<number> {
  for (let seen = 0; seen < TURN; seen++) {
    const now = cashier.clock()
    const [due] = await cashier.db.sql<{ id: string }[]>`
      UPDATE payment SET due_at = ${plusMinutes(now, LEASE_MINUTES)}::timestamptz
       WHERE id = (SELECT id FROM payment WHERE ended_at IS NULL AND due_at <= ${now}::timestamptz
                    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id`
    if (!due) return seen
    await settle(cashier, due.id).catch((error: unknown) => failed(due.id, error))
  }
  return TURN
}
