import { describe, expect, it } from 'vitest'
import { toDay, type Day } from '../shared/time.ts'
import { dueOf, type ClosedUntil, type Life } from './closure-due.ts'

const NOTHING: ClosedUntil = { D: null, M: null, Y: null }
const day = (text: string | null) => (text === null ? null : toDay(text)) as Day
const life = (first: string, last: string | null = null): Life => ({ first: day(first), last: day(last) })

function due(of: Life, until: ClosedUntil, today: string, yearMonth = 1): string[] {
  return [...dueOf(of, until, toDay(today), yearMonth)].flat().map((d) => `${d.kind} ${d.from} ${d.to}`)
}

describe('what is due', () => {
  it('is nothing on the day a register is opened', () => {
    expect(due(life('2026-11-24'), NOTHING, '2026-11-24')).toEqual([])
  })

  it('is the year behind its last month, behind its last day', () => {
    const until = { D: day('2026-12-30'), M: day('2026-11-30'), Y: null }
    expect(due(life('2026-03-02'), until, '2027-01-02')).toEqual([
      'D 2026-12-31 2026-12-31',
      'M 2026-12-01 2026-12-31',
      'Y 2026-01-01 2026-12-31',
      'D 2027-01-01 2027-01-01',
    ])
  })

  it('follows the financial year of the office, and a year that was changed begins where the last one ended', () => {
    const until = { D: day('2026-09-29'), M: day('2026-08-31'), Y: day('2025-12-31') }
    expect(due(life('2024-01-01'), until, '2026-10-01', 10)).toEqual([
      'D 2026-09-30 2026-09-30',
      'M 2026-09-01 2026-09-30',
      'Y 2026-01-01 2026-09-30',
    ])
    expect(due(life('2024-01-01'), { ...until, Y: day('2025-09-30') }, '2026-10-01', 10).at(-1)).toBe(
      'Y 2025-10-01 2026-09-30',
    )
  })

  it('ends with the day a register was closed for good, its month and its year once they are over', () => {
    const gone = life('2026-01-05', '2026-11-28')
    const until = { D: day('2026-11-27'), M: day('2026-10-31'), Y: null }
    expect(due(gone, until, '2026-11-30')).toEqual(['D 2026-11-28 2026-11-28'])
    const closed = { ...until, D: day('2026-11-28') }
    expect(due(gone, closed, '2028-01-01')).toEqual(['M 2026-11-01 2026-11-30', 'Y 2026-01-01 2026-12-31'])
    const all = { D: day('2026-11-28'), M: day('2026-11-30'), Y: day('2026-12-31') }
    expect(due(gone, all, '2028-01-01')).toEqual([])
  })
})
