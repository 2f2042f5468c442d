import { Temporal } from 'temporal-polyfill'
import { plusDays, weekday, type Day } from '../shared/time.ts'

/** Civil days, both ends included. */
export type Span = { from: Day; to: Day }

/** So many past years tell the season of one. */
export const PAST_YEARS = 3

export function yearSpan(year: number): Span {
  return { from: `${year}-01-01` as Day, to: `${year}-12-31` as Day }
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** The same civil day a year before; the 29th of February is compared with the 28th. */
export function yearBefore(day: Day): Day {
  return Temporal.PlainDate.from(day).subtract({ years: 1 }).toString() as Day
}

/**
 * The same days a year before. Whole months are compared with whole months: February until its last day, so that the
 * months of a year add up to the year.
 */
export function spanBefore({ from, to }: Span): Span {
  const isMonths = from.endsWith('-01') && plusDays(to, 1).endsWith('-01')
  const before = yearBefore(to)
  if (!isMonths) return { from: yearBefore(from), to: before }
  const last = Temporal.PlainDate.from(before)
  return { from: yearBefore(from), to: last.with({ day: last.daysInMonth }).toString() as Day }
}

/** A month as YYYY-MM, a year later. */
export function monthAfterYear(month: string): string {
  return `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`
}

/** Monday to Sunday around a day, cut at the ends of its year. */
export function weekOf(day: Day): Span {
  const monday = plusDays(day, 1 - weekday(day))
  const { from, to } = yearSpan(yearOf(day))
  const sunday = plusDays(monday, 6)
  return { from: monday < from ? from : monday, to: sunday > to ? to : sunday }
}
