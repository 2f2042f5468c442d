import type { Curve, Dashboard } from '../../api/shared/report.ts'
import { type Day, daysBetween, plusDays } from '../../api/shared/time.ts'

/** What the cumulative curve is drawn from. Sums in cents since the 1st of January. */
export type CurveData = Pick<Dashboard, 'year' | 'to' | 'targetC' | 'curve' | 'curveBefore' | 'forecast'>

type Point = readonly [x: number, y: number]

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
  /** Too narrow for whole sentences. */
  narrow: boolean
  words: {
    now: { x: number; y: number; end: boolean }
    before: { x: number; y: number } | null
    likely: { x: number; y: number } | null
    day: { x: number; end: boolean } | null
  }
}

const LEFT = 4
const RIGHT = 8
const HEAD = 22
const FOOT = 30
/** Width of a letter of 13 px, on average: enough to keep words apart. */
const LETTER = 7.2
const NARROW = 560
/** Height of a line of words, and letters of the probable end's. */
const LINE = 18
const LIKELY_LETTERS = 20

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

/** Draws the year in a box of `width` × `height` px. */
export function chartOf(data: CurveData, width: number, height: number): Chart {
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
  return {
    width,
    height,
    left: LEFT,
    right,
    floor,
    ticks: ticksOf(top, y, target),
    months: monthsOf(year, x),
    target,
    now: path(now),
    before: path(before),
    likely: path(likely),
    band: ahead.length > 0 ? `${path([stand, ...high, ...low.toReversed()])}Z` : '',
    narrow: width < NARROW,
    here: to < end ? { x: stand[0], y: stand[1] } : null,
    words: wordsOf({
      now,
      before,
      likely,
      low,
      high,
      target,
      right,
      floor,
      over: to >= end,
      letters: width < NARROW ? 17 : 31,
    }),
  }
}

function ticksOf(top: number, y: (c: number) => number, target: number | null): Chart['ticks'] {
  const step = stepOf(top)
  const out: Chart['ticks'] = []
  for (let c = step; c <= top; c += step) {
    const at = y(c)
    // The target has its own words above its line: those of a line beside it would touch them.
    const near = target !== null && at > target - 18 && at < target + 18
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

/** The height of a curve at `x`: of the last point before it. Null where the curve is not. */
function heightAt(points: readonly Point[], x: number): number | null {
  const last = points.at(-1)
  if (!last || points.length < 2 || x > last[0] + 1) return null
  return points.findLast((p) => p[0] <= x)?.[1] ?? null
}

type Drawn = {
  now: Point[]
  before: Point[]
  likely: Point[]
  low: Point[]
  high: Point[]
  target: number | null
  right: number
  floor: number
  over: boolean
  /** Of last year's words. */
  letters: number
}

/** Words beside their curves: this year's above its end, last year's in the empty room under all of them. */
function wordsOf(drawn: Drawn): Chart['words'] {
  const { now, before, likely, low, high, target, right, floor, over, letters } = drawn
  const [hereX, hereY] = now.at(-1) ?? [LEFT, floor]
  // Words that the target's line would cross stand over it, or under where its own words are.
  const roomy = hereX - LETTER * 17 > LEFT + LETTER * 20
  const clear = (y: number) =>
    target !== null && y > target - 6 && y < target + 14 ? target + (roomy ? -7 : 18) : y
  const nowEnd = hereX > LEFT + LETTER * 17
  const from = right - LETTER * letters
  const lowest = [now, before, low, likely].map((one) => heightAt(one, Math.max(from, LEFT)) ?? 0)
  const underneath = Math.max(...lowest, heightAt(before, right) ?? 0) + 20
  const top = high.at(-1)?.[1] ?? likely.at(-1)?.[1]
  const likelyY = top === undefined || over ? null : Math.max(13, top - 8)
  const nowY = Math.max(14, clear(hereY - 8))
  // Late in the year both would stand in the same corner: this year's go under its curve.
  const meets =
    likelyY !== null && Math.abs(nowY - likelyY) < LINE && hereX - 10 > right - LETTER * LIKELY_LETTERS
  return {
    now: nowEnd
      ? { x: hereX - 10, y: meets ? Math.max(hereY, target ?? hereY) + LINE + 2 : nowY, end: true }
      : { x: Math.max(hereX, LEFT) + 8, y: Math.min(hereY - 12, floor - 12), end: false },
    before: before.length > 1 ? { x: right, y: Math.min(underneath, floor - 24) } : null,
    likely: likelyY === null ? null : { x: right, y: likelyY },
    day: over ? null : { x: hereX, end: hereX > right - LETTER * 9 },
  }
}
