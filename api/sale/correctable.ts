import { cachedBooks } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { backOf, refundWays } from '../shared/refund.ts'
import { freedom } from './correct-check.ts'
import type { Correctable } from './correct-form.ts'
import { readOrigin } from './correct-load.ts'

/**
 * What can still be taken back of a sale, how its money may go back, and what would need an approval; amounts in cents.
 * A correction itself has no units left. Throws `not_found`.
 */
export async function correctable(ctx: Ctx, saleId: string): Promise<Correctable> {
  permit(ctx.actor, 'sale.correct')
  const [origin, books] = await Promise.all([readOrigin(ctx.db, saleId), cachedBooks(ctx.db)])
  const isSale = origin.docType === 'SALE'
  return {
    id: origin.id,
    number: origin.number,
    totalC: origin.totalC,
    lines: origin.lines.map((line) => {
      const left = isSale ? line.qty - line.taken : 0
      return {
        n: line.n,
        label: line.label,
        fare: line.fare,
        qty: isSale ? line.qty : 0,
        left,
        unitC: line.unitC,
        backC: Array.from({ length: left }, (_, k) => backOf(line, line.qty, line.taken, k + 1).totalC),
        tickets: origin.tickets
          .filter((t) => t.lineN === line.n)
          .map(({ id, shortCode, name, isUsed, isVoid }) => ({ id, shortCode, name, isUsed, isVoid })),
        startsAt: line.serviceAt,
        ...freedom(line, ctx.now),
        externalRef: line.kind === 'SNCF' ? line.externalRef : null,
      }
    }),
    tenders: origin.tenders.map(({ n, means, source, ref, amountC, leftC }) => {
      return { n, means, ref, amountC, leftC, ways: [...refundWays(source)] }
    }),
    approvalFromC: books.office?.correctionApprovalC ?? 0,
  }
}
