import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { cents, type Cents } from '../shared/money.ts'
import { DIMENSIONS, type Dashboard, type Dimension, type Split } from '../shared/report.ts'
import { local } from '../shared/time.ts'
import { soldBook } from './book.ts'
import { countAll, countBy } from './count.ts'
import { splitsOf } from './figures.ts'
import { fillOf } from './fill.ts'
import { loadNames, officeAim } from './names.ts'
import { PAST_YEARS, yearBefore, yearOf, yearSpan, type Span } from './span.ts'
import { curveOf, forecastOf, weekNeeds, yearCurve } from './year.ts'

/**
 * The year against its target: where we are, against the same civil day a year before, where it will end, what this
 * week must bring, and what it is made of (fiscal.md 2.4). Throws `not_set_up` when there is no office.
 */
export async function readDashboard(ctx: Ctx, asked?: number): Promise<Dashboard> {
  permit(ctx.actor, 'report.turnover')
  const office = await officeAim(ctx.db)
  const today = local(ctx.now, office.zone).day
  const year = asked ?? yearOf(today)
  const { from, to: last } = yearSpan(year)
  const to = today >= from && today <= last ? today : last
  const excludes = new Set(office.targetExcludes)
  const [names, fill, railElsewhereC, book] = await Promise.all([
    loadNames(ctx.db),
    fillOf(ctx.db, { from, to }, ctx.now),
    railElsewhere(ctx.db, { from, to }, office.zone),
    soldBook(ctx.db, yearSpan(year - PAST_YEARS).from),
  ])
  const target = { target: true, excludes }
  const now = countBy(book, { from, to, ...target }, DIMENSIONS)
  const { from: fromBefore, to: lastBefore } = yearSpan(year - 1)
  const toBefore = to === last ? lastBefore : yearBefore(to)
  const before = countBy(book, { from: fromBefore, to: toBefore, ...target }, DIMENSIONS)
  const curve = yearCurve(book, year, excludes)
  const by = DIMENSIONS.map((d): [Dimension, Split[]] => [
    d,
    splitsOf(d, { now, before, names, office, fill }),
  ])
  return {
    year,
    to,
    targetC: cents(office.targetC),
    targetExcludes: office.targetExcludes,
    done: now.total,
    sameDayBefore: before.total,
    wholeBefore: countAll(book, { from: fromBefore, to: lastBefore, ...target }),
    all: countAll(book, { from, to, excludes }),
    week: weekNeeds(curve, office.targetC, to),
    forecast: forecastOf(curve, ctx.now, office.zone),
    curve: curveOf(curve.days),
    curveBefore: curveOf(curve.daysBefore),
    by: Object.fromEntries(by) as Dashboard['by'],
    railElsewhereC,
    at: ctx.now,
  }
}

/** What SNCF tickets paid on the SNCF's own terminal came to, by the civil day of their sale. */
async function railElsewhere(db: Db, span: Span, zone: string): Promise<Cents> {
  const [row] = await db.sql<{ sum: number }[]>`
    SELECT coalesce(sum(fare_c), 0)::int AS sum FROM sncf_sale
     WHERE paid_on = 'SNCF_TERMINAL' AND status = 'SOLD'
       AND (sold_at AT TIME ZONE ${zone})::date BETWEEN ${span.from}::date AND ${span.to}::date`
  return cents(row?.sum ?? 0)
}
