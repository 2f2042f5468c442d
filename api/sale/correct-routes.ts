import { Hono } from 'hono'
import { idPath, json, params, route, type Env } from '../body.ts'
import type { Live } from '../live.ts'
import { correct } from './correct.ts'
import { Correctable, Corrected, CorrectInput } from './correct-form.ts'
import { correctable } from './correctable.ts'

const SaleId = idPath('sale')

const REFUSALS = [
  'bad_request',
  'not_found',
  'already_corrected',
  'refund_not_allowed',
  'tender_mismatch',
  'price_changed',
  'approval_needed',
  'approval_refused',
  'pin_blocked',
  'rate_limited',
  'shift_closed',
  'shift_too_old',
  'id_reused',
  'not_set_up',
] as const

/** Taking back what was sold, and saying again how it was paid. */
export function correctionRoutes({ live }: { live: Live }) {
  return new Hono<Env>()
    .get(
      '/:id/correctable',
      route({
        may: 'sale.correct',
        summary: 'What can still be taken back of a sale, how, and what would need an approval',
        answer: Correctable,
        refusals: ['bad_request', 'not_found'],
      }),
      params(SaleId),
      async (c) => c.json(await correctable(c.get('ctx'), c.req.valid('param').id)),
    )
    .post(
      '/:id/corrections',
      route({
        may: 'sale.correct',
        summary: 'Take back some or all units of a sale, once, whole or not at all',
        answer: Corrected,
        status: 201,
        refusals: REFUSALS,
      }),
      params(SaleId),
      json(CorrectInput),
      async (c) => {
        const done = await correct(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
        live.seats(done.counters)
        return c.json(done.answer, done.again ? 200 : 201)
      },
    )
}
