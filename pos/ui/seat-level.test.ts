import { expect, test } from 'vitest'
import { seatLevel, seatsLeft } from './seat-level.ts'

test('seats in a basket are not free', () => {
  expect(seatsLeft({ capacity: 48, taken: 36, held: 3 })).toBe(9)
})

test('the last seats are said of those that nobody has', () => {
  expect(seatLevel({ capacity: 48, taken: 36, held: 3 })).toBe('open')
  expect(seatLevel({ capacity: 16, taken: 12, held: 1 })).toBe('few')
})

test('full and closed are not the same: closed has a reason, even with seats left', () => {
  expect(seatLevel({ capacity: 55, taken: 55, held: 0 })).toBe('full')
  expect(seatLevel({ capacity: 10, taken: 2, held: 0, closedReason: 'vent' })).toBe('shut')
})
