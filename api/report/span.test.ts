import { expect, it } from 'vitest'
import { daysBetween, plusDays, toDay, type Day } from '../shared/time.ts'
import { beforeOf } from './figures.ts'
import { spanBefore, yearSpan, type Span } from './span.ts'

const span = (from: string, to: string): Span => ({ from: toDay(from), to: toDay(to) })

it('a span is compared with the same days of the year before, whole months with whole months', () => {
  expect(spanBefore(span('2025-02-01', '2025-02-28'))).toEqual(span('2024-02-01', '2024-02-29'))
  expect(spanBefore(span('2024-02-01', '2024-02-29'))).toEqual(span('2023-02-01', '2023-02-28'))
  expect(spanBefore(span('2025-01-01', '2025-02-28'))).toEqual(span('2024-01-01', '2024-02-29'))
  expect(spanBefore(span('2026-06-01', '2026-06-30'))).toEqual(span('2025-06-01', '2025-06-30'))
  expect(spanBefore(span('2025-02-10', '2025-02-28'))).toEqual(span('2024-02-10', '2024-02-28'))
  expect(spanBefore(span('2025-02-01', '2025-02-27'))).toEqual(span('2024-02-01', '2024-02-27'))
  expect(spanBefore(span('2024-02-29', '2024-02-29'))).toEqual(span('2023-02-28', '2023-02-28'))
})

it('the months of a year before add up to the year before, leap years too', () => {
  for (const year of [2024, 2025, 2026, 2028, 2029]) {
    const days: Day[] = []
    for (let month = 1; month <= 12; month++) {
      const first = toDay(`${year}-${String(month).padStart(2, '0')}-01`)
      const next = toDay(
        month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`,
      )
      const { from, to } = beforeOf({ from: first, to: plusDays(next, -1) })
      for (let i = 0; i <= daysBetween(from, to); i++) days.push(plusDays(from, i))
    }
    const whole = beforeOf(yearSpan(year))
    expect(days.length).toBe(daysBetween(whole.from, whole.to) + 1)
    expect(new Set(days).size).toBe(days.length)
    expect([days[0], days.at(-1)]).toEqual([whole.from, whole.to])
  }
})
