import { expect, test } from 'vitest'
import { arrivesMs, mayFollow } from './leg.ts'

const out = { startsAt: '2026-08-13T09:15:00.000Z', time: '11:15', endTime: '12:00' }
const night = { startsAt: '2026-08-13T21:30:00.000Z', time: '23:30', endTime: '00:15' }
const at = (startsAt: string) => ({ startsAt })

test('who arrives at noon may leave again at noon, and not a minute sooner', () => {
  for (const before of [out, { startsAt: out.startsAt, endsAt: '2026-08-13T10:00:00.000Z' }]) {
    expect(mayFollow(at('2026-08-13T10:00:00.000Z'), before)).toBe(true)
    expect(mayFollow(at('2026-08-13T09:59:00.000Z'), before)).toBe(false)
  }
})

test('who arrives after midnight leaves again after midnight', () => {
  expect(new Date(arrivesMs(night)).toISOString()).toBe('2026-08-13T22:15:00.000Z')
  expect(mayFollow(at('2026-08-13T21:50:00.000Z'), night)).toBe(false)
  expect(mayFollow(at('2026-08-13T22:15:00.000Z'), night)).toBe(true)
})

test('a moment is the same however it is written', () => {
  expect(mayFollow(at('2026-08-13T12:00:00+02:00'), out)).toBe(true)
  expect(mayFollow(at('2026-08-13T10:00:00Z'), out)).toBe(true)
})
