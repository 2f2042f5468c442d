import { shareBetween, type Season } from './season.ts'

/** What is known of a year under way, in cents. */
export type Underway = {
  /** What each place of the year brought, up to today. */
  sold: readonly number[]
  /** Today's place, and how much of today is over, from 0 to 1. */
  today: number
  spent: number
  season: Season
  /** How many past years told the season; 0 for the planned one. */
  years: number
  /** The whole of the year before; null when there is none to lean on. */
  beforeC: number | null
}

export type Outlook = {
  grossC: number
  lowC: number
  highC: number
  /** The most probable sum and its bounds at the end of a later place. */
  at: (place: number) => { grossC: number; lowC: number; highC: number }
}

/*
 * The constants were chosen on synthetic years and are measured by scripts/forecast-error.ts; docs/decisions/0012 has
 * the method and its error.
 */
/** How much the year before weighs against this one, as a share of a year. */
const PRIOR = 0.25
/** What a week keeps of its weight a week later: recent weeks say more of those to come. */
const MEMORY = 0.93
/** How far a year may lie from the one before, as a share of it. */
const DRIFT = 0.1
/** How far a week may lie from its season before weeks of this year say so, and how many weeks that is worth. */
const USUAL = 0.22
const USUAL_WEEKS = 6
/** Weeks in a row resemble each other: what one week tells of the next. */
const LIKENESS = 0.45
/**
 * How far the season itself may be wrong, planned, told by one year, by more: it weighs less the less of the year is
 * to come.
 */
const SHIFT = [0.12, 0.085, 0.065] as const
/** Half of the interval that holds four times in five, in standard deviations. */
const FOUR_IN_FIVE = 1.28
/** Less of the season than this tells nothing when there is no year before. */
const ENOUGH = 0.02

type Week = { soldC: number; expectedC: number; age: number }

/**
 * Where the year will end. What is still to come follows the season, at the pace of this year: the ratio of what was
 * sold to what the season expected, week by week, recent weeks weighing more, and drawn toward the year before while
 * little is known. The interval comes from how far the weeks lay from that pace. Null while nothing tells.
 */
export function foresee(year: Underway): Outlook | null {
  const { season, sold, today, spent, beforeC } = year
  const doneC = sold.slice(0, today + 1).reduce((a, b) => a + b, 0)
  const elapsed = shareBetween(season, 0, today - 1) + (season[today] ?? 0) * spent
  if (beforeC === null && (elapsed < ENOUGH || doneC <= 0)) return null
  const scaleC = beforeC ?? doneC / elapsed
  const weeks = weeksOf(year, scaleC)
  const priorC = beforeC === null ? 0 : PRIOR * scaleC
  // Against a season that no year of this office told, recent weeks say no more than the others.
  const memory = beforeC === null ? 1 : MEMORY
  const weighed = (of: (week: Week) => number) =>
    weeks.reduce((sum, week) => sum + memory ** week.age * of(week), 0)
  const soldC = weighed((w) => w.soldC)
  const expectedC = weighed((w) => w.expectedC)
  const pace = expectedC + priorC > 0 ? (soldC + priorC) / (expectedC + priorC) : 1
  const spread = spreadOf(weeks, pace)
  const trust = priorC / (expectedC + priorC || 1)
  const known = weighed((w) => w.expectedC) ** 2 / (weighed((w) => memory ** w.age * w.expectedC ** 2) || 1)
  // How sure the pace is: as many weeks as count, each resembling its neighbours, and what the prior may miss.
  const unsure = Math.sqrt(
    ((1 - trust) * spread) ** 2 * ((1 + LIKENESS) / (1 - LIKENESS) / Math.max(1, known)) +
      (trust * DRIFT) ** 2,
  )
  const shift = SHIFT[Math.min(year.years, 2)] ?? 0
  const at = (place: number) => {
    const ahead = weeksAhead(season, today, spent, place)
    const rest = ahead.reduce((a, b) => a + b, 0)
    const grossC = Math.round(doneC + rest * scaleC * pace)
    const sd = scaleC * Math.hypot(unsure * rest, shift * rest ** 0.65, spread * pace * alike(ahead))
    const half = Math.round(FOUR_IN_FIVE * sd)
    return { grossC, lowC: Math.max(doneC, grossC - half), highC: grossC + half }
  }
  return { ...at(season.length - 1), at }
}

/** Weeks that end today, backward to the start of the year, with what their season expected of them. */
function weeksOf({ season, sold, today, spent }: Underway, scaleC: number): Week[] {
  const weeks: Week[] = []
  for (let end = today, age = 0; end >= 0; end -= 7, age++) {
    const from = Math.max(0, end - 6)
    const share = shareBetween(season, from, end) - (age === 0 ? (season[today] ?? 0) * (1 - spent) : 0)
    const soldC = sold.slice(from, end + 1).reduce((a, b) => a + b, 0)
    weeks.push({ soldC, expectedC: share * scaleC, age })
  }
  return weeks
}

/** How far weeks lie from the pace, as a share of it: large weeks count more, and few weeks lean on what is usual. */
function spreadOf(weeks: readonly Week[], pace: number): number {
  if (pace <= 0) return USUAL
  let squares = 0
  let weights = 0
  let squaredWeights = 0
  for (const { soldC, expectedC } of weeks) {
    if (expectedC <= 0) continue
    squares += expectedC * (soldC / expectedC / pace - 1) ** 2
    weights += expectedC
    squaredWeights += expectedC ** 2
  }
  const n = weights > 0 ? weights ** 2 / squaredWeights : 0
  const seen = weights > 0 ? squares / weights : 0
  return Math.sqrt((n * seen + USUAL_WEEKS * USUAL ** 2) / (n + USUAL_WEEKS))
}

/** Shares of the weeks to come, up to a place. */
function weeksAhead(season: Season, today: number, spent: number, place: number): number[] {
  const weeks = [(season[today] ?? 0) * (1 - spent)]
  for (let from = today + 1; from <= place; from += 7)
    weeks.push(shareBetween(season, from, Math.min(place, from + 6)))
  return weeks
}

/** Standard deviation of a sum of weeks that resemble their neighbours, for a spread of 1. */
function alike(weeks: readonly number[]): number {
  let variance = 0
  // What all weeks before tell of this one: each step further away, it is LIKENESS times less.
  let near = 0
  for (const share of weeks) {
    variance += share ** 2 + 2 * share * near
    near = (near + share) * LIKENESS
  }
  return Math.sqrt(variance)
}
