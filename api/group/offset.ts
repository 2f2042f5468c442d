import { transaction, type Db } from '../../db/index.ts'
import { audited } from '../audit.ts'
import type { Instant } from '../shared/time.ts'
import { book } from './account.ts'
import { lockQuote } from './lock.ts'
import { quoteOf } from './read.ts'

/**
 * What is given back of a sale on account that is not paid yet leaves no money: it lowers what is owed, debit 4198, credit
 * 411, and its refund is done. What was paid already stays a transfer to make. Called after each correction, however often
 * it is told.
 */
export async function offsetCorrection(db: Db, correctionId: string, now: Instant): Promise<number> {
  const [found] = await db.sql<{ quoteId: string }[]>`
    SELECT q.id AS "quoteId" FROM correction c JOIN quote q ON q.sale_id = c.origin_id WHERE c.sale_id = ${correctionId}`
  if (!found) return 0
  return transaction(db, async (tx) => {
    const held = await lockQuote(tx, found.quoteId, ['SETTLED'])
    const dues = await tx.sql<{ id: string; amountC: number }[]>`
      SELECT id, amount_c AS "amountC" FROM refund_due
       WHERE sale_id = ${correctionId} AND means = 'VIREMENT' AND status = 'OPEN' ORDER BY tender_n FOR UPDATE`
    let done = 0
    for (const { id, amountC } of dues) {
      const { owedC } = await quoteOf(tx, held.id)
      if (amountC > owedC) continue
      await book(tx, { now }, held, 'account_offset', amountC)
      await tx.sql`
        UPDATE refund_due SET status = 'PAID', paid_at = ${now}::timestamptz, ref = 'COMPENSATION', iban = NULL, holder = NULL
         WHERE id = ${id}`
      const ctx = { actor: { kind: 'system' as const }, now }
      await audited(tx, ctx, { action: 'account.offset', subject: held.id, detail: { refund: id, amountC } })
      done += 1
    }
    return done
  })
}
