import { Hono } from 'hono'
import { z } from 'zod'
import { json, params, query, route, type Env } from '../body.ts'
import { AppError, type ErrorCode } from '../shared/errors.ts'
import { cancelPayment, chargeCard, followPayment, paymentOfOrder } from './charge.ts'
import {
  OpenPayments,
  PaymentInput,
  PaymentPath,
  PaymentsQuery,
  PaymentTerms,
  PaymentView,
  ReaderInput,
  Readers,
  RegisterPath,
  SimulateInput,
} from './form.ts'
import { openPayments } from './open.ts'
import { listReaders, setReader } from './reader.ts'
import type { Payments } from './start.ts'
import { settle } from './settle.ts'
import { hearProvider } from './webhook.ts'

/** What a payment may be refused with: what a sale may, and its own. */
const REFUSALS: ErrorCode[] = [
  ...(['bad_request', 'not_found', 'sold_out', 'price_changed', 'session_closed', 'cutoff_passed'] as const),
  ...(['not_on_sale', 'sessions_mismatch', 'cash_ceiling', 'tender_not_allowed', 'tender_mismatch'] as const),
  ...(['id_reused', 'shift_closed', 'shift_too_old', 'external_ref_used', 'discount_not_allowed'] as const),
  ...(['names_needed', 'not_set_up', 'payment_waits', 'no_reader'] as const),
]

/** Cards on the readers of the office: charges, readers, and what the provider tells. `payments` is null without one. */
export function paymentRoutes(payments: Payments | null) {
  const cashier = () => {
    if (!payments) throw new AppError('no_reader')
    return payments.cashier
  }
  return new Hono<Env>()
    .post(
      '/payments',
      route({
        may: 'payment.take',
        summary: 'Have the reader of a register ask for a card; the sale is made once it is charged',
        answer: PaymentView,
        status: 201,
        refusals: REFUSALS,
      }),
      json(PaymentInput),
      async (c) => c.json(await chargeCard(c.get('ctx'), cashier(), c.req.valid('json')), 201),
    )
    .get(
      '/payments',
      route({
        may: 'payment.take',
        summary: 'The last payment of an order',
        answer: z.object({ payment: PaymentView.nullable() }),
        refusals: ['bad_request'],
      }),
      query(PaymentsQuery),
      async (c) => c.json({ payment: await paymentOfOrder(c.get('ctx'), c.req.valid('query').order) }),
    )
    .get(
      '/payments/terms',
      route({
        may: 'self.read',
        summary: 'Whether card payments are taken, and whether they are simulated',
        answer: PaymentTerms,
      }),
      (c) => c.json({ mode: payments?.mode ?? ('NONE' as const) }),
    )
    .get(
      '/payments/open',
      route({
        may: 'refund.pay',
        summary: 'Charges that have not ended, and money that could not go back to its card',
        answer: OpenPayments,
      }),
      async (c) => c.json(await openPayments(c.get('ctx'))),
    )
    .get(
      '/payments/readers',
      route({
        may: 'register.set',
        summary: 'The card readers that the provider knows',
        answer: Readers,
        refusals: ['no_reader', 'payment_away'],
      }),
      async (c) => c.json({ readers: await listReaders(c.get('ctx'), payments?.cashier.provider ?? null) }),
    )
    .post(
      '/payments/webhook',
      route({
        may: 'public',
        summary: 'What the payment provider tells, sealed by it',
        refusals: ['bad_request', 'no_reader'],
      }),
      async (c) => {
        const signature = c.req.header('stripe-signature') ?? ''
        const due = await hearProvider(cashier(), await c.req.text(), signature)
        // Answered first: what became of them is asked now, and by the next turn of the jobs if this process ends here.
        for (const id of due) void settle(cashier(), id).catch(() => {})
        return c.json({})
      },
    )
    .post(
      '/payments/simulated',
      route({
        may: 'payment.take',
        summary: 'Tell a simulated reader what happens on it; only where payments are simulated',
        refusals: ['bad_request', 'not_found'],
      }),
      json(SimulateInput),
      async (c) => {
        const { readerId, act } = c.req.valid('json')
        if (!(await payments?.simulate?.(readerId, act))) throw new AppError('not_found')
        return c.json({})
      },
    )
    .get(
      '/payments/:id',
      route({
        may: 'payment.take',
        summary: 'How a payment stands; the provider is asked while it has not ended',
        answer: PaymentView,
        refusals: ['bad_request', 'not_found'],
      }),
      params(PaymentPath),
      async (c) =>
        c.json(await followPayment(c.get('ctx'), payments?.cashier ?? null, c.req.valid('param').id)),
    )
    .post(
      '/payments/:id/cancel',
      route({
        may: 'payment.take',
        summary: 'Take a payment off its reader; the card may have been faster',
        answer: PaymentView,
        refusals: ['bad_request', 'not_found', 'no_reader'],
      }),
      params(PaymentPath),
      async (c) => c.json(await cancelPayment(c.get('ctx'), cashier(), c.req.valid('param').id)),
    )
    .put(
      '/registers/:id/reader',
      route({
        may: 'register.set',
        summary: 'Set the card reader that stands beside a register',
        refusals: ['bad_request', 'not_found'],
      }),
      params(RegisterPath),
      json(ReaderInput),
      async (c) => {
        await setReader(c.get('ctx'), c.req.valid('param').id, c.req.valid('json').readerId)
        return c.json({})
      },
    )
}
