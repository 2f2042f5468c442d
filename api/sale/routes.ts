import { Hono } from 'hono'
import { z } from 'zod'
import { idPath, json, params, pdf, query, route, type Env } from '../body.ts'
import type { Live } from '../live.ts'
import { AppError } from '../shared/errors.ts'
import { copySale, CopyInput } from './copy.ts'
import { hold, release } from './hold.ts'
import { Answer, HoldInput, SALE_REFUSALS, SellInput } from './input.ts'
import type { Lane } from './lane.ts'
import type { SaleRequest } from './prepare.ts'
import { printReceipt } from './print.ts'
import { proposeNext } from './propose.ts'
import { RecentQuery, recentSales, RecentSales } from './recent.ts'
import { saleRequest, type Outcome } from './sale.ts'
import { readSale, SaleView } from './view.ts'

const SaleId = idPath('sale')
const OrderId = idPath('order')
const Paper = z.object({
  paper: z.enum(['80', 'a5']).default('80'),
  copy: z.coerce.number().int().min(1).max(999).optional(),
  as: z.enum(['print', 'look']).default('print'),
})

/** Selling, and the documents of a sale. */
export function saleRoutes({ lane }: { lane: Lane<SaleRequest, Outcome> }) {
  return new Hono<Env>()
    .post(
      '/',
      route({
        may: 'sale.sell',
        summary: 'Sell a basket, once, whole or not at all',
        answer: Answer,
        status: 201,
        refusals: SALE_REFUSALS,
      }),
      json(SellInput),
      async (c) => {
        const outcome = await lane.push(saleRequest(c.get('ctx').actor, c.req.valid('json')))
        if (!outcome.ok) throw await proposeNext(c.get('ctx'), outcome.error, c.req.valid('json').lines)
        return c.json(outcome.answer, outcome.replay ? 200 : 201)
      },
    )
    .get(
      '/',
      route({
        may: 'sale.read',
        summary: 'The last sales of the shift open on a register, newest first',
        answer: RecentSales,
        refusals: ['bad_request'],
      }),
      query(RecentQuery),
      async (c) => c.json(await recentSales(c.get('ctx'), c.req.valid('query').register)),
    )
    .get(
      '/:id',
      route({
        may: 'sale.read',
        summary: 'A sale as it was written',
        answer: SaleView,
        refusals: ['bad_request', 'not_found'],
      }),
      params(SaleId),
      async (c) => c.json(await readSale(c.get('ctx'), c.req.valid('param').id)),
    )
    .post(
      '/:id/copies',
      route({
        may: 'sale.copy',
        summary: 'Make a numbered duplicate of the receipt, once for each request',
        answer: z.object({ copy: z.int() }),
        status: 201,
        refusals: ['bad_request', 'not_found', 'id_reused'],
      }),
      params(SaleId),
      json(CopyInput),
      async (c) => {
        const { again, ...answer } = await copySale(
          c.get('ctx'),
          c.req.valid('param').id,
          c.req.valid('json'),
        )
        return c.json(answer, again ? 200 : 201)
      },
    )
    .get(
      '/:id/receipt.pdf',
      route({
        may: 'sale.read',
        summary:
          'The receipt on 80 mm paper or A5: a numbered copy, an original just claimed, or one to look at',
        media: 'application/pdf',
        refusals: ['bad_request', 'not_found', 'printed_already', 'unavailable'],
      }),
      params(SaleId),
      query(Paper),
      async (c) => {
        const { paper, copy = null, as } = c.req.valid('query')
        const of = { paper, copy, look: as === 'look' }
        return pdf(await printReceipt(c.get('ctx'), c.req.valid('param').id, of))
      },
    )
}

const HeldAnswer = z.object({ expiresAt: z.string() })

/** Baskets that keep their seats while they are being filled. */
export function orderRoutes({ live }: { live: Live }) {
  return new Hono<Env>()
    .put(
      '/:id/hold',
      route({
        may: 'order.hold',
        summary: 'Keep the seats of a basket, replacing what it kept before',
        answer: HeldAnswer,
        refusals: [
          'bad_request',
          'not_found',
          'sold_out',
          'session_closed',
          'cutoff_passed',
          'not_on_sale',
          'sessions_mismatch',
          'id_reused',
        ],
      }),
      params(OrderId),
      json(HoldInput),
      async (c) => {
        const input = c.req.valid('json')
        try {
          const held = await hold(c.get('ctx'), c.req.valid('param').id, input)
          live.seats(held.counters)
          return c.json({ expiresAt: held.expiresAt })
        } catch (error) {
          if (error instanceof AppError) throw await proposeNext(c.get('ctx'), error, input.lines)
          throw error
        }
      },
    )
    .delete(
      '/:id/hold',
      route({
        may: 'order.hold',
        summary: 'Give back what a basket keeps',
        refusals: ['bad_request', 'not_found', 'id_reused'],
      }),
      params(OrderId),
      async (c) => {
        const held = await release(c.get('ctx'), c.req.valid('param').id)
        live.seats(held.counters)
        return c.json({})
      },
    )
}
