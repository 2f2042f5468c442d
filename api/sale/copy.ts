import { z } from 'zod'
import { transaction, type Tx } from '../../db/index.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { EVENT, eventEntry } from '../journal/event.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { AppError } from '../shared/errors.ts'
import { local } from '../shared/time.ts'

export const CopyInput = z.strictObject({ reason: z.enum(['CUSTOMER', 'JAM', 'AUDIT']) })

type Reason = z.infer<typeof CopyInput>['reason']

/** Records a numbered duplicate of a receipt, in a transaction of its own (`addCopy`). */
export async function copySale(
  ctx: Ctx,
  saleId: string,
  input: z.infer<typeof CopyInput>,
): Promise<{ copy: number }> {
  const actor = permit(ctx.actor, 'sale.copy')
  return transaction(ctx.db, (tx) => addCopy(tx, ctx, actor, saleId, input.reason))
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
  // Counted under the lock of the chain: two printers at once get two numbers.
  const [made] = await tx.sql<{ copies: number }[]>`
    SELECT count(*)::int AS copies FROM journal_record WHERE subject = ${saleId} AND journal = 'C'`
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
      businessDay: local(ctx.now).day,
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
