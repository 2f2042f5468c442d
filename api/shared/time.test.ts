import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  daysBetween,
  instantOf,
  local,
  msOf,
  plusDays,
  plusMinutes,
  toDay,
  toInstant,
  weekday,
  zoned,
  type Day,
} from './time.ts'

const ms = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) })
const day = ms.map((at) => instantOf(at).slice(0, 10) as Day)

describe('an instant', () => {
  it('is read in any way of writing it, and written in one', () => {
    for (const text of [
      '2026-08-13T14:09:32.120+02:00',
      '2026-08-13 12:09:32.12+00',
      '2026-08-13T12:09:32.120Z',
    ]) {
      expect(toInstant(text)).toBe('2026-08-13T12:09:32.120Z')
    }
    for (const text of ['', 'soon', '2026-13-01T00:00:00Z']) expect(() => toInstant(text)).toThrow(RangeError)
  })

  it('sorts as text in order of time', () => {
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        expect(instantOf(a) < instantOf(b)).toBe(a < b)
        expect(msOf(instantOf(a))).toBe(a)
        expect(plusMinutes(instantOf(a), 90)).toBe(instantOf(a + 5_400_000))
      }),
    )
  })
})

describe('a day', () => {
  it('is one that exists', () => {
    expect(toDay('2028-02-29')).toBe('2028-02-29')
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '20260813', '2026-08-13T00:00', '']) {
      expect(() => toDay(text), text).toThrow(RangeError)
    }
  })

  it('and so many days make another, and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4_000, max: 4_000 }), (from, days) => {
        const to = plusDays(from, days)
        expect(daysBetween(from, to)).toBe(days)
        expect(plusDays(to, -days)).toBe(from)
        expect((((weekday(from) - 1 + days) % 7) + 7) % 7).toBe(weekday(to) - 1)
      }),
    )
  })

  it('of the week begins on Monday', () => {
    expect([toDay('2026-08-10'), toDay('2026-08-13'), toDay('2026-08-16')].map(weekday)).toEqual([1, 4, 7])
  })
})

describe('civil time at Carnac', () => {
  it('is two hours before UTC in summer and one in winter', () => {
    expect(zoned(toDay('2026-08-13'), '14:30')).toBe('2026-08-13T12:30:00.000Z')
    expect(zoned(toDay('2026-12-24'), '14:30')).toBe('2026-12-24T13:30:00.000Z')
    expect(local(toInstant('2026-08-13T22:30:00Z'))).toEqual({
      day: '2026-08-14',
      time: '00:30',
      seconds: '00:30:00',
    })
  })

  it('has an hour that does not exist on 29 March 2026, and one lived twice on 25 October', () => {
    const spring = toDay('2026-03-29')
    expect([
      zoned(spring, '01:59'),
      zoned(spring, '02:00'),
      zoned(spring, '02:59'),
      zoned(spring, '03:00'),
    ]).toEqual(['2026-03-29T00:59:00.000Z', null, null, '2026-03-29T01:00:00.000Z'])
    const autumn = toDay('2026-10-25')
    expect(zoned(autumn, '02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(local(toInstant('2026-10-25T00:30:00Z')).time).toBe('02:30')
    expect(local(toInstant('2026-10-25T01:30:00Z')).time).toBe('02:30')
  })

  it('goes to an instant and back, but for that hour', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    fc.assert(
      fc.property(day, time, (on, at) => {
        const instant = zoned(on, at)
        if (instant === null) expect(at.startsWith('02:')).toBe(true)
        else expect(local(instant)).toMatchObject({ day: on, time: at })
      }),
    )
  })

  it('of another zone is another', () => {
    expect(zoned(toDay('2026-08-13'), '14:30', 'UTC')).toBe('2026-08-13T14:30:00.000Z')
    expect(local(toInstant('2026-08-13T12:30:00Z'), 'Indian/Reunion').time).toBe('16:30')
  })
})
