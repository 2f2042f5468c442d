import { Hono } from 'hono'
import { z } from 'zod'
import { query, route, type Env } from '../body.ts'
import { FAMILIES } from '../shared/catalog.ts'
import { turnover } from './turnover.ts'

const TurnoverQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100).optional() })

const TurnoverAnswer = z.object({
  year: z.int(),
  doneC: z.int(),
  targetC: z.int(),
  sameDayLastYearC: z.int(),
  ownRevenueC: z.int(),
  byFamily: z.array(z.object({ family: z.enum(FAMILIES), amountC: z.int() })),
})

/** What the office measures itself by. */
export const reportRoutes = new Hono<Env>().get(
  '/turnover',
  route({
    may: 'report.turnover',
    summary: 'Turnover of a year toward the target (default: this year)',
    answer: TurnoverAnswer,
    refusals: ['bad_request', 'not_set_up'],
  }),
  query(TurnoverQuery),
  async (c) => c.json(await turnover(c.var.ctx, c.req.valid('query').year)),
)
