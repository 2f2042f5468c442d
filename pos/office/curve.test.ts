import { describe, expect, test } from 'vitest'
import type { Cents } from '../../api/shared/money.ts'
import { type Day, toDay } from '../../api/shared/time.ts'
import { chartOf, type CurveData, inYear, stepOf, steps, valueAt } from './curve.ts'

const at = (day: string, grossC: number) => ({ day: toDay(day), grossC: grossC as Cents })
const ahead = (day: string, grossC: number, lowC: number, highC: number) => ({
  ...at(day, grossC),
  lowC: lowC as Cents,
  highC: highC as Cents,
})

const august: CurveData = {
  year: 2026,
  to: toDay('2026-08-12'),
  targetC: 32_000_000 as Cents,
  curve: [at('2026-02-01', 100_000), at('2026-08-10', 23_000_000), at('2026-08-12', 23_141_200)],
  curveBefore: [at('2025-02-01', 90_000), at('2025-08-12', 20_943_600), at('2025-12-20', 29_980_000)],
  forecast: {
    grossC: 33_150_000 as Cents,
    lowC: 31_800_000 as Cents,
    highC: 34_500_000 as Cents,
    curve: [
      ahead('2026-08-13', 23_300_000, 23_200_000, 23_400_000),
      ahead('2026-12-31', 33_150_000, 31_800_000, 34_500_000),
    ],
  },
}

const box = (data: CurveData, width = 640) => chartOf(data, width, 400)
const ends = (path: string) =>
  path
    .split(/[ML]/)
    .filter(Boolean)
    .map((p) => p.split(' ').map(Number))

describe('the curve of a year', () => {
  test('begins at nothing on the 1st of January and stands where today is', () => {
    const chart = box(august)
    expect(ends(chart.now)[0]).toEqual([chart.left, chart.floor])
    const [x, y] = ends(chart.now).at(-1) ?? []
    expect(chart.here?.x).toBeCloseTo(x ?? 0, 0)
    expect(chart.here?.y).toBeCloseTo(y ?? 0, 0)
    // The 12th of August is the 224th day of 365.
    expect(((x ?? 0) - chart.left) / (chart.right - chart.left)).toBeCloseTo(224 / 365, 3)
  })

  test('is flat between two days of sales, and never slopes over days without any', () => {
    expect(steps([at('2026-03-01', 500), at('2026-03-05', 900)], 2026, toDay('2026-03-09'))).toEqual([
      { day: '2025-12-31', c: 0 },
      { day: '2026-02-28', c: 0 },
      { day: '2026-03-01', c: 500 },
      { day: '2026-03-04', c: 500 },
      { day: '2026-03-05', c: 900 },
      { day: '2026-03-09', c: 900 },
    ])
  })

  test('the probable end begins where the year stands and its interval is around it', () => {
    const chart = box(august)
    expect(ends(chart.likely)[0]).toEqual(ends(chart.now).at(-1))
    const heights = ends(chart.band.replace('Z', '')).map(([, y]) => y ?? 0)
    const end = ends(chart.likely).at(-1)?.[1] ?? 0
    expect(Math.min(...heights)).toBeLessThan(end)
    expect(heights.at(-1)).toBeGreaterThan(end)
  })

  test('late in a year that has reached its target, its words and those of its probable end keep apart', () => {
    const november: CurveData = {
      ...august,
      to: toDay('2026-11-24'),
      curve: [...august.curve, at('2026-11-24', 32_434_800)],
      forecast: {
        grossC: 32_810_000 as Cents,
        lowC: 32_610_000 as Cents,
        highC: 33_000_000 as Cents,
        curve: [ahead('2026-12-31', 32_810_000, 32_610_000, 33_000_000)],
      },
    }
    for (const width of [340, 600, 900]) {
      const { now, likely } = box(november, width).words
      expect(Math.abs(now.y - (likely?.y ?? 0))).toBeGreaterThanOrEqual(18)
    }
  })

  test('last year runs to its end, and its civil days stand over those of this year', () => {
    const chart = box(august)
    const before = ends(chart.before)
    expect(before.at(-1)?.[0]).toBeCloseTo(chart.right, 1)
    expect(before.some(([x]) => Math.abs((x ?? 0) - (chart.here?.x ?? 0)) < 0.1)).toBe(true)
  })

  test('everything is inside its box, words too', () => {
    for (const width of [300, 328, 640, 900]) {
      const chart = box(august, width)
      for (const path of [chart.now, chart.before, chart.likely, chart.band.replace('Z', '')])
        for (const [x = 0, y = 0] of ends(path)) {
          expect(x).toBeGreaterThanOrEqual(chart.left - 0.1)
          expect(x).toBeLessThanOrEqual(chart.right + 0.1)
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(chart.floor + 0.1)
        }
      for (const word of [chart.words.now, chart.words.before, chart.words.likely]) {
        expect(word?.y).toBeGreaterThan(8)
        expect(word?.y).toBeLessThan(chart.floor)
      }
    }
  })

  test('the words of the axis give way to those of the target', () => {
    const chart = box({ ...august, targetC: 30_000_000 as Cents })
    expect(chart.ticks.find((tick) => tick.c === 30_000_000)?.said).toBe(false)
    expect(chart.ticks.find((tick) => tick.c === 10_000_000)?.said).toBe(true)
  })
})

