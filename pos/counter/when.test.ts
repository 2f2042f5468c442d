import { expect, test } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { counter } from '../text/counter.ts'
import { daySaid, longDaySaid, whenSaid } from './when.ts'

test('a departure says its day when it is not the line’s', () => {
  const today = toDay('2026-11-23')
  const said = (day: string, beside: string) => whenSaid({ day, time: '14:00' }, beside, today)
  expect(said('2026-11-23', '2026-11-23')).toBe('14:00')
  expect(said('2026-11-24', '2026-11-24')).toBe('14:00')
  expect(said('2026-11-24', '2026-11-23')).toBe('demain\u00a014:00')
  expect(said('2026-11-23', '2026-11-24')).toBe('aujourd’hui\u00a014:00')
  expect(said('2026-12-01', '2026-11-23')).toBe('mar.\u00a01er\u00a0déc.\u00a014:00')
})

test('another year is said, and an abbreviated day ends a sentence by itself', () => {
  const today = toDay('2026-11-24')
  expect(daySaid(toDay('2027-04-05'), today)).toBe('lun.\u00a05\u00a0avr.\u00a02027')
  expect(longDaySaid(toDay('2027-04-05'), today)).toBe('lundi 5\u00a0avril\u00a02027')
  expect(longDaySaid(toDay('2026-12-05'), today)).toBe('samedi 5\u00a0décembre')
  const { nextDate } = counter.tiles
  expect(nextDate('Stage', daySaid(toDay('2026-12-05'), today))).toMatch(/5\sdéc\.$/)
  expect(nextDate('Stage', 'demain')).toMatch(/demain\.$/)
})
