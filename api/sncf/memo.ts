import { createHash } from 'node:crypto'
import { bulk, transaction, violated, type Tx } from '../../db/index.ts'
import { sncfSale } from '../../db/schema/sale.ts'
import { sncfMemo } from '../../db/schema/sncf.ts'
import { audited } from '../audit.ts'
import { cachedBooks } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { canonical } from '../journal/canonical.ts'
import { AppError } from '../shared/errors.ts'
import { cents } from '../shared/money.ts'
import { toDay } from '../shared/time.ts'
import type { MemoInput } from './form.ts'

/**
 * Records a ticket that was paid on the SNCF's own terminal (fiscal.md 4): no sale, no payment, no cash, a memo beside the
 * turnover. Its number is in `sncf_sale` with those of the tickets that we were paid for: `external_ref_used` for one
 * that is there. The same id again changes nothing; with another ticket it is `id_reused`.
 */
export async function recordMemo(ctx: Ctx, input: MemoInput): Promise<{ id: string; made: boolean }> {
  const actor = permit(ctx.actor, 'sncf.record')
  const books = await cachedBooks(ctx.db)
  const product = books.index.options.get(input.optionId)?.product
  if (!product || !books.registers.has(input.registerId)) throw new AppError('not_found')
  if (product.kind !== 'EXTERNAL') throw new AppError('bad_request', { issues: [{ path: 'optionId' }] })
  const digest = createHash('sha256')
    .update(canonical(plain(input)))
    .digest('hex')
  const { external: e } = input
  try {
    return await transaction(ctx.db, async (tx) => {
      if (await isKnown(tx, input.id, digest)) return { id: input.id, made: false }
      const memo = {
        id: input.id,
        registerId: input.registerId,
        productId: product.id,
        staffId: actor.staffId,
      }
      await bulk(tx, sncfMemo, [
        { ...memo, means: input.means, digest, at: ctx.now, cancelledAt: null, cancelledBy: null },
      ])
      await bulk(tx, sncfSale, [
        {
          saleId: input.id,
          lineN: 1,
          terminal: e.terminal,
          externalRef: e.ref,
          soldAt: ctx.now,
          product: e.product,
          origin: e.origin,
          destination: e.destination,
          travelClass: e.travelClass,
          travelDay: e.travelDay === null ? null : toDay(e.travelDay),
          passengers: e.passengers,
          fareC: cents(e.fareC ?? 0),
          paidOn: 'SNCF_TERMINAL' as const,
          status: 'SOLD' as const,
          cancelRef: null,
        },
      ])
      const detail = { terminal: e.terminal, ref: e.ref, fareC: e.fareC ?? 0 }
      await audited(tx, ctx, { action: 'sncf.record', subject: input.id, detail })
      return { id: input.id, made: true }
    })
  } catch (error) {
    if (violated(error) === 'sncf_sale_ref') throw new AppError('external_ref_used')
    // Sent twice at the same moment: the other one is there now.
    if (violated(error) === 'sncf_memo_pkey') return recordMemo(ctx, input)
    throw error
  }
}

/** What was sent, but for its id, as it is digested. */
function plain({ registerId, optionId, means, external }: MemoInput) {
  const { fareC = 0, ...printed } = external
  return { registerId, optionId, means, external: { ...printed, fareC } }
}

async function isKnown(tx: Tx, id: string, digest: string): Promise<boolean> {
  const [row] = await tx.sql<{ digest: string }[]>`SELECT digest FROM sncf_memo WHERE id = ${id}`
  if (row && row.digest !== digest) throw new AppError('id_reused')
  return row !== undefined
}

/** Notes that the SNCF's terminal cancelled it, with the reference that it printed. The same one again changes nothing. */
export async function cancelMemo(ctx: Ctx, id: string, cancelRef: string): Promise<void> {
  const actor = permit(ctx.actor, 'sncf.record')
  await transaction(ctx.db, async (tx) => {
    const [row] = await tx.sql<{ status: string; cancelRef: string | null }[]>`
      SELECT x.status, x.cancel_ref AS "cancelRef" FROM sncf_memo m JOIN sncf_sale x ON x.sale_id = m.id
       WHERE m.id = ${id} FOR NO KEY UPDATE OF m`
    if (!row) throw new AppError('not_found')
    if (row.cancelRef === cancelRef) return
    if (row.status !== 'SOLD') throw new AppError('already_done', { status: row.status })
    await tx.sql`
      UPDATE sncf_sale SET status = 'CANCELLED_ON_TERMINAL', cancel_ref = ${cancelRef} WHERE sale_id = ${id}`
    await tx.sql`
      UPDATE sncf_memo SET cancelled_at = ${ctx.now}::timestamptz, cancelled_by = ${actor.staffId} WHERE id = ${id}`
    await audited(tx, ctx, { action: 'sncf.cancel', subject: id, detail: { cancelRef } })
  })
}
