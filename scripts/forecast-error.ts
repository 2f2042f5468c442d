import { parseArgs } from 'node:util'
import {
  measured,
  MONTH_ENDS,
  syntheticYears,
  trial,
  type PastYear,
  type Trial,
} from '../api/report/backtest.ts'
import { PLACES, placeOf } from '../api/report/season.ts'
import type { Day } from '../api/shared/time.ts'
import type { Db } from '../db/index.ts'
import { onDatabase } from './database.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
node --import tsx scripts/forecast-error.ts [--year 2025] [--synthetic 400] [--past 1]

Foresees a year that is over from the end of each of its months, knowing only what was known then, and prints how far the
forecast lay from what came: ours, sold divided by the share of the season elapsed, and the year before taken as it was;
and how often the interval, which is to hold four times in five, held. Reads the running database, or makes years up.

  --year        the year to foresee (default: the last that is over)
  --synthetic   so many offices that never were, instead of the database
  --past        how many years each of them had before
`)

const { values } = parseArgs({
  options: {
    year: { type: 'string' },
    synthetic: { type: 'string' },
    past: { type: 'string', default: '1' },
  },
})

/** What each place of the years before and of the year brought toward the target, the oldest first. */
async function yearsOf(db: Db): Promise<{ year: number; years: PastYear[] }> {
  const rows = await db.sql<{ day: Day; c: number }[]>`
    SELECT s.business_day AS day, sum(l.total_c)::int AS c
      FROM sale s JOIN sale_line l ON l.sale_id = s.id CROSS JOIN office o
     WHERE l.kind <> 'VOUCHER_MPV' AND NOT o.target_excludes ? l.family
     GROUP BY 1 ORDER BY 1`
  const first = Number(rows[0]?.day.slice(0, 4) ?? 0)
  const last = Number(rows.at(-1)?.day.slice(0, 4) ?? 0)
  const year = values.year ? Number(values.year) : last - 1
  const years = Array.from({ length: Math.max(0, year - first + 1) }, (_, i) => {
    const places = Array.from({ length: PLACES }, () => 0)
    for (const { day, c } of rows)
      if (day.startsWith(String(first + i))) places[placeOf(day)] = (places[placeOf(day)] ?? 0) + c
    return places
  })
  return { year, years }
}

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`).padStart(8)

function print(title: string, byPlace: (place: number) => Trial[]): void {
  console.log(
    `${title}\n\n| known up to the end of | ours | sold / share | year before | interval ± | held |`,
  )
  console.log('|---|---|---|---|---|---|')
  for (const [m, place] of MONTH_ENDS.entries()) {
    const trials = byPlace(place)
    if (trials.length === 0) continue
    const { error, plainError, lastError, half, held } = measured(trials)
    const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, m))
    const cells = [error, plainError, lastError, half, held].map(percent)
    console.log(`| ${month.padEnd(9)} | ${cells.join(' | ')} |`)
  }
}

async function main(): Promise<void> {
  if (values.synthetic) {
    const past = Number(values.past)
    const offices = Array.from({ length: Number(values.synthetic) }, (_, i) =>
      syntheticYears(i + 1, past + 1),
    )
    print(`${values.synthetic} synthetic offices with ${past} years before`, (place) =>
      offices.map((years) => trial(years, place)).filter((one) => one !== null),
    )
    return
  }
  const { year, years } = await onDatabase((db) => yearsOf(db))
  if (years.length === 0) throw new Error('No year is over in this database: try --synthetic 400.')
  print(`${year}, with ${years.length - 1} years before`, (place) =>
    [trial(years, place)].filter((one) => one !== null),
  )
}

main().then(() => process.exit(0), fail)
