import { expect, test } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { whenSaid } from './when.ts'

test('a departure says its day when it is not the line’s', () => {
  const today = toDay('2026-11-23')
  const said = (day: string, beside: string) => whenSaid({ day, time: '14:00' }, beside, today)
  expect(said('2026-11-23', '2026-11-23')).toBe('14:00')
  expect(said('2026-11-24', '2026-11-24')).toBe('14:00')
  expect(said('2026-11-24', '2026-11-23')).toBe('demain\u00a014:00')
  expect(said('2026-11-23', '2026-11-24')).toBe('aujourd’hui\u00a014:00')
  expect(said('2026-12-01', '2026-11-23')).toBe('mar.\u00a01er\u00a0déc.\u00a014:00')
})
