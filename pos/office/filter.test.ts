import { expect, test } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import {
  dayFile,
  figuresFile,
  isOver,
  narrowed,
  queryOf,
  readParams,
  rowsFile,
  rowsHref,
  spanOf,
} from './filter.ts'

const today = toDay('2026-08-12')

test('a period is the days that its word means today, and a week begins on Monday', () => {
  expect(spanOf('today', today)).toEqual({ from: '2026-08-12', to: '2026-08-12' })
  expect(spanOf('yesterday', toDay('2026-03-01'))).toEqual({ from: '2026-02-28', to: '2026-02-28' })
  expect(spanOf('week', today)).toEqual({ from: '2026-08-10', to: '2026-08-16' })
  expect(spanOf('month', toDay('2028-02-10'))).toEqual({ from: '2028-02-01', to: '2028-02-29' })
  expect(spanOf('year', today)).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  expect(spanOf('lastYear', today)).toEqual({ from: '2025-01-01', to: '2025-12-31' })
})

test('an address is read back as it was written', () => {
  const filter = {
    from: toDay('2026-07-01'),
    to: toDay('2026-07-31'),
    family: 'BOAT' as const,
    siteId: 'sit_1',
    target: true,
  }
  expect(readParams(queryOf(filter), today)).toEqual({ period: 'dates', filter })
  expect(rowsHref(filter)).toContain('/office/sales?from=2026-07-01&to=2026-07-31&family=BOAT')
})

test('what an address says wrongly is left out, and nothing said is this year', () => {
  expect(readParams({}, today)).toEqual({ period: 'year', filter: spanOf('year', today) })
  expect(readParams({ period: 'never', family: 'CARS', channel: '', from: '2026-02-30' }, today)).toEqual({
    period: 'dates',
    filter: { from: today, to: today },
  })
})

test('an end before its beginning is that day alone', () => {
  expect(readParams({ from: '2026-08-10', to: '2026-08-01' }, today).filter).toEqual({
    from: '2026-08-10',
    to: '2026-08-10',
  })
})

test('a value narrows the question, and a month does it by its days without leaving the span', () => {
  const year = { from: toDay('2026-01-01'), to: today }
  expect(narrowed(year, 'provider', 'prv_1')).toEqual({ ...year, providerId: 'prv_1' })
  expect(narrowed(year, 'agent', 'stf_1')).toEqual({ ...year, staffId: 'stf_1' })
  expect(narrowed(year, 'month', '2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(narrowed(year, 'month', '2026-08')).toEqual({ from: '2026-08-01', to: '2026-08-12' })
})

test('a file holds what is on the screen', () => {
  expect(figuresFile('family', spanOf('today', today))('csv')).toBe(
    '/api/reports/figures.csv?by=family&from=2026-08-12&to=2026-08-12',
  )
  expect(rowsFile({ ...spanOf('today', today), family: 'RAIL' })('xlsx')).toBe(
    '/api/reports/rows.xlsx?from=2026-08-12&to=2026-08-12&family=RAIL',
  )
  expect(dayFile(today, '')('csv')).toBe('/api/reports/day.csv?day=2026-08-12')
  expect(dayFile(today, 'sit_1')('csv')).toBe('/api/reports/day.csv?day=2026-08-12&siteId=sit_1')
})

test('a span is over once its last day is, at the office', () => {
  const read = (text: string) => isOver(toDay('2026-08-13'), Date.parse(text), 'Europe/Paris')
  expect(read('2026-08-13T21:59:59Z')).toBe(false)
  expect(read('2026-08-13T22:00:00Z')).toBe(true)
  expect(isOver(toDay('2025-12-31'), null, 'Europe/Paris')).toBe(false)
})
