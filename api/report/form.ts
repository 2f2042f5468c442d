import { z } from 'zod'
import { idPath } from '../body.ts'
import { idField } from '../id-field.ts'
import { CHANNELS, FAMILIES } from '../shared/catalog.ts'
import { DIMENSIONS, OWN } from '../shared/report.ts'
import { MEANS } from '../shared/tender.ts'
import { daysBetween, toDay, type Day } from '../shared/time.ts'

/** A civil day that exists, of this century. */
const DayText = z
  .string()
  .refine((text) => /^20\d\d-/.test(text) && isDay(text), 'not a day')
  .transform((text) => text as Day)

function isDay(text: string): boolean {
  try {
    return toDay(text) === text
  } catch {
    return false
  }
}

/** Ten years at most: what is kept (LPF L102 B is six). */
const MOST_DAYS = 3_660
const ordered = (span: { from: Day; to: Day }) =>
  span.from <= span.to && daysBetween(span.from, span.to) <= MOST_DAYS
const ORDER = { path: ['to'], message: 'must not be before from, nor ten years after' }

const filter = {
  from: DayText,
  to: DayText,
  family: z.enum(FAMILIES).optional(),
  providerId: z.union([z.literal(OWN), idField('provider')]).optional(),
  productId: idField('product').optional(),
  siteId: idField('site').optional(),
  channel: z.enum(CHANNELS).optional(),
  staffId: idField('staff').optional(),
  target: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
}

export const YearQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100).optional() })
export const FilterQuery = z.strictObject(filter).refine(ordered, ORDER)
export const FiguresQuery = z.strictObject({ ...filter, by: z.enum(DIMENSIONS) }).refine(ordered, ORDER)
export const RowsQuery = z
  .strictObject({
    ...filter,
    after: z.string().max(120).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(ordered, ORDER)
export const DayQuery = z.strictObject({ day: DayText, siteId: idField('site').optional() })
export const ShiftsQuery = z
  .strictObject({ from: DayText, to: DayText, siteId: idField('site').optional() })
  .refine(ordered, ORDER)
export const SpanQuery = z.strictObject({ from: DayText, to: DayText }).refine(ordered, ORDER)
export const ShiftPath = idPath('shift')

/** Up to ten million euros. */
export const TargetInput = z.strictObject({
  targetC: z.int().min(0).max(1_000_000_000),
  targetExcludes: z.array(z.enum(FAMILIES)).max(FAMILIES.length),
})
export const TargetAnswer = z.object({ targetC: z.int(), targetExcludes: z.array(z.enum(FAMILIES)) })

const Figures = z.object({
  grossC: z.int(),
  ownHtC: z.int(),
  commissionC: z.int(),
  tickets: z.int(),
  sales: z.int(),
})
const Split = z.object({
  key: z.string(),
  label: z.string(),
  now: Figures,
  before: Figures,
  fill: z.number().nullable(),
})
export const FiguresAnswer = z.object({ splits: z.array(Split), total: Figures, totalBefore: Figures })

const Curve = z.array(z.object({ day: z.string(), grossC: z.int() }))
const bounds = { grossC: z.int(), lowC: z.int(), highC: z.int() }

export const DashboardAnswer = z.object({
  year: z.int(),
  to: z.string(),
  targetC: z.int(),
  targetExcludes: z.array(z.enum(FAMILIES)),
  done: Figures,
  sameDayBefore: Figures,
  wholeBefore: Figures,
  all: Figures,
  week: z.object({ from: z.string(), to: z.string(), neededC: z.int(), doneC: z.int(), days: z.int() }),
  forecast: z.object({ ...bounds, curve: z.array(z.object({ day: z.string(), ...bounds })) }).nullable(),
  curve: Curve,
  curveBefore: Curve,
  by: z.record(z.enum(DIMENSIONS), z.array(Split)),
  railElsewhereC: z.int(),
  at: z.string(),
})

const Row = z.object({
  saleId: z.string(),
  orderId: z.string(),
  n: z.int(),
  number: z.string(),
  at: z.string(),
  day: z.string(),
  site: z.string(),
  register: z.string(),
  channel: z.enum(CHANNELS),
  agent: z.string(),
  provider: z.string().nullable(),
  product: z.string(),
  fare: z.string().nullable(),
  family: z.enum(FAMILIES),
  serviceDay: z.string().nullable(),
  qty: z.int(),
  discountC: z.int(),
  totalC: z.int(),
  ownHtC: z.int(),
  vatC: z.int(),
  commissionC: z.int(),
})
export const RowsAnswer = z.object({ rows: z.array(Row), total: Figures, next: z.string().nullable() })

const ByMeans = z.array(z.object({ means: z.enum(MEANS), count: z.int(), amountC: z.int() }))
const Shift = z.object({
  id: z.string(),
  registerId: z.string(),
  register: z.string(),
  siteId: z.string(),
  site: z.string(),
  day: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  floatC: z.int(),
  expectedC: z.int().nullable(),
  countedC: z.int().nullable(),
  gapC: z.int().nullable(),
  gapReason: z.string().nullable(),
  sales: z.int(),
  totalC: z.int(),
})
export const ShiftsAnswer = z.object({ shifts: z.array(Shift) })
export const ShiftAnswer = Shift.extend({
  reading: z.literal(true),
  byMeans: ByMeans,
  cashC: z.int(),
  drawerC: z.int(),
  floatPieces: z.record(z.string(), z.int()),
  countedPieces: z.record(z.string(), z.int()),
  firstNumber: z.string().nullable(),
  lastNumber: z.string().nullable(),
  tickets: z.int(),
  discountC: z.int(),
  removedLines: z.int(),
  copies: z.int(),
  at: z.string(),
})
export const DayAnswer = z.object({
  reading: z.literal(true),
  day: z.string(),
  siteId: z.string().nullable(),
  sales: z.int(),
  tickets: z.int(),
  grossC: z.int(),
  discountC: z.int(),
  byMeans: ByMeans,
  byFamily: z.array(z.object({ family: z.enum(FAMILIES), tickets: z.int(), grossC: z.int() })),
  byPrincipal: z.array(
    z.object({
      providerId: z.string(),
      name: z.string(),
      tickets: z.int(),
      grossC: z.int(),
      commissionC: z.int(),
    }),
  ),
  ownVat: z.array(
    z.object({
      rateBp: z.int().nullable(),
      exemptCode: z.string().nullable(),
      htC: z.int(),
      vatC: z.int(),
      ttcC: z.int(),
    }),
  ),
  sncf: z.object({ tickets: z.int(), drawerC: z.int(), terminalC: z.int() }),
  shifts: z.array(Shift),
  at: z.string(),
})
