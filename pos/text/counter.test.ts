import { expect, test } from 'vitest'
import { counter } from './counter.ts'
import { t } from './fr.ts'
import { meansName } from '../../api/shared/means-text.ts'

test('a family has one name on every screen', () => {
  expect(counter.families).toMatchObject(t.families)
})

test('a count and its price stay together on their line', () => {
  const { each, times, counted } = counter.basket
  expect(times(2, 1_200)).toBe('2\u00a0×\u00a012,00\u00a0€')
  expect(`${counted(2, 'Adulte')}${each(2_800)}`).toBe('2\u00a0adultes\u00a0×\u00a028,00\u00a0€')
})

test('a means of payment that came with a newer version is shown by its code', () => {
  expect([meansName('ANCV_P'), meansName('ANCV_C')]).toEqual(['Chèques-Vacances', 'ANCV_C'])
})
