import { expect, test } from 'vitest'
import { createMoment } from './moment.ts'

const RENDERED = Date.parse('2026-08-13T12:09:00Z')
const FAST = 600_000

test('a device ten minutes fast shows the office’s time, from the first step on', () => {
  let device = RENDERED + FAST
  const moment = createMoment(() => device)
  moment.step()
  expect(moment.at(RENDERED)).toBe(RENDERED)
  device += 25_000
  moment.step()
  expect(moment.at(RENDERED)).toBe(RENDERED + 20_000)
})

test('a page that was kept for an hour tells the right time as soon as the server has told its own', () => {
  const device = RENDERED + 3_600_000 + FAST
  const moment = createMoment(() => device)
  moment.step()
  expect(moment.at(RENDERED)).toBe(RENDERED)
  moment.tell(RENDERED + 3_604_000)
  expect(moment.at(RENDERED)).toBe(RENDERED + 3_600_000)
})

test('what is no time changes nothing', () => {
  const moment = createMoment(() => RENDERED)
  moment.tell(Number.NaN)
  expect(moment.at(RENDERED)).toBe(RENDERED)
})
