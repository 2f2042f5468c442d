import type { Curve, Dashboard } from '../../api/shared/report.ts'
import { type Day, daysBetween, plusDays } from '../../api/shared/time.ts'
import { type Placed, type Says, wordsOf } from './curve-words.ts'
import type { Point } from './placing.ts'

/** What the cumulative curve is drawn from. Sums in cents since the 1st of January. */
export type CurveData = Pick<Dashboard, 'year' | 'to' | 'targetC' | 'curve' | 'curveBefore' | 'forecast'>

/** The box of the drawing in px, and the height of its letters. */
export type Sheet = { width: number; height: number; letter: number }

/** The drawing, in px: paths, lines and where words stand. */
export type Chart = {
  width: number
  height: number
  left: number
  right: number
  floor: number
  ticks: { c: number; y: number; said: boolean }[]
  months: { x: number; middle: number; month: number }[]
  target: number | null
  now: string
  before: string
  likely: string
  band: string
  /** Where the year stands; null when it is over. */
  here: { x: number; y: number } | null
  words: Placed
}

const LEFT = 4
const RIGHT = 8
const HEAD = 22
const FOOT = 30
const length = (points: readonly Point[]) => points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`)
const path = (points: readonly Point[]) => (points.length < 2 ? '' : `M${length(points).join('L')}`)

/** The step of the axis: 1, 2 or 5 times a power of ten, so that there are two to five lines. */
export function stepOf(topC: number): number {
  const most = Math.max(topC, 1) / 2
  const power = 10 ** Math.floor(Math.log10(most))
  return [5, 2, 1].map((n) => n * power).find((step) => step <= most) ?? power
}

/** The same civil day in another year; the 29th of February becomes the 28th where there is none. */
export function inYear(day: Day, year: number): Day {
  const moved = `${year}${day.slice(4)}`
  return (
    moved.endsWith('02-29') && daysBetween(`${year}-02-28` as Day, `${year}-03-01` as Day) === 1
      ? `${year}-02-28`
      : moved
  ) as Day
}

/**
 * Points of a curve that knows only the days on which something was sold: flat between them, from zero on the 1st of
 * January up to `until`.
 */
export function steps(curve: Curve, year: number, until: Day): { day: Day; c: number }[] {
  const first = `${year}-01-01` as Day
  const out: { day: Day; c: number }[] = [{ day: plusDays(first, -1), c: 0 }]
  for (const { day: sold, grossC } of curve) {
    const day = inYear(sold, year)
    const last = out.at(-1)
    if (last && daysBetween(last.day, day) > 1) out.push({ day: plusDays(day, -1), c: last.c })
    out.push({ day, c: grossC })
  }
  const last = out.at(-1)
  if (last && last.day < until) out.push({ day: until, c: last.c })
  return out
}

/** The value of a curve on a day: that of the last day on which something was sold. */
export function valueAt(curve: Curve, day: Day): number {
  let value = 0
  for (const point of curve) {
    if (point.day.slice(5) > day.slice(5)) break
    value = point.grossC
  }
  return value
}

/** What a year is probably worth at the end of a day; its points are a week apart and straight between. */
export function likelyOn(points: readonly { day: Day; grossC: number }[], day: Day): number | null {
  const next = points.find((p) => p.day >= day)
  const last = points.findLast((p) => p.day <= day)
  if (!next || !last) return null
  if (next.day === last.day) return next.grossC
  const share = daysBetween(last.day, day) / daysBetween(last.day, next.day)
  return Math.round(last.grossC + (next.grossC - last.grossC) * share)
}

/** Draws the year, and finds its words a place where they lie on nothing. */
export function chartOf(data: CurveData, says: Says, sheet: Sheet): Chart {
  const { width, height } = sheet
  const { year, to } = data
  const first = `${year}-01-01` as Day
  const end = `${year}-12-31` as Day
  const days = daysBetween(first, end) + 1
  const right = width - RIGHT
  const floor = height - FOOT
  const forecast = to < end ? data.forecast : null
  const top = Math.max(
    data.targetC,
    data.curve.at(-1)?.grossC ?? 0,
    data.curveBefore.at(-1)?.grossC ?? 0,
    forecast?.highC ?? 0,
    100_00,
  )
  const x = (day: Day) => LEFT + ((daysBetween(first, day) + 1) / days) * (right - LEFT)
  const y = (c: number) => floor - (Math.max(0, c) / top) * (floor - HEAD)
  const points = (list: readonly { day: Day; c: number }[]): Point[] => list.map((p) => [x(p.day), y(p.c)])

  const now = points(steps(data.curve, year, to))
  const before = data.curveBefore.length > 0 ? points(steps(data.curveBefore, year, end)) : []
  const ahead = (forecast?.curve ?? []).filter((p) => p.day > to)
  const stand: Point = now.at(-1) ?? [LEFT, floor]
  const likely: Point[] = forecast ? [stand, ...ahead.map((p): Point => [x(p.day), y(p.grossC)])] : []
  const high: Point[] = ahead.map((p) => [x(p.day), y(p.highC)])
  const low: Point[] = ahead.map((p) => [x(p.day), y(p.lowC)])
  const target = data.targetC > 0 ? y(data.targetC) : null
  const ticks = ticksOf(top, y, target, sheet.letter)
  return {
    width,
    height,
    left: LEFT,
    right,
    floor,
    ticks,
    months: monthsOf(year, x),
    target,
    now: path(now),
    before: path(before),
    likely: path(likely),
    band: ahead.length > 0 ? `${path([stand, ...high, ...low.toReversed()])}Z` : '',
    here: to < end ? { x: stand[0], y: stand[1] } : null,
    words: wordsOf(
      { now, before, likely, low, high, stand, over: to >= end, sold: data.curve.length > 0 },
      { left: LEFT, right, floor, target, ticks },
      says,
      sheet.letter,
    ),
  }
}

function ticksOf(
  top: number,
  y: (c: number) => number,
  target: number | null,
  letter: number,
): Chart['ticks'] {
  const room = letter * 1.4
  const step = stepOf(top)
  const out: Chart['ticks'] = []
  for (let c = step; c <= top; c += step) {
    const at = y(c)
    // The target has its own words above its line: those of a line beside it would touch them.
    const near = target !== null && Math.abs(at - target) < room
    out.push({ c, y: at, said: !near })
  }
  return out
}

function monthsOf(year: number, x: (day: Day) => number): Chart['months'] {
  return Array.from({ length: 12 }, (_, i) => {
    const start = plusDays(`${year}-${String(i + 1).padStart(2, '0')}-01` as Day, -1)
    const next =
      i === 11
        ? (`${year}-12-31` as Day)
        : plusDays(`${year}-${String(i + 2).padStart(2, '0')}-01` as Day, -1)
    return { x: x(start), middle: (x(start) + x(next)) / 2, month: i + 1 }
  })
}
