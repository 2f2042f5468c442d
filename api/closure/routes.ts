import { Hono } from 'hono'
import { params, pdf, query, route, type Env } from '../body.ts'
import { closurePdf, monthFile } from './file.ts'
import { ClosurePath, MonthAnswer, MonthQuery, PaperQuery, SheetAnswer } from './form.ts'
import { readClosure, readMonth } from './read.ts'

/** Under /closures: what was closed, to be read; nothing is closed by hand. */
export const closureRoutes = new Hono<Env>()
  .get(
    '/',
    route({
      may: 'closure.read',
      summary: 'A month of closures of a register, or of the office, day by day; a day without one is open',
      answer: MonthAnswer,
      refusals: ['bad_request', 'not_found', 'not_set_up'],
    }),
    query(MonthQuery),
    async (c) => c.json(await readMonth(c.var.ctx, c.req.valid('query'))),
  )
  .get(
    '/month.csv',
    route({
      may: 'closure.read',
      summary: 'The closures of a month as CSV',
      media: 'text/csv; charset=utf-8',
      refusals: ['bad_request', 'not_found', 'not_set_up'],
    }),
    query(MonthQuery),
    (c) => monthFile(c.var.ctx, c.req.valid('query')),
  )
  .get(
    '/:id/:kind/:from',
    route({
      may: 'closure.read',
      summary: 'A closure of a day (D), month (M) or year (Y) with all its figures and what seals it',
      answer: SheetAnswer,
      refusals: ['bad_request', 'not_found'],
    }),
    params(ClosurePath),
    async (c) => c.json(await readClosure(c.var.ctx, c.req.valid('param'))),
  )
  .get(
    '/:id/:kind/:from/closure.pdf',
    route({
      may: 'closure.read',
      summary: 'A closure on paper: A5, or a roll of 80 mm',
      media: 'application/pdf',
      refusals: ['bad_request', 'not_found', 'unavailable'],
    }),
    params(ClosurePath),
    query(PaperQuery),
    async (c) => pdf(await closurePdf(c.var.ctx, c.req.valid('param'), c.req.valid('query').paper)),
  )
