import { Hono } from 'hono'
import { json, params, pdf, route, type Env } from '../body.ts'
import type { Live } from '../live.ts'
import { recordPayment, remindAccount } from './account.ts'
import {
  AcceptInput,
  NewQuote,
  PaymentInput,
  QuoteInput,
  QuotePath,
  Quotes,
  QuoteSummary,
  SALE_REFUSALS,
  SettleInput,
} from './form.ts'
import { changeQuote, makeQuote } from './make.ts'
import { printQuote } from './paper.ts'
import { listQuotes } from './read.ts'
import { settleQuote } from './settle.ts'
import { acceptQuote, cancelQuote, declineQuote, sendQuote, type Stepped } from './step.ts'

const OFFERED = [
  'bad_request',
  'not_found',
  'not_on_sale',
  'session_closed',
  'cutoff_passed',
  'sessions_mismatch',
] as const

/** Under /quotes: groups and orders by telephone, from the quote to the money that comes later. */
export function groupRoutes({ live }: { live: Live }) {
  const told = ({ quote, counters }: Stepped) => {
    live.seats(counters)
    return quote
  }
  return new Hono<Env>()
    .get(
      '/',
      route({ may: 'group.read', summary: 'Groups and orders, newest first', answer: Quotes }),
      async (c) => c.json(await listQuotes(c.var.ctx)),
    )
    .post(
      '/',
      route({
        may: 'group.manage',
        summary: 'Make a quote, or note an order by telephone, at the prices of today',
        answer: QuoteSummary,
        status: 201,
        refusals: OFFERED,
      }),
      json(NewQuote),
      async (c) => c.json(await makeQuote(c.var.ctx, c.req.valid('json')), 201),
    )
    .put(
      '/:id',
      route({
        may: 'group.manage',
        summary: 'Change a draft: its next version',
        answer: QuoteSummary,
        refusals: [...OFFERED, 'quote_state'],
      }),
      params(QuotePath),
      json(QuoteInput),
      async (c) => c.json(await changeQuote(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
    )
    .post(
      '/:id/send',
      route({
        may: 'group.manage',
        summary: 'Send a quote by mail, or note that it was printed',
        answer: QuoteSummary,
        refusals: ['bad_request', 'not_found', 'quote_state'],
      }),
      params(QuotePath),
      async (c) => c.json(told(await sendQuote(c.var.ctx, c.req.valid('param').id))),
    )
    .post(
      '/:id/accept',
      route({
        may: 'group.manage',
        summary: 'Accept a quote: its seats are kept at its prices',
        answer: QuoteSummary,
        refusals: [...OFFERED, 'quote_state', 'sold_out', 'id_reused'],
      }),
      params(QuotePath),
      json(AcceptInput),
      async (c) => c.json(told(await acceptQuote(c.var.ctx, c.req.valid('param').id, c.req.valid('json')))),
    )
    .post(
      '/:id/decline',
      route({
        may: 'group.manage',
        summary: 'Note that a quote is not wanted',
        answer: QuoteSummary,
        refusals: ['bad_request', 'not_found', 'quote_state'],
      }),
      params(QuotePath),
      async (c) => c.json(told(await declineQuote(c.var.ctx, c.req.valid('param').id))),
    )
    .post(
      '/:id/cancel',
      route({
        may: 'group.manage',
        summary: 'Give an order up before it is sold: its seats come free',
        answer: QuoteSummary,
        refusals: ['bad_request', 'not_found', 'quote_state'],
      }),
      params(QuotePath),
      async (c) => c.json(told(await cancelQuote(c.var.ctx, c.req.valid('param').id))),
    )
    .post(
      '/:id/settle',
      route({
        may: 'group.manage',
        summary: 'Sell an accepted quote: paid at the counter, or on account with its invoice',
        answer: QuoteSummary,
        refusals: [...SALE_REFUSALS, 'not_found', 'quote_state'],
      }),
      params(QuotePath),
      json(SettleInput),
      async (c) => c.json(told(await settleQuote(c.var.ctx, c.req.valid('param').id, c.req.valid('json')))),
    )
    .post(
      '/:id/payments',
      route({
        may: 'account.pay',
        summary: 'Note money that came for a sale on account',
        answer: QuoteSummary,
        refusals: ['bad_request', 'not_found', 'quote_state', 'paid_too_much', 'id_reused'],
      }),
      params(QuotePath),
      json(PaymentInput),
      async (c) => c.json(await recordPayment(c.var.ctx, c.req.valid('param').id, c.req.valid('json'))),
    )
    .post(
      '/:id/reminders',
      route({
        may: 'group.manage',
        summary: 'Write to whoever owes',
        answer: QuoteSummary,
        refusals: ['bad_request', 'not_found', 'quote_state', 'no_address'],
      }),
      params(QuotePath),
      async (c) => c.json(await remindAccount(c.var.ctx, c.req.valid('param').id)),
    )
    .get(
      '/:id/quote.pdf',
      route({
        may: 'group.read',
        summary: 'A quote or a pro forma, A4',
        media: 'application/pdf',
        refusals: ['bad_request', 'not_found', 'unavailable'],
      }),
      params(QuotePath),
      async (c) => pdf(await printQuote(c.var.ctx, c.req.valid('param').id)),
    )
}
