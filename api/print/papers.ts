import type { Tx } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { receiptRows } from '../sale/receipt-layout.ts'
import { readReceipt } from '../sale/view.ts'
import { AppError } from '../shared/errors.ts'
import { DRAWER_MEANS, type PaperColumns } from '../shared/printer.ts'
import type { Papers, Slip } from '../shared/slip.ts'
import { plusMinutes } from '../shared/time.ts'
import { ticketSlip } from '../ticket/slip.ts'
import { saleTickets } from '../ticket/view.ts'
import { escpos } from './escpos.ts'

/**
 * The slips of a sale, from committed rows alone, for a device that prints them. `copy` is the number of a duplicate
 * that was made before; without it a receipt is the original, which is no longer had once the next sale of its register
 * began, unless this device was just told to print it. Throws `printed_already`; `not_found`, also when there are none.
 */
export async function saleSlips(
  ctx: Ctx,
  saleId: string,
  what: Papers,
  copy: number | null,
): Promise<Slip[]> {
  permit(ctx.actor, 'sale.read')
  if (what !== 'TICKETS' && copy === null) await refuseLateOriginal(ctx, saleId)
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

/** The same for a print that was claimed: which receipt it is has been decided. */
export async function drawSlips(
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

/** Minutes within which a device fetches the original that it was told to print. */
const FETCHED = 15

async function refuseLateOriginal(ctx: Ctx, saleId: string): Promise<void> {
  const [late] = await ctx.db.sql`
    SELECT 1 FROM sale s
     WHERE s.id = ${saleId}
       AND EXISTS (SELECT FROM sale n WHERE n.register_id = s.register_id AND n.seq > s.seq)
       AND NOT EXISTS (SELECT FROM audit p
                        WHERE p.subject = s.id AND p.action = 'sale.print' AND p.at >= ${plusMinutes(ctx.now, -FETCHED)}
                          AND p.detail->>'by' = 'DEVICE' AND (p.detail->>'receipt')::boolean
                          AND p.detail->>'copy' IS NULL
                          AND NOT EXISTS (SELECT FROM audit f
                                           WHERE f.subject = p.subject AND f.action = 'sale.print_failed'
                                             AND f.detail->>'request' = p.id))`
  if (late) throw new AppError('printed_already')
}

/** True when a sale was paid, be it in part, by what is put into the drawer. */
export async function opensDrawer({ sql }: Pick<Tx, 'sql'>, saleId: string): Promise<boolean> {
  const [found] = await sql`
    SELECT 1 AS yes FROM tender WHERE sale_id = ${saleId} AND means = ANY(${[...DRAWER_MEANS]}::text[]) LIMIT 1`
  return found !== undefined
}
