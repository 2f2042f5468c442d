import { describe, expect, it } from 'vitest'
import { figure, median, percentile, spread, table, targetTable, verdict, type Target } from './figures.ts'

describe('figures of the bench', () => {
  it('the median of an even number is between the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBe(0)
  })

  it('a percentile is a value of the list, the last at most', () => {
    const sorted = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(percentile(sorted, 0.5)).toBe(51)
    expect(percentile(sorted, 0.99)).toBe(100)
    expect(percentile(sorted, 1)).toBe(100)
    expect(percentile([], 0.5)).toBe(0)
  })

  it('a spread takes a list in any order, and leaves it as it was', () => {
    const list = [30, 10, 20]
    expect(spread(list)).toEqual({ median: 20, p95: 30, count: 3 })
    expect(list).toEqual([30, 10, 20])
  })

  it('are written with the digits that people read', () => {
    expect([0.4567, 12.345, 1234.5].map(figure)).toEqual(['0.46', '12.3', '1235'])
  })
})

const target = (over: Partial<Target>): Target => ({
  what: 'sale to floor',
  value: 0.5,
  unit: '',
  first: 0.35,
  goal: 0.8,
  atLeast: true,
  ...over,
})

describe('the table of the targets', () => {
  it('says of a ratio that it must be reached, and of a time that it may not be passed', () => {
    expect(verdict(target({}), 0.35)).toBe('met')
    expect(verdict(target({}), 0.8)).toBe('missed')
    expect(verdict(target({ atLeast: false, value: 20 }), 20)).toBe('met')
    expect(verdict(target({ atLeast: false, value: 20.1 }), 20)).toBe('missed')
  })

  it('says that nothing was measured rather than that it was met', () => {
    expect(verdict(target({ value: null }), 0)).toBe('not measured')
    expect(verdict(target({ value: Number.NaN, atLeast: false }), 1)).toBe('not measured')
  })

  it('has one line a target, with unit, mark and goal', () => {
    const lines = targetTable([
      target({}),
      target({ what: 'ticket', value: 15, unit: 'ms', first: 20, goal: null, atLeast: false }),
      target({ what: 'report', value: null }),
    ])
    expect(lines).toEqual([
      '| target | measured | first | goal |',
      '|---|---:|---:|---:|',
      '| sale to floor | 0.50 | ≥ 0.35 met | ≥ 0.8 missed |',
      '| ticket | 15.0 ms | ≤ 20 met |  |',
      '| report |  | ≥ 0.35 not measured | ≥ 0.8 not measured |',
    ])
  })

  it('is Markdown, the first column to the left', () => {
    expect(table(['a', 'b'], [['x', 1]])).toEqual(['| a | b |', '|---|---:|', '| x | 1 |'])
  })
})
