import type { Day } from '../shared/time.ts'
import { foresee } from './forecast.ts'
import { PLACES, placeOf, plannedSeason, seasonOf, shareBetween } from './season.ts'

/** A year's turnover by place, in cents. */
export type PastYear = readonly number[]

/** One forecast of a year whose end is known, as shares of that end. */
export type Trial = {
  /** Last place that was known. */
  place: number
  error: number
  /** The error of sold / share of the season elapsed, null while nothing was sold. */
  plainError: number | null
  /** Of the year before, taken as it was. */
  lastError: number | null
  held: boolean
  /** Half of the interval. */
  half: number
}

/** The ends of the months up to October: later nothing is left to foresee. */
export const MONTH_ENDS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31].map((days, m) =>
  placeOf(`2026-${String(m + 1).padStart(2, '0')}-${days}` as Day),
)

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** Foresees the last of these years from a place in it, knowing the years before it and nothing later. */
export function trial(years: readonly PastYear[], place: number): Trial | null {
  const year = years.at(-1) ?? []
  const past = years.slice(0, -1)
  const told = seasonOf(past)
  const season = told ?? plannedSeason()
  const beforeC = told ? sum(past.at(-1) ?? []) : null
  const sold = year.slice(0, place + 1)
  const outlook = foresee({ sold, today: place, spent: 1, season, years: told ? past.length : 0, beforeC })
  const endC = sum(year)
  if (!outlook || endC <= 0) return null
  const elapsed = shareBetween(season, 0, place)
  return {
    place,
    error: outlook.grossC / endC - 1,
    plainError: elapsed > 0 ? sum(sold) / elapsed / endC - 1 : null,
    lastError: beforeC === null ? null : beforeC / endC - 1,
    held: outlook.lowC <= endC && endC <= outlook.highC,
    half: (outlook.highC - outlook.lowC) / 2 / endC,
  }
}

/**
 * Years that no office had: the planned season with months, weeks and days of their own, each year a little more or less
 * than the one before. The same seed makes the same years.
 */
export function syntheticYears(seed: number, count: number): PastYear[] {
  const chance = chanceOf(seed)
  const habits = Array.from({ length: 13 }, () => Math.exp(0.15 * chance()))
  const office = plannedSeason().map((share, p) => share * (habits[Math.floor(p / 30.5)] ?? 1))
  let level = 30_000_000
  return Array.from({ length: count }, () => {
    level *= Math.exp(0.02 + 0.07 * chance())
    return syntheticYear(office, level, chance)
  })
}

const WEEKDAYS = [1, 0.9, 1, 1.05, 1.1, 1.15, 0.8]

function syntheticYear(office: readonly number[], level: number, chance: () => number): number[] {
  const shift = Math.round(3 * chance())
  const monday = Math.round(Math.abs(chance()) * 7)
  const months = Array.from({ length: 13 }, () => Math.exp(0.07 * chance()))
  let weather = 0
  return Array.from({ length: PLACES }, (_, p) => {
    if (p % 7 === 0) weather = 0.5 * weather + 0.156 * chance()
    const share = office[Math.min(PLACES - 1, Math.max(0, p + shift))] ?? 0
    const mood = (months[Math.floor(p / 30.5)] ?? 1) * (WEEKDAYS[(p + monday) % 7] ?? 1)
    return Math.max(0, Math.round(level * share * mood * Math.exp(weather) * (1 + 0.25 * chance())))
  })
}

/** Normal numbers from a seed (a linear congruential generator, and Box and Muller's transform). */
function chanceOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  const uniform = () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return (state + 0.5) / 4_294_967_296
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

export type Measured = {
  place: number
  trials: number
  /** Mean absolute errors, and the share of trials that the interval held; null for what no trial had. */
  error: number
  plainError: number | null
  lastError: number | null
  held: number
  half: number
}

/** What trials from one place come to. */
export function measured(trials: readonly Trial[]): Measured {
  const mean = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    return known.length === 0 ? null : sum(known.map(Math.abs)) / known.length
  }
  return {
    place: trials[0]?.place ?? 0,
    trials: trials.length,
    error: mean(trials.map((t) => t.error)) ?? 0,
    plainError: mean(trials.map((t) => t.plainError)),
    lastError: mean(trials.map((t) => t.lastError)),
    held: trials.filter((t) => t.held).length / Math.max(1, trials.length),
    half: mean(trials.map((t) => t.half)) ?? 0,
  }
}
