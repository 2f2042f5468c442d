import type { Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import type { Paper } from './receipt.tsx'
import { readReceipt } from './view.ts'

/** The receipt of a sale, or its numbered copy, as a PDF. Throws `not_found`; `unavailable` when too many wait. */
export async function printReceipt(
  ctx: Ctx,
  saleId: string,
  copy: number | null,
  paper: Paper,
): Promise<Buffer> {
  return drawPaper({ kind: 'receipt', view: await readReceipt(ctx, saleId, copy), paper })
}
