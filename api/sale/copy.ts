import { z } from 'zod'
import { transaction, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { idField } from '../id-field.ts'
import { businessDayOf } from '../journal/business-day.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { AppError } from '../shared/errors.ts'
import type { Day } from '../shared/time.ts'
import { lockReceipt } from './issued.ts'

/** One press of a button. `id` is made by the device for it: asked again after an answer was lost, no other is made. */
export const CopyInput = z.strictObject({
  id: idField('audit'),
  reason: z.enum(['CUSTOMER', 'JAM', 'AUDIT']),
})
export type CopyInput = z.infer<typeof CopyInput>

type Reason = CopyInput['reason']

/**
 * Records a numbered duplicate of a receipt (`addCopy`), once for each request; `again` says that it was made before.
 * Throws `not_found`, `id_reused`.
 */
export async function copySale(
  ctx: Ctx,
  saleId: string,
  { id, reason }: CopyInput,
): Promise<{ copy: number; again: boolean }> {
  const actor = permit(ctx.actor, 'sale.copy')
  return transaction(ctx.db, async (tx) => {
    await lockReceipt(tx, saleId)
    const [known] = await tx.sql`SELECT subject, action, detail FROM audit WHERE id = ${id}`
    if (known) {
      const same = known.subject === saleId && known.action === 'sale.copy' && known.detail.reason === reason
      if (!same) throw new AppError('id_reused')
      return { copy: known.detail.copy as number, again: true }
    }
    const { copy } = await addCopy(tx, ctx, actor, saleId, reason)
    await tx.orm.insert(audit).values({
      id,
      at: ctx.now,
      actor: actor.staffId,
      action: 'sale.copy',
      subject: saleId,
      detail: { copy, reason },
    })
    return { copy, again: false }
  })
}

/**
 * Records a numbered duplicate of a receipt in the register's C chain (fiscal.md 1.10): every print after the first is
 * one, and stands in the event log too. Returns its number, which rises by one for each copy of this sale, without a gap.
 */
export async function addCopy(
  tx: Tx,
  ctx: Ctx,
  actor: SignedIn,
  saleId: string,
  reason: Reason,
): Promise<{ copy: number }> {
  const [sale] = await tx.sql`SELECT id, register_id, number FROM sale WHERE id = ${saleId}`
  if (!sale) throw new AppError('not_found')
  const key = { registerId: sale.register_id as string, journal: 'C' as const }
  const heads = await lockHeads(tx, [key, { ...key, journal: 'L' }])
  // Counted under the lock of the chain, which who closes a day holds too: two printers at once get two numbers.
  const [made] = await tx.sql<{ copies: number; closedDay: Day | null }[]>`
    SELECT count(*)::int AS copies,
           (SELECT closed_day FROM journal_head WHERE register_id = ${key.registerId} AND journal = 'T') AS "closedDay"
      FROM journal_record WHERE subject = ${saleId} AND journal = 'C'`
  const copy = (made?.copies ?? 0) + 1
  const [origin] = await tx.sql`
    SELECT j.hash FROM sale s JOIN journal_record j
        ON j.register_id = s.register_id AND j.journal = 'T' AND j.seq = s.seq WHERE s.id = ${saleId}`
  await append(tx, heads, ctx.keys, [
    {
      ...key,
      docType: 'COPY',
      subject: saleId,
      at: ctx.now,
      businessDay: businessDayOf({ closedDay: made?.closedDay ?? null }, ctx.now),
      payload: {
        copy,
        reason,
        origin: { number: sale.number, hash: origin?.hash ?? null },
        operator: { code: actor.code },
      },
    },
    eventEntry({
      registerId: key.registerId,
      code: EVENT.COPY_PRINTED,
      operator: actor.code,
      detail: { sale: sale.number as string, copy, reason },
      at: ctx.now,
    }),
  ])
  return { copy }
}
