import { expect, test } from 'vitest'
import type { Cents } from '../../api/shared/money.ts'
import { whole, wholeEuros } from '../text/format.ts'
import { against, changeWords, reached, splitName } from './against.ts'

test('a figure stands against the year before by its difference and its ratio', () => {
  const { differenceC, ratio } = against(23_141_200, 20_943_600)
  expect(differenceC).toBe(2_197_600)
  expect(ratio).toBeCloseTo(0.1049, 4)
  expect(changeWords(23_141_200, 20_943_600)).toBe('+\u00a010,5\u00a0%')
  expect(changeWords(900, 1_000)).toBe('\u2212\u00a010\u00a0%')
})

test('what was not there a year before is new, never an infinite growth', () => {
  expect(against(5_000, 0).ratio).toBeNull()
  expect(changeWords(5_000, 0)).toBe('nouveau')
  expect(changeWords(0, 0)).toBe('')
})

test('months, families and channels are said in words, the others by their name', () => {
  expect(splitName('month', { key: '2026-08', label: '2026-08' })).toBe('août')
  expect(splitName('family', { key: 'BOAT', label: 'BOAT' })).toBe('Bateaux')
  expect(splitName('channel', { key: 'ONLINE', label: 'ONLINE' })).toBe('En ligne')
  expect(splitName('agent', { key: 'BOAT', label: 'Maïwenn' })).toBe('Maïwenn')
})

test('a headline, what it is compared with and their difference add up as they are written', () => {
  const [now, before] = [32_447_205, 29_666_690]
  expect([wholeEuros(now), wholeEuros(before)]).toEqual(['324\u00a0472\u00a0€', '296\u00a0666\u00a0€'])
  expect(wholeEuros(against(whole(now), whole(before)).differenceC)).toBe('27\u00a0806\u00a0€')
})

test('once the year has its target, no week has to bring anything', () => {
  const of = (grossC: number, targetC: number) =>
    reached({
      targetC: targetC as Cents,
      done: { grossC: grossC as Cents, ownHtC: 0 as Cents, commissionC: 0 as Cents, tickets: 0, sales: 0 },
    })
  expect([of(320, 320), of(319, 320), of(5, 0)]).toEqual([true, false, false])
})
