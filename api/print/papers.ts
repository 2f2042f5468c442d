import { permit, type Ctx } from '../context.ts'
import { receiptRows } from '../sale/receipt-layout.ts'
import { readReceipt } from '../sale/view.ts'
import { AppError } from '../shared/errors.ts'
import { DRAWER_MEANS, type PaperColumns } from '../shared/printer.ts'
import type { Papers, Slip } from '../shared/slip.ts'
import { ticketSlip } from '../ticket/slip.ts'
import { saleTickets } from '../ticket/view.ts'
import { escpos } from './escpos.ts'

/**
 * The slips of a sale, from committed rows alone: reading them is not printing (decision 0010). `copy` is the number of
 * a duplicate that was made before. Throws `not_found`, also when there are none.
 */
export async function saleSlips(
  ctx: Ctx,
  saleId: string,
  what: Papers,
  copy: number | null,
): Promise<Slip[]> {
  permit(ctx.actor, 'sale.read')
  const [receipt, tickets] = await Promise.all([
    what === 'TICKETS' ? [] : readReceipt(ctx, saleId, copy).then((view) => [receiptRows(view)]),
    what === 'RECEIPT' ? [] : saleTickets(ctx, saleId).then((views) => views.map(ticketSlip)),
  ])
  const slips = [...receipt, ...tickets]
  if (slips.length === 0) throw new AppError('not_found')
  return slips
}

type BytesOf = { columns: PaperColumns; copy: number | null; drawer: boolean }

/** The slips of a sale as a receipt printer takes them; `drawer` opens the drawer when money of it went in there. */
export async function saleBytes(ctx: Ctx, saleId: string, what: Papers, of: BytesOf): Promise<Buffer> {
  const [slips, drawer] = await Promise.all([
    saleSlips(ctx, saleId, what, of.copy),
    of.drawer ? opensDrawer(ctx, saleId) : false,
  ])
  return escpos(slips, { columns: of.columns, drawer })
}

/** True when a sale was paid, be it in part, by what is put into the drawer. */
export async function opensDrawer(ctx: Ctx, saleId: string): Promise<boolean> {
  const [found] = await ctx.db.sql`
    SELECT 1 AS yes FROM tender WHERE sale_id = ${saleId} AND means = ANY(${[...DRAWER_MEANS]}::text[]) LIMIT 1`
  return found !== undefined
}
