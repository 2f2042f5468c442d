import { Hono } from 'hono'
import { idPath, params, pdf, route, type Env } from '../body.ts'
import { printCards } from './paper.ts'
import { CodePath, readVoucher, VoucherView } from './read.ts'

/** Gift cards and credit notes: what is left on one, and their papers. */
export const voucherRoutes = new Hono<Env>()
  .get(
    '/vouchers/:code',
    route({
      may: 'voucher.read',
      summary: 'What is left on a gift card or a credit note, by its code',
      answer: VoucherView,
      refusals: ['bad_request', 'voucher_unknown', 'rate_limited'],
    }),
    params(CodePath),
    async (c) => c.json(await readVoucher(c.var.ctx, c.req.valid('param').code, c.var.sessionToken ?? '')),
  )
  .get(
    '/sales/:id/cards.pdf',
    route({
      may: 'voucher.read',
      summary: 'The gift cards and credit notes that a sale gave, A5 a page',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'unavailable'],
    }),
    params(idPath('sale')),
    async (c) => pdf(await printCards(c.var.ctx, c.req.valid('param').id)),
  )
