import { Hono } from 'hono'
import { json, params, query, route, type Env } from '../body.ts'
import { readDashboard } from './dashboard.ts'
import { readDay } from './day.ts'
import { readFigures } from './figures.ts'
import { dayFile, figuresFile, MEDIA, rowsFile, shiftFile } from './file.ts'
import {
  DashboardAnswer,
  DayAnswer,
  DayQuery,
  FiguresAnswer,
  FiguresQuery,
  FilterQuery,
  RowsAnswer,
  RowsQuery,
  ShiftAnswer,
  ShiftPath,
  ShiftsAnswer,
  ShiftsQuery,
  SpanQuery,
  TargetAnswer,
  TargetInput,
  YearQuery,
} from './form.ts'
import { readRows } from './rows.ts'
import { ShowPath, ShowsAnswer, StatementAnswer } from './show-form.ts'
import { readShows, readShowStatement } from './shows.ts'
import { readShiftReport, readShifts } from './shifts.ts'
import { setTarget } from './target.ts'

/** The year and its target: what the office measures itself by. */
const yearRoutes = new Hono<Env>()
  .get(
    '/dashboard',
    route({
      may: 'report.turnover',
      summary:
        'The year against its target: pace, last year, forecast, what it is made of (default: this year)',
      answer: DashboardAnswer,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(YearQuery),
    async (c) => c.json(await readDashboard(c.var.ctx, c.req.valid('query').year)),
  )
  .put(
    '/target',
    route({
      may: 'office.set',
      summary: 'Set the yearly target and the families that do not count toward it',
      answer: TargetAnswer,
      refusals: ['bad_request', 'not_set_up'],
    }),
    json(TargetInput),
    async (c) => c.json(await setTarget(c.var.ctx, c.req.valid('json'))),
  )

/** Figures, and the rows behind every one of them. */
const figureRoutes = new Hono<Env>()
  .get(
    '/figures',
    route({
      may: 'report.read',
      summary: 'Figures of a filter split by a dimension, beside the same days a year before',
      answer: FiguresAnswer,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(FiguresQuery),
    async (c) => {
      const { by, ...filter } = c.req.valid('query')
      return c.json(await readFigures(c.var.ctx, by, filter))
    },
  )
  .get(
    '/rows',
    route({
      may: 'report.read',
      summary: 'The sold lines behind a figure, newest first, a page at a time',
      answer: RowsAnswer,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(RowsQuery),
    async (c) => {
      const { after, limit, ...filter } = c.req.valid('query')
      return c.json(await readRows(c.var.ctx, filter, { limit, ...(after === undefined ? {} : { after }) }))
    },
  )

/** The same as files, for spreadsheets in France. */
const fileRoutes = new Hono<Env>()
  .get(
    '/rows.csv',
    route({
      may: 'report.read',
      summary: 'The sold lines of a filter as CSV: UTF-8 with a mark, semicolons, decimal comma',
      media: MEDIA.csv,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(FilterQuery),
    (c) => rowsFile(c.var.ctx, c.req.valid('query'), 'csv'),
  )
  .get(
    '/rows.xlsx',
    route({
      may: 'report.read',
      summary: 'The sold lines of a filter as an Excel file',
      media: MEDIA.xlsx,
      refusals: ['bad_request', 'not_set_up', 'too_many_rows', 'unavailable'],
    }),
    query(FilterQuery),
    (c) => rowsFile(c.var.ctx, c.req.valid('query'), 'xlsx', c.req.raw.signal),
  )
  .get(
    '/figures.csv',
    route({
      may: 'report.read',
      summary: 'Figures of a filter split by a dimension as CSV',
      media: MEDIA.csv,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(FiguresQuery),
    (c) => {
      const { by, ...filter } = c.req.valid('query')
      return figuresFile(c.var.ctx, by, filter, 'csv')
    },
  )
  .get(
    '/figures.xlsx',
    route({
      may: 'report.read',
      summary: 'Figures of a filter split by a dimension as an Excel file',
      media: MEDIA.xlsx,
      refusals: ['bad_request', 'not_set_up', 'unavailable'],
    }),
    query(FiguresQuery),
    (c) => {
      const { by, ...filter } = c.req.valid('query')
      return figuresFile(c.var.ctx, by, filter, 'xlsx', c.req.raw.signal)
    },
  )

/** Readings as files. */
const readingFileRoutes = new Hono<Env>()
  .get(
    '/day.csv',
    route({
      may: 'report.read',
      summary: 'A day’s sheet as CSV',
      media: MEDIA.csv,
      refusals: ['bad_request', 'not_set_up'],
    }),
    query(DayQuery),
    (c) => dayFile(c.var.ctx, c.req.valid('query'), 'csv'),
  )
  .get(
    '/shifts/:id/report.csv',
    route({
      may: 'report.read',
      summary: 'What one shift did as CSV',
      media: MEDIA.csv,
      refusals: ['bad_request', 'not_found', 'not_set_up'],
    }),
    params(ShiftPath),
    (c) => shiftFile(c.var.ctx, c.req.valid('param').id, 'csv'),
  )
  .get(
    '/day.xlsx',
    route({
      may: 'report.read',
      summary: 'A day’s sheet as an Excel file',
      media: MEDIA.xlsx,
      refusals: ['bad_request', 'not_set_up', 'unavailable'],
    }),
    query(DayQuery),
    (c) => dayFile(c.var.ctx, c.req.valid('query'), 'xlsx', c.req.raw.signal),
  )
  .get(
    '/shifts/:id/report.xlsx',
    route({
      may: 'report.read',
      summary: 'What one shift did as an Excel file',
      media: MEDIA.xlsx,
      refusals: ['bad_request', 'not_found', 'not_set_up', 'unavailable'],
    }),
    params(ShiftPath),
    (c) => shiftFile(c.var.ctx, c.req.valid('param').id, 'xlsx', c.req.raw.signal),
  )

/** Readings of days and shifts: they close nothing. */
const readingRoutes = new Hono<Env>()
  .get(
    '/day',
    route({
      may: 'report.read',
      summary: 'Everything sold on a civil day, at one site or all of them: a reading, not a closure',
      answer: DayAnswer,
      refusals: ['bad_request'],
    }),
    query(DayQuery),
    async (c) => c.json(await readDay(c.var.ctx, c.req.valid('query'))),
  )
  .get(
    '/shifts',
    route({
      may: 'report.read',
      summary: 'Shifts opened within a span of days, newest first, with what each sold',
      answer: ShiftsAnswer,
      refusals: ['bad_request', 'span_too_long'],
    }),
    query(ShiftsQuery),
    async (c) => c.json(await readShifts(c.var.ctx, c.req.valid('query'))),
  )
  .get(
    '/shifts/:id',
    route({
      may: 'report.read',
      summary: 'What one shift did: sales by means, drawer, numbers, removed lines, copies; not a closure',
      answer: ShiftAnswer,
      refusals: ['bad_request', 'not_found'],
    }),
    params(ShiftPath),
    async (c) => c.json(await readShiftReport(c.var.ctx, c.req.valid('param').id)),
  )

/** Performances of shows and the statement that each ends with. */
const showRoutes = new Hono<Env>()
  .get(
    '/shows',
    route({
      may: 'report.read',
      summary: 'Performances of shows within some days, with their numbered tickets',
      answer: ShowsAnswer,
      refusals: ['bad_request'],
    }),
    query(SpanQuery),
    async (c) => c.json({ shows: await readShows(c.var.ctx, c.req.valid('query')) }),
  )
  .get(
    '/shows/:id',
    route({
      may: 'report.read',
      summary: 'The statement of a performance: tickets by category, numbers, voids',
      answer: StatementAnswer,
      refusals: ['bad_request', 'not_found'],
    }),
    params(ShowPath),
    async (c) => c.json(await readShowStatement(c.var.ctx, c.req.valid('param').id)),
  )

/** Under /reports. */
export const reportRoutes = new Hono<Env>()
  .route('/', yearRoutes)
  .route('/', figureRoutes)
  .route('/', fileRoutes)
  .route('/', readingFileRoutes)
  .route('/', readingRoutes)
  .route('/', showRoutes)
