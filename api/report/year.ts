import type { Family } from '../shared/catalog.ts'
import { cents, type Cents } from '../shared/money.ts'
import type { Curve, Forecast } from '../shared/report.ts'
import { daysBetween, local, plusDays, type Day, type Instant } from '../shared/time.ts'
import { settled, type Book } from './book.ts'
import { byDay } from './count.ts'
import { foresee } from './forecast.ts'
import { PLACES, placeOf, plannedSeason, seasonOf, shareBetween, type Season } from './season.ts'
import { PAST_YEARS, weekOf, yearSpan } from './span.ts'

/** A year as its target sees it: what each day brought, and the season that years before it tell. */
export type YearCurve = {
  year: number
  days: ReadonlyMap<Day, number>
  daysBefore: ReadonlyMap<Day, number>
  season: Season
  /** How many past years told the season; 0: the planned one. */
  years: number
  /** The whole year before; null when it was not whole, or brought nothing. */
  beforeC: number | null
}

/** An office that first sold after this share of a year has no whole year to compare with. */
const WHOLE_FROM = '-03-31'

/**
 * Reads a year and those before it out of the book (back to `PAST_YEARS` years earlier), counting what counts toward the
 * target.
 */
export function yearCurve(book: Book, year: number, excludes: ReadonlySet<Family>): YearCurve {
  const daysOf = (y: number) => byDay(book, { ...yearSpan(y), target: true, excludes })
  const { first } = book
  const isWhole = (y: number) => first !== null && first <= `${y}${WHOLE_FROM}`
  // A year in which the office was shut tells nothing of the others.
  const past = Array.from({ length: PAST_YEARS }, (_, i) => year - 1 - i)
    .filter(isWhole)
    .map(daysOf)
    .filter((days) => sumOf(days) > 0)
  const key = JSON.stringify(['season', year, [...excludes].sort()])
  const season = settled(book, key, yearSpan(year - 1).to, () => seasonOf(past.map(byPlace)))
  const daysBefore = daysOf(year - 1)
  const beforeC = sumOf(daysBefore)
  return {
    year,
    days: daysOf(year),
    daysBefore,
    season: season ?? plannedSeason(),
    years: season ? past.length : 0,
    beforeC: isWhole(year - 1) && beforeC > 0 ? beforeC : null,
  }
}

function sumOf(days: ReadonlyMap<Day, number>): number {
  let sum = 0
  for (const c of days.values()) sum += c
  return sum
}

function byPlace(days: ReadonlyMap<Day, number>): number[] {
  const places = Array.from({ length: PLACES }, () => 0)
  for (const [day, c] of days) {
    const place = placeOf(day)
    places[place] = (places[place] ?? 0) + c
  }
  return places
}

/** Sums since the 1st of January. */
export function curveOf(days: ReadonlyMap<Day, number>): Curve {
  let sum = 0
  return [...days].map(([day, c]) => {
    sum += c
    return { day, grossC: cents(sum) }
  })
}

/** Counters are open from nine to seven: how much of a day is over, from 0 to 1. */
function spentOf(now: Instant, zone: string): number {
  const [hours = 0, minutes = 0] = local(now, zone).time.split(':').map(Number)
  return Math.min(1, Math.max(0, (hours + minutes / 60 - 9) / 10))
}

/** Where the year will end, asked on `today`; a year that is over has ended, one to come says nothing. */
export function forecastOf(curve: YearCurve, now: Instant, zone: string): Forecast | null {
  const today = local(now, zone).day
  const { from, to } = yearSpan(curve.year)
  if (today < from) return null
  const doneC = cents(sumOf(curve.days))
  if (today > to) {
    return curve.days.size === 0 ? null : { grossC: doneC, lowC: doneC, highC: doneC, curve: [] }
  }
  const outlook = foresee({
    sold: byPlace(curve.days),
    today: placeOf(today),
    spent: spentOf(now, zone),
    season: curve.season,
    years: curve.years,
    beforeC: curve.beforeC,
  })
  if (!outlook) return null
  const points: Forecast['curve'] = [{ day: today, grossC: doneC, lowC: doneC, highC: doneC }]
  for (let day = plusDays(today, 7); day < to; day = plusDays(day, 7)) points.push(pointAt(day))
  if (today < to) points.push(pointAt(to))
  return { ...branded(outlook), curve: points }

  function pointAt(day: Day): Forecast['curve'][number] {
    return { day, ...branded((outlook as NonNullable<typeof outlook>).at(placeOf(day))) }
  }
}

const branded = (o: { grossC: number; lowC: number; highC: number }) => ({
  grossC: cents(o.grossC),
  lowC: cents(o.lowC),
  highC: cents(o.highC),
})

/**
 * The week around a day, Monday to Sunday: what it must bring so that the year reaches its target along the season, as
 * it stood on Monday morning: the rest of the target times the week's share of the rest of the season.
 */
export function weekNeeds(
  { days, season }: YearCurve,
  targetC: number,
  to: Day,
): { from: Day; to: Day; neededC: Cents; doneC: Cents; days: number } {
  const week = weekOf(to)
  let earlier = 0
  let done = 0
  for (const [day, c] of days) {
    if (day < week.from) earlier += c
    else if (day <= week.to) done += c
  }
  const rest = shareBetween(season, placeOf(week.from), PLACES - 1)
  const share = rest > 0 ? shareBetween(season, placeOf(week.from), placeOf(week.to)) / rest : 0
  const neededC = Math.max(0, Math.round((targetC - earlier) * share))
  return { ...week, neededC: cents(neededC), doneC: cents(done), days: daysBetween(week.from, to) + 1 }
}
