import { expect, test } from 'vitest'
import { learnServerTime, offsetOf, serverNow, serverOffset } from './server-time.ts'

const DAY = 24 * 3_600_000

test('a device a day ahead takes the time of the server', () => {
  const server = Date.parse('2026-08-13T09:00:00.000Z')
  expect(offsetOf(server, server + DAY - 100, server + DAY + 100)).toBe(-DAY)
  expect(offsetOf(server, server - DAY, server - DAY + 400)).toBe(DAY - 200)
})

test('the way of the answer is no wrong clock', () => {
  expect(offsetOf(1_000_000, 999_000, 1_002_500)).toBe(0)
})

test('what is told is kept; what is no time changes nothing', () => {
  learnServerTime(new Date(Date.now() - DAY).toISOString(), Date.now())
  expect(Math.abs(Date.now() - DAY - serverNow())).toBeLessThan(1_000)
  learnServerTime('soon', Date.now())
  expect(Math.round(serverOffset() / DAY)).toBe(-1)
})
