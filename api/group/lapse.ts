import { transaction, type Db } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { cachedBooks } from '../catalog/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import { writeQuoteLetter } from './letter.ts'
import { lockQuote } from './lock.ts'

/**
 * Ends what was not accepted while it was valid, and what was accepted and not settled in time: its seats came free with
 * its hold (`expireHolds`), whoever asked is told by mail. Any number of processes may run it. Returns how many lapsed.
 */
export async function lapseQuotes(db: Db, now: Instant, limit = 100): Promise<number> {
  const { office } = await cachedBooks(db)
  const { day } = local(now, office?.zone)
  const due = await db.sql<{ id: string }[]>`
    SELECT q.id FROM quote q
     WHERE (q.status IN ('DRAFT', 'SENT') AND q.valid_until < ${day}::date)
        OR (q.status = 'ACCEPTED' AND q.due_at <= ${now}::timestamptz
            AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.order_id = q.order_id AND b.status = 'ON_HOLD'))
     LIMIT ${limit}`
  let lapsed = 0
  for (const { id } of due) {
    lapsed += await transaction(db, async (tx) => {
      const held = await lockQuote(tx, id, ['DRAFT', 'SENT', 'ACCEPTED'])
      await tx.sql`UPDATE quote SET status = 'LAPSED' WHERE id = ${id}`
      await writeQuoteLetter(tx, held, { what: 'LAPSED', office, at: now })
      const ctx = { actor: { kind: 'system' as const }, now }
      await audited(tx, ctx, { action: 'quote.lapse', subject: id, detail: { was: held.status } })
      return 1
    }).catch((error: unknown) => {
      // Another process was here, or it was settled meanwhile.
      if (error instanceof AppError && error.code === 'quote_state') return 0
      throw error
    })
  }
  return lapsed
}
