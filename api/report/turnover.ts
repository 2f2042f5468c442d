import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import type { Family } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { cents, type Cents } from '../shared/money.ts'
import { local, type Day } from '../shared/time.ts'

/** Turnover of a year toward the office's target, all in cents. */
export type Turnover = {
  year: number
  /** Ticketing volume of the year, tax included, whoever it belongs to; families left out of the target excepted. */
  doneC: Cents
  targetC: Cents
  /** The same, a year earlier, up to the same civil day. */
  sameDayLastYearC: Cents
  /** What the office earned, before tax: its own sales of every family, and its commissions. */
  ownRevenueC: Cents
  /** What `doneC` is made of, the largest first. */
  byFamily: { family: Family; amountC: Cents }[]
}

/**
 * The turnover of a year, from the ledger alone (fiscal.md 2.4): the credits that sales gave to principals (467), to
 * the office's own revenue (706, 707) and to VAT collected, so that it equals what was billed, to the cent. A year that
 * is over is compared with the whole year before. Throws `not_set_up` when there is no office.
 */
export async function turnover(ctx: Ctx, asked?: number): Promise<Turnover> {
  permit(ctx.actor, 'report.turnover')
  const [office] = await ctx.db.sql<{ targetC: number; excludes: string[]; zone: string }[]>`
    SELECT target_c AS "targetC", target_excludes AS excludes, zone FROM office`
  if (!office) throw new AppError('not_set_up')
  const today = local(ctx.now, office.zone).day
  const year = asked ?? Number(today.slice(0, 4))
  const span = spanOf(year)
  const last = spanOf(year - 1)
  const lastTo = today >= span.from && today <= span.to ? sameDayLastYear(today) : last.to
  const [byFamily, lastYear, ownRevenueC] = await Promise.all([
    sold(ctx.db, span.from, span.to, office.excludes),
    sold(ctx.db, last.from, lastTo, office.excludes),
    earned(ctx.db, span.from, span.to),
  ])
  return {
    year,
    doneC: total(byFamily),
    targetC: cents(office.targetC),
    sameDayLastYearC: total(lastYear),
    ownRevenueC,
    byFamily,
  }
}

function spanOf(year: number): { from: Day; to: Day } {
  return { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day }
}

/** The 29th of February is compared with the 28th. */
function sameDayLastYear(day: Day): Day {
  return Temporal.PlainDate.from(day).subtract({ years: 1 }).toString() as Day
}

type Share = { family: Family; amountC: Cents }

function total(shares: readonly Share[]): Cents {
  return cents(shares.reduce((sum, share) => sum + share.amountC, 0))
}

async function sold(db: Db, from: Day, to: Day, excludes: readonly string[]): Promise<Share[]> {
  const rows = await db.sql<{ family: Family; amount: number }[]>`
    SELECT l.family, -sum(l.amount_c)::bigint AS amount
      FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
     WHERE e.kind = 'sale' AND e.day BETWEEN ${from}::date AND ${to}::date
       AND (l.account LIKE '467%' OR l.account LIKE '706%' OR l.account LIKE '707%' OR l.account LIKE '44571%')
       AND l.family <> ALL(${excludes as string[]}::text[])
     GROUP BY l.family ORDER BY 2 DESC, 1`
  return rows.map((row) => ({ family: row.family, amountC: cents(row.amount) }))
}

async function earned(db: Db, from: Day, to: Day): Promise<Cents> {
  const [row] = await db.sql<{ amount: number }[]>`
    SELECT coalesce(-sum(l.amount_c), 0)::bigint AS amount
      FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
     WHERE e.day BETWEEN ${from}::date AND ${to}::date
       AND (l.account LIKE '706%' OR l.account LIKE '707%' OR l.account LIKE '7082%')`
  return cents(row?.amount ?? 0)
}
