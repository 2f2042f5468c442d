import { Hono } from 'hono'
import { idPath, json, params, pdf, query, route, type Env } from '../body.ts'
import {
  CreditInput,
  RemittanceAnswer,
  RemittanceInput,
  RemittancesAnswer,
  RemittancesQuery,
  RemitInput,
  WaitingAnswer,
} from './form.ts'
import { remittancePdf } from './paper.ts'
import { prepareRemittance } from './prepare.ts'
import { listRemittances, listWaiting, readRemittance } from './read.ts'
import { credit, remit, voidRemittance } from './state.ts'

const Id = idPath('remittance')
const STATE = ['bad_request', 'not_found', 'already_done', 'not_set_up'] as const

/** Under /remittances: what goes to the bank, slip by slip. */
export const remittanceRoutes = new Hono<Env>()
  .get(
    '/waiting',
    route({ may: 'regie.read', summary: 'What waits for the bank, and since when', answer: WaitingAnswer }),
    async (c) => c.json(await listWaiting(c.var.ctx)),
  )
  .get(
    '/',
    route({
      may: 'regie.read',
      summary: 'Slips for the bank, newest first',
      answer: RemittancesAnswer,
      refusals: ['bad_request'],
    }),
    query(RemittancesQuery),
    async (c) => c.json(await listRemittances(c.var.ctx, c.req.valid('query').after)),
  )
  .post(
    '/',
    route({
      may: 'regie.pay',
      summary: 'Put what waits on a numbered slip, once',
      answer: RemittanceAnswer,
      status: 201,
      refusals: [
        'bad_request',
        'not_found',
        'id_reused',
        'remitted_already',
        'remittance_mismatch',
        'comment_needed',
        'not_set_up',
      ],
    }),
    json(RemittanceInput),
    async (c) => {
      const { id } = await prepareRemittance(c.var.ctx, c.req.valid('json'))
      return c.json(await readRemittance(c.var.ctx, id), 201)
    },
  )
  .post(
    '/:id/remit',
    route({ may: 'regie.pay', summary: 'The bank has it', answer: RemittanceAnswer, refusals: STATE }),
    params(Id),
    json(RemitInput),
    async (c) => {
      const { id } = c.req.valid('param')
      await remit(c.var.ctx, id, c.req.valid('json').day)
      return c.json(await readRemittance(c.var.ctx, id))
    },
  )
  .post(
    '/:id/credit',
    route({
      may: 'regie.pay',
      summary: 'The bank credited it, and kept a fee',
      answer: RemittanceAnswer,
      refusals: [...STATE, 'remittance_mismatch'],
    }),
    params(Id),
    json(CreditInput),
    async (c) => {
      const { id } = c.req.valid('param')
      await credit(c.var.ctx, id, c.req.valid('json'))
      return c.json(await readRemittance(c.var.ctx, id))
    },
  )
  .post(
    '/:id/void',
    route({
      may: 'regie.pay',
      summary: 'Cancel a slip that has not left: what was on it waits again',
      answer: RemittanceAnswer,
      refusals: STATE,
    }),
    params(Id),
    async (c) => {
      const { id } = c.req.valid('param')
      await voidRemittance(c.var.ctx, id)
      return c.json(await readRemittance(c.var.ctx, id))
    },
  )
  .get(
    '/:id/slip.pdf',
    route({
      may: 'regie.read',
      summary: 'The slip for the bank as a PDF',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'not_set_up', 'unavailable'],
    }),
    params(Id),
    async (c) => pdf(await remittancePdf(c.var.ctx, c.req.valid('param').id)),
  )