describe('years that are not like the others', () => {
  test('in January nothing is sold: the axis and the target are drawn, and today', () => {
    const chart = box({ ...august, to: toDay('2026-01-02'), curve: [], forecast: null, curveBefore: [] })
    expect(chart.target).not.toBeNull()
    expect(chart.here?.y).toBe(chart.floor)
    expect(chart.before).toBe('')
    expect(chart.likely).toBe('')
    expect(chart.words.now.end).toBe(false)
    expect(chart.ticks.length).toBeGreaterThan(2)
  })

  test('a first year has no dashed curve and no words for one', () => {
    const chart = box({ ...august, curveBefore: [] })
    expect(chart.before).toBe('')
    expect(chart.words.before).toBeNull()
  })

  test('a past year is whole: no today and no probable end', () => {
    const chart = box({ ...august, to: toDay('2026-12-31') })
    expect(chart.here).toBeNull()
    expect(chart.likely).toBe('')
    expect(chart.band).toBe('')
    expect(chart.words.likely).toBeNull()
    expect(ends(chart.now).at(-1)?.[0]).toBeCloseTo(chart.right, 1)
  })

  test('without a target nor sales the axis still has lines', () => {
    const chart = box({ ...august, targetC: 0 as Cents, curve: [], curveBefore: [], forecast: null })
    expect(chart.target).toBeNull()
    expect(chart.ticks.length).toBeGreaterThan(0)
    expect(chart.ticks.every((tick) => Number.isFinite(tick.y))).toBe(true)
  })
})

test('the axis has two to five lines, on round sums', () => {
  for (const top of [10_000, 123_456, 4_200_000, 34_500_000, 99_999_999]) {
    const lines = Math.floor(top / stepOf(top))
    expect(lines).toBeGreaterThanOrEqual(2)
    expect(lines).toBeLessThanOrEqual(5)
  }
  expect(stepOf(34_500_000)).toBe(10_000_000)
})

test('the 29th of February of a leap year stands on the 28th of another', () => {
  expect(inYear('2028-02-29' as Day, 2029)).toBe('2029-02-28')
  expect(inYear('2028-02-29' as Day, 2032)).toBe('2032-02-29')
  expect(inYear('2025-08-12' as Day, 2026)).toBe('2026-08-12')
})

test('the sum on a day is that of the last day of sales before it', () => {
  expect(valueAt(august.curveBefore, toDay('2026-08-31'))).toBe(20_943_600)
  expect(valueAt(august.curveBefore, toDay('2026-01-31'))).toBe(0)
})
