import type { Family } from '../../../api/shared/catalog.ts'
import { plusDays, toDay, weekday, type Day } from '../../../api/shared/time.ts'
import { chanceOf } from './chance.ts'
import { isOpenOn } from './opening.ts'

/**
 * The shape of a year (fiscal.md 10.4), in percent. The web's 20 % cannot be sold yet, since only counters sell: it is
 * shared over the three sites in proportion.
 */
export const MONTHS = [1, 3, 3, 9, 9, 10, 24, 28, 8, 3, 1, 1] as const
export const FAMILY_SHARES: Readonly<Record<Family, number>> = {
  BOAT: 48,
  RAIL: 12,
  WATER: 10,
  VISIT: 10,
  EVENT: 6,
  TRAIN: 6,
  WELLNESS: 4,
  BOUTIQUE: 4,
}
export const SITE_SHARES = { BOURG: 25, PLAGE: 40, MEGA: 15 } as const
export type SiteCode = keyof typeof SITE_SHARES

/** What counts toward the target in the first of the two years, the boutique left out, in cents. */
export const FIRST_YEAR_C = 30_000_000
/** How much more there is in the year after. */
export const GROWTH = 1.095

/** Volume of all families that a day should bring, in cents; `first` is the first year of the history. */
export function dueOn(day: Day, first: number): number {
  const year = Number(day.slice(0, 4))
  const targetC = year === first ? FIRST_YEAR_C : FIRST_YEAR_C * GROWTH
  const allC = (targetC * 100) / (100 - FAMILY_SHARES.BOUTIQUE)
  const month = Number(day.slice(5, 7))
  return (allC * (MONTHS[month - 1] ?? 0) * partOfMonth(day)) / 100
}

const months = new Map<string, ReadonlyMap<Day, number>>()

/** The part of its month that a day brings: weekends more, days when the office is closed nothing. */
function partOfMonth(day: Day): number {
  const month = day.slice(0, 7)
  let parts = months.get(month)
  if (!parts) {
    const weights = daysOf(month).map((d) => [d, isOpenOn(d) ? weightOf(d) : 0] as const)
    const all = weights.reduce((sum, [, weight]) => sum + weight, 0)
    parts = new Map(weights.map(([d, weight]) => [d, weight / all]))
    months.set(month, parts)
  }
  return parts.get(day) ?? 0
}

function daysOf(month: string): Day[] {
  const days: Day[] = []
  for (let day = toDay(`${month}-01`); day.startsWith(month); day = plusDays(day, 1)) days.push(day)
  return days
}

const WEEKDAYS = [0.85, 0.95, 1.1, 1, 1, 1.15, 0.95]
/** Days on which half of France is on the coast. */
const FEASTS = new Set(['07-13', '07-14', '08-14', '08-15'])

/** Rain and sun make a day a third more or less. */
function weightOf(day: Day): number {
  const weather = 0.65 + chanceOf(`weather ${day}`).next() * 0.7
  return (WEEKDAYS[weekday(day) - 1] ?? 1) * weather * (FEASTS.has(day.slice(5)) ? 1.3 : 1)
}
