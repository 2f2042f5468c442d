import type { Tx } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { refuseUnclaimed } from '../sale/issued.ts'
import { receiptRows } from '../sale/receipt-layout.ts'
import { readReceipt } from '../sale/view.ts'
import { AppError } from '../shared/errors.ts'
import { DRAWER_MEANS, type PaperColumns } from '../shared/printer.ts'
import type { Papers, Slip } from '../shared/slip.ts'
import { ticketSlip } from '../ticket/slip.ts'
import { saleTickets } from '../ticket/view.ts'
import { cardViews } from '../voucher/paper.ts'
import { cardSlip } from '../voucher/slip.ts'
import { escpos } from './escpos.ts'

/**
 * The slips of a sale, from committed rows alone, for a device that prints them. `copy` is the number of a duplicate
 * that was made before; without it a receipt is the original, which is had only by a device that was just told to print
 * it. Throws `printed_already`; `not_found`, also when there are none.
 */
export async function saleSlips(
  ctx: Ctx,
  saleId: string,
  what: Papers,
  copy: number | null,
): Promise<Slip[]> {
  permit(ctx.actor, 'sale.read')
  if (what !== 'TICKETS' && copy === null) await refuseUnclaimed(ctx, saleId)
  return drawSlips(ctx, saleId, what, copy)
}

/** The slips of a sale as a receipt printer takes them. */
export async function saleBytes(
  ctx: Ctx,
  saleId: string,
  what: Papers,
  of: { columns: PaperColumns; copy: number | null },
): Promise<Buffer> {
  return escpos(await saleSlips(ctx, saleId, what, of.copy), { columns: of.columns })
}

/**
 * The same for a print that was claimed: which receipt it is has been decided. The gift cards and credit notes that it
 * gives are taken away like its tickets, and come with them.
 */
export async function drawSlips(
  ctx: Ctx,
  saleId: string,
  what: Papers,
  copy: number | null,
): Promise<Slip[]> {
  permit(ctx.actor, 'sale.read')
  const [receipt, tickets, cards] = await Promise.all([
    what === 'TICKETS' ? [] : readReceipt(ctx, saleId, copy).then((view) => [receiptRows(view)]),
    what === 'RECEIPT' ? [] : saleTickets(ctx, saleId).then((views) => views.map(ticketSlip)),
    what === 'RECEIPT' ? [] : cardViews(ctx.db, saleId).then((views) => views.map(cardSlip)),
  ])
  const slips = [...receipt, ...tickets, ...cards]
  if (slips.length === 0) throw new AppError('not_found')
  return slips
}

/** True when a sale was paid, be it in part, by what is put into the drawer. */
export async function opensDrawer({ sql }: Pick<Tx, 'sql'>, saleId: string): Promise<boolean> {
  const [found] = await sql`
    SELECT 1 AS yes FROM tender WHERE sale_id = ${saleId} AND means = ANY(${[...DRAWER_MEANS]}::text[]) LIMIT 1`
  return found !== undefined
}
