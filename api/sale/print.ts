import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import { refuseUnclaimed } from './issued.ts'
import type { Paper } from './receipt.tsx'
import { readReceipt } from './view.ts'

/**
 * The receipt of a sale as a PDF: a numbered copy that was made, or the original for a device that was just told to
 * print it (`refuseUnclaimed`). `look` is for reading what was issued, and says across it that it is no receipt. Throws
 * `not_found`, `printed_already`; `unavailable` when too many wait.
 */
export async function printReceipt(
  ctx: Ctx,
  saleId: string,
  of: { copy: number | null; paper: Paper; look: boolean },
): Promise<Buffer> {
  permit(ctx.actor, 'sale.read')
  if (of.copy === null && !of.look) await refuseUnclaimed(ctx, saleId)
  const view = await readReceipt(ctx, saleId, of.copy)
  return drawPaper({ kind: 'receipt', view: { ...view, look: of.look }, paper: of.paper })
}
