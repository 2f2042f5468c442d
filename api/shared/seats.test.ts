import { expect, test } from 'vitest'
import { levelOf } from './seats.ts'

test('few seats are three, or a tenth of what there was', () => {
  expect(levelOf(5, 48)).toBe('open')
  expect(levelOf(4, 48)).toBe('few')
  expect(levelOf(3, 12)).toBe('few')
  expect(levelOf(19, 192)).toBe('few')
  expect(levelOf(20, 192)).toBe('open')
  expect(levelOf(0, 12)).toBe('full')
})
