import type { Day } from '../shared/time.ts'

/** Days of a season: a leap day shares the place of the 28th, so that years lie upon each other. */
export const PLACES = 365

/** A share of the year for each place, which sum to 1. */
export type Season = readonly number[]

/** Percent of the year in each month, until the office has a year of its own (fiscal.md 10.4). */
const MONTHS = [1, 3, 3, 9, 9, 10, 24, 28, 8, 3, 1, 1]
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days before each month. */
const BEFORE = LENGTHS.map((_, m) => LENGTHS.slice(0, m).reduce((a, b) => a + b, 0))

/** Where a civil day lies in the year, from 0. */
export function placeOf(day: Day): number {
  const inMonth = day.endsWith('-02-29') ? 28 : Number(day.slice(8, 10))
  return (BEFORE[Number(day.slice(5, 7)) - 1] ?? 0) + inMonth - 1
}

/** The season before anything is known. */
export function plannedSeason(): Season {
  return MONTHS.flatMap((percent, m) => {
    const days = LENGTHS[m] ?? 0
    return Array.from({ length: days }, () => percent / 100 / days)
  })
}

/** Days to each side over which a past year is smoothed: weekends and one week's weather are not the season. */
const REACH = 10

/** What the planned season keeps to say: days on which nothing was ever sold may still sell something. */
const PLANNED = 0.05

/**
 * The season that past years tell, each counting alike: smoothed by a triangle, since this year's Saturdays are last
 * year's Fridays. Null when none of them sold anything.
 */
export function seasonOf(years: readonly (readonly number[])[]): Season | null {
  const shares = years.map(shareOf).filter((year) => year !== null)
  if (shares.length === 0) return null
  const mean = Array.from({ length: PLACES }, (_, p) =>
    shares.reduce((sum, year) => sum + (year[p] ?? 0) / shares.length, 0),
  )
  const told = shareOf(smoothed(mean)) ?? mean
  return plannedSeason().map((share, p) => PLANNED * share + (1 - PLANNED) * (told[p] ?? 0))
}

function shareOf(year: readonly number[]): number[] | null {
  // A day on which more was given back than sold brings nothing to a season.
  const sold = year.map((c) => Math.max(0, c))
  const all = sold.reduce((a, b) => a + b, 0)
  return all > 0 ? sold.map((c) => c / all) : null
}

function smoothed(year: readonly number[]): number[] {
  return year.map((_, p) => {
    let sum = 0
    let weights = 0
    for (let d = -REACH; d <= REACH; d++) {
      const weight = REACH + 1 - Math.abs(d)
      const value = year[p + d]
      if (value === undefined) continue
      sum += weight * value
      weights += weight
    }
    return sum / weights
  })
}

/** The share of the places from `from` up to and including `to`. */
export function shareBetween(season: Season, from: number, to: number): number {
  let sum = 0
  for (let p = from; p <= to; p++) sum += season[p] ?? 0
  return sum
}
