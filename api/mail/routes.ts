import { Hono } from 'hono'
import { idPath, json, params, query, route, type Env } from '../body.ts'
import { AskedLetter, askLetter, LetterInput } from './ask.ts'
import {
  Letters,
  LetterView,
  listMail,
  MailParams,
  MailQuery,
  readMail,
  RetriedLetter,
  retryMail,
} from './read.ts'

const OrderId = idPath('order')

/** Letters to visitors: asked for, read in the office, sent again. */
export const mailRoutes = new Hono<Env>()
  .post(
    '/orders/:id/letters',
    route({
      may: 'order.send',
      summary: 'Write to the visitor of an order again, with its tickets, its receipts or both',
      answer: AskedLetter,
      status: 201,
      refusals: ['bad_request', 'not_found', 'no_address', 'id_reused', 'rate_limited'],
    }),
    params(OrderId),
    json(LetterInput),
    async (c) => c.json(await askLetter(c.get('ctx'), c.req.valid('param').id, c.req.valid('json')), 201),
  )
  .get(
    '/mail',
    route({
      may: 'mail.read',
      summary: 'The letters of the office, newest first',
      answer: Letters,
      refusals: ['bad_request'],
    }),
    query(MailQuery),
    async (c) => c.json(await listMail(c.get('ctx'), c.req.valid('query'))),
  )
  .get(
    '/mail/:id',
    route({
      may: 'mail.read',
      summary: 'A letter as it was written',
      answer: LetterView,
      refusals: ['bad_request', 'not_found'],
    }),
    params(MailParams),
    async (c) => c.json(await readMail(c.get('ctx'), c.req.valid('param').id)),
  )
  .post(
    '/mail/:id/retry',
    route({
      may: 'order.send',
      summary: 'Send a letter again that failed, or that was kept',
      answer: RetriedLetter,
      refusals: ['bad_request', 'not_found', 'rate_limited'],
    }),
    params(MailParams),
    async (c) => c.json(await retryMail(c.get('ctx'), c.req.valid('param').id)),
  )
