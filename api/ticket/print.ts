import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import { AppError } from '../shared/errors.ts'
import { saleTickets } from './view.ts'

/** The tickets of a sale as one PDF, A6 a page. Throws `not_found` when the sale has none to show. */
export async function printTickets(ctx: Ctx, saleId: string): Promise<Buffer> {
  permit(ctx.actor, 'sale.read')
  const views = await saleTickets(ctx, saleId)
  if (views.length === 0) throw new AppError('not_found')
  return drawPaper({ kind: 'tickets', views })
}
