import { Hono } from 'hono'
import { z } from 'zod'
import { idPath, json, params, pdf, query, route, type Env } from '../body.ts'
import { checkDay, dayTickets } from './days.ts'
import {
  CheckInput,
  DayQuery,
  MemoCancel,
  MemoInput,
  MonthAnswer,
  MonthInput,
  MonthQuery,
  RailDay,
  Statement,
  Tickets,
} from './form.ts'
import { cancelMemo, recordMemo } from './memo.ts'
import { statementPdf } from './paper.ts'
import { readMonth, settleMonth } from './statement.ts'

const Done = z.object({ id: z.string() })

/** Under /sncf: tickets paid on the SNCF's own terminal, the reports of its terminals, the month with it. */
export const sncfRoutes = new Hono<Env>()
  .post(
    '/memos',
    route({
      may: 'sncf.record',
      summary: 'Record a ticket paid on the SNCF’s own terminal: no payment, no cash',
      answer: Done,
      status: 201,
      refusals: ['bad_request', 'not_found', 'id_reused', 'external_ref_used'],
    }),
    json(MemoInput),
    async (c) => {
      const { id, made } = await recordMemo(c.var.ctx, c.req.valid('json'))
      return c.json({ id }, made ? 201 : 200)
    },
  )
  .post(
    '/memos/:id/cancel',
    route({
      may: 'sncf.record',
      summary: 'The SNCF’s terminal cancelled it',
      answer: Done,
      refusals: ['bad_request', 'not_found', 'already_done'],
    }),
    params(idPath('sncfMemo')),
    json(MemoCancel),
    async (c) => {
      const { id } = c.req.valid('param')
      await cancelMemo(c.var.ctx, id, c.req.valid('json').cancelRef)
      return c.json({ id })
    },
  )
  .get(
    '/month',
    route({
      may: 'regie.read',
      summary: 'A month of the SNCF: each terminal against its reports, and the statement',
      answer: MonthAnswer,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(MonthQuery),
    async (c) => c.json(await readMonth(c.var.ctx, c.req.valid('query').month)),
  )
  .get(
    '/tickets',
    route({
      may: 'regie.read',
      summary: 'The tickets of a terminal’s day',
      answer: Tickets,
      refusals: ['bad_request'],
    }),
    query(DayQuery),
    async (c) => c.json(await dayTickets(c.var.ctx, c.req.valid('query'))),
  )
  .post(
    '/checks',
    route({
      may: 'sncf.check',
      summary: 'Set the report of a terminal beside what was recorded of its day',
      answer: RailDay,
      refusals: ['bad_request', 'comment_needed', 'not_set_up'],
    }),
    json(CheckInput),
    async (c) => c.json(await checkDay(c.var.ctx, c.req.valid('json'))),
  )
  .post(
    '/statements',
    route({
      may: 'sncf.check',
      summary: 'Settle a month that is over, once',
      answer: Statement,
      refusals: ['bad_request', 'already_done', 'not_set_up'],
    }),
    json(MonthInput),
    async (c) => c.json(await settleMonth(c.var.ctx, c.req.valid('json').month)),
  )
  .get(
    '/statement.pdf',
    route({
      may: 'regie.read',
      summary: 'The statement of a month as a PDF',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_set_up', 'unavailable'],
    }),
    query(MonthQuery),
    async (c) => pdf(await statementPdf(c.var.ctx, c.req.valid('query').month)),
  )
