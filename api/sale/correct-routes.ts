import { Hono } from 'hono'
import { idPath, json, params, route, type Env } from '../body.ts'
import type { Live } from '../live.ts'
import { AppError } from '../shared/errors.ts'
import { correct } from './correct.ts'
import { Correctable, Corrected, CorrectInput, ExchangeInput, PaymentFixInput } from './correct-form.ts'
import { correctable } from './correctable.ts'
import { exchange } from './exchange.ts'
import { fixPayment } from './fix.ts'
import { proposeNext } from './propose.ts'
import { IbanInput, openRefunds, PaidInput, payRefund, Refunds, RefundView, setIban } from './refunds.ts'

const SaleId = idPath('sale')
const RefundId = idPath('refundDue')

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

/** What refuses the new sale of an exchange too. */
const OF_THE_SALE = [
  'sold_out',
  'session_closed',
  'cutoff_passed',
  'not_on_sale',
  'sessions_mismatch',
  'cash_ceiling',
  'tender_not_allowed',
  'external_ref_used',
  'discount_not_allowed',
  'names_needed',
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
    .post(
      '/:id/exchanges',
      route({
        may: 'sale.correct',
        summary: 'Take units of a sale back and sell others in one go, both or neither',
        answer: Corrected,
        status: 201,
        refusals: [...REFUSALS, ...OF_THE_SALE],
      }),
      params(SaleId),
      json(ExchangeInput),
      async (c) => {
        const input = c.req.valid('json')
        try {
          const done = await exchange(c.get('ctx'), c.req.valid('param').id, input)
          live.seats(done.counters)
          return c.json(done.answer, done.again ? 200 : 201)
        } catch (error) {
          if (error instanceof AppError) throw await proposeNext(c.get('ctx'), error, input.sale.lines)
          throw error
        }
      },
    )
    .post(
      '/:id/payment-fixes',
      route({
        may: 'sale.correct',
        summary: 'Say again how a sale was paid: its total does not change',
        answer: Corrected,
        status: 201,
        refusals: [...REFUSALS, 'cash_ceiling', 'tender_not_allowed'],
      }),
      params(SaleId),
      json(PaymentFixInput),
      async (c) => {
        const done = await fixPayment(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
        return c.json(done.answer, done.again ? 200 : 201)
      },
    )
}

/** Money that is owed to visitors. */
export const refundRoutes = new Hono<Env>()
  .get(
    '/',
    route({
      may: 'refund.pay',
      summary: 'Refunds that are owed and not paid yet, by means, with whom to ask',
      answer: Refunds,
    }),
    async (c) => c.json(await openRefunds(c.get('ctx'))),
  )
  .post(
    '/:id/paid',
    route({
      may: 'refund.pay',
      summary: 'Note that the transfer of a refund was made; its IBAN is forgotten',
      answer: RefundView,
      refusals: ['bad_request', 'not_found', 'refund_not_allowed', 'id_reused'],
    }),
    params(RefundId),
    json(PaidInput),
    async (c) => c.json(await payRefund(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
  .post(
    '/:id/iban',
    route({
      may: 'refund.pay',
      summary: 'Note to which account a refund will be transferred',
      answer: RefundView,
      refusals: ['bad_request', 'not_found', 'refund_not_allowed'],
    }),
    params(RefundId),
    json(IbanInput),
    async (c) => c.json(await setIban(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))),
  )
