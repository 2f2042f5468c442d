import { expect, test } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { paceOf } from './pace.ts'

const year = { year: 2026, doneC: 23_141_200, targetC: 32_000_000, sameDayLastYearC: 20_943_600 }

test('the year stands at its share of the target, against the same day a year before', () => {
  const pace = paceOf(year, toDay('2026-08-12'))
  expect(pace.share).toBeCloseTo(0.7232, 4)
  expect(pace.againstC).toBe(2_197_600)
  expect(pace.growth).toBeCloseTo(0.1049, 4)
})

test('what is left is spread over the days that remain, today included', () => {
  expect(paceOf(year, toDay('2026-12-31')).perDayC).toBe(8_858_800)
  expect(paceOf(year, toDay('2026-12-22')).perDayC).toBe(885_880)
})

test('once reached, nothing is left and the surplus is said', () => {
  const pace = paceOf({ ...year, doneC: 33_000_000 }, toDay('2026-11-02'))
  expect(pace).toMatchObject({ leftC: 0, beyondC: 1_000_000, perDayC: null })
})

test('a first year has nothing to be compared with', () => {
  expect(paceOf({ ...year, sameDayLastYearC: 0 }, toDay('2026-08-12')).growth).toBeNull()
})
