import { describe, expect, test } from 'vitest'
import type { Cents } from '../../api/shared/money.ts'
import { type Day, toDay } from '../../api/shared/time.ts'
import type { Says } from './curve-words.ts'
import { chartOf, type CurveData, inYear, likelyOn, stepOf, steps, valueAt } from './curve.ts'
import { crosses, type Line, overlap, type Rect, rectOf, type Word } from './placing.ts'

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

const says: Says = {
  now: '2026\u00a0: 324\u00a0472\u00a0€',
  before: ['2025\u00a0: 300\u00a0085\u00a0€ en fin d’année', '2025\u00a0: 300\u00a0085\u00a0€'],
  likely: 'probable\u00a0: 328\u00a0200\u00a0€',
  day: '24\u00a0novembre',
  target: 'objectif 320\u00a0000\u00a0€',
  tick: (c) => `${c / 100}\u00a0€`,
}
const box = (data: CurveData, width = 640, letter = 13) =>
  chartOf(data, says, { width, height: Math.min(400, Math.max(260, width * 0.62)), letter })
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
      for (const word of Object.values(chart.words)) {
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
    expect(chart.words.now?.text ?? 'none').not.toBe('')
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

/** A year like the demonstration's, up to a day: cumulative shares of its 328 000 € at the end of each month. */
const SHARES = [0.01, 0.04, 0.07, 0.16, 0.25, 0.35, 0.59, 0.87, 0.953, 0.981, 0.99, 1]
const ENDS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const months = (year: number, wholeC: number) =>
  SHARES.map((share, i) =>
    at(`${year}-${String(i + 1).padStart(2, '0')}-${ENDS[i]}`, Math.round(share * wholeC)),
  )

function yearUpTo(day: string): CurveData {
  const whole = months(2026, 32_800_000)
  const sold = whole.filter((p) => p.day <= day)
  const doneC = sold.at(-1)?.grossC ?? 0
  const rest = whole.filter((p) => p.day > day)
  return {
    year: 2026,
    to: toDay(day),
    targetC: 32_000_000 as Cents,
    curve: [...sold, at(day, doneC + 100_000)],
    curveBefore: months(2025, 30_008_500),
    forecast: {
      grossC: 32_800_000 as Cents,
      lowC: 32_600_000 as Cents,
      highC: 33_000_000 as Cents,
      curve: rest.map((p) => ahead(p.day, p.grossC, p.grossC - doneC / 100, p.grossC + doneC / 100)),
    },
  }
}

describe('the words of the curve', () => {
  const DAYS = ['2026-01-12', '2026-04-15', '2026-08-12', '2026-09-20', '2026-11-24', '2026-12-24']
  const sheets = [
    [600, 13],
    [470, 13],
    [328, 13],
    // On paper: the screen's drawing with larger letters, or drawn anew at the width of the column.
    [600, 17],
    [413, 13],
  ] as const
  const room = (word: Word, key: string, letter: number): Rect =>
    rectOf(word, (letter * (key === 'now' ? 14 : key === 'day' ? 12 : 13)) / 13)

  test.each(DAYS)('on %s lie on no line, and on no other words', (day) => {
    for (const [width, letter] of sheets) {
      const chart = box(yearUpTo(day), width, letter)
      const target: Line = [
        [chart.left, chart.target ?? 0],
        [chart.right, chart.target ?? 0],
      ]
      const today: Line = [
        [chart.here?.x ?? 0, chart.here?.y ?? 0],
        [chart.here?.x ?? 0, chart.floor],
      ]
      const lines = [chart.now, chart.before, chart.likely].map((one) =>
        ends(one).map(([x = 0, y = 0]) => [x, y] as const),
      )
      const placed = Object.entries(chart.words).flatMap(([key, word]) => (word ? [{ key, word }] : []))
      expect(placed).toHaveLength(4)
      for (const { key, word } of placed) {
        const rect = room(word, key, letter)
        const over = [...lines, target, today].findIndex((line) => crosses(line, rect))
        expect({ key, width, letter, over }).toEqual({ key, width, letter, over: -1 })
        for (const other of placed)
          if (other.key !== key) expect(overlap(rect, room(other.word, other.key, letter))).toBe(false)
        expect(rect.left).toBeGreaterThanOrEqual(chart.left - 1)
        expect(rect.right).toBeLessThanOrEqual(chart.right + 1)
      }
    }
  })

  test('a line that only passes by is not crossed', () => {
    const rect = { left: 10, right: 20, top: 10, bottom: 20 }
    expect(
      crosses(
        [
          [0, 15],
          [30, 15],
        ],
        rect,
      ),
    ).toBe(true)
    expect(
      crosses(
        [
          [0, 0],
          [30, 30],
        ],
        rect,
      ),
    ).toBe(true)
    expect(
      crosses(
        [
          [0, 5],
          [30, 5],
        ],
        rect,
      ),
    ).toBe(false)
    expect(
      crosses(
        [
          [0, 25],
          [9, 9],
          [25, 0],
        ],
        rect,
      ),
    ).toBe(false)
  })
})

test('a month that is running ends where the week that ends it says, not where it stands', () => {
  const points = [at('2026-11-24', 1_000), at('2026-12-01', 1_700), at('2026-12-31', 4_700)]
  expect(likelyOn(points, toDay('2026-11-30'))).toBe(1_600)
  expect(likelyOn(points, toDay('2026-12-31'))).toBe(4_700)
  expect(likelyOn(points, toDay('2026-11-01'))).toBeNull()
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
