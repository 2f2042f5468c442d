import { transaction } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { msOf } from '../shared/time.ts'
import type { Cashier } from './payment.ts'

/**
 * Hears what the provider tells of itself. Its word is checked for its seal and its age, kept so that it counts once, and
 * only ever makes us ask: what became of a charge is read, never believed, so that it may come twice, late or out of
 * order. Answers the payments to look at, which are due from this commit on, be this process gone by then. Throws
 * `bad_request` for a forged or outdated word.
 */
export async function hearProvider(cashier: Cashier, body: string, signature: string): Promise<string[]> {
  const now = cashier.clock()
  const told = cashier.provider.hear(body, signature, msOf(now))
  if (!told) throw new AppError('bad_request', { issues: [{ path: 'stripe-signature' }] })
  return transaction(cashier.db, async (tx) => {
    const fresh = await tx.sql`
      INSERT INTO payment_event (id, kind, at) VALUES (${told.id}, ${told.kind}, ${now}::timestamptz)
      ON CONFLICT DO NOTHING RETURNING id`
    if (fresh.length === 0 || told.chargeRef === null) return []
    const due = await tx.sql<{ id: string }[]>`
      UPDATE payment SET due_at = ${now}::timestamptz
       WHERE charge_ref = ${told.chargeRef} AND ended_at IS NULL RETURNING id`
    return due.map(({ id }) => id)
  })
}

/** How long an event may come again, in days. */
const KEPT_DAYS = 30

/** Forgets events that can no longer come again. */
export async function forgetEvents({ db, clock }: Pick<Cashier, 'db' | 'clock'>): Promise<void> {
  await db.sql`
    DELETE FROM payment_event WHERE at < ${clock()}::timestamptz - make_interval(days => ${KEPT_DAYS})`
}
