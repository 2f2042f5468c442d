import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planSessions, type PlanRule } from './plan.ts'
import { daysBetween, local, plusDays, toDay, weekday, ZONE } from './time.ts'

const terms = { cutoffMinutes: 15, zone: ZONE }
const rule = (changes: Partial<PlanRule>): PlanRule => ({
  id: 'rul_00000000000000000000000001',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  times: ['10:00'],
  fromDay: toDay('2026-03-01'),
  toDay: toDay('2026-11-30'),
  except: [],
  durationMinutes: 90,
  grouped: false,
  ...changes,
})

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)

const anyRule = fc
  .record({
    start: fc.integer({ min: 0, max: 364 }),
    length: fc.integer({ min: 0, max: 60 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    times: fc.array(clock, { minLength: 1, maxLength: 5 }),
    except: fc.array(fc.integer({ min: 0, max: 364 }), { maxLength: 4 }),
    grouped: fc.boolean(),
  })
  .map(({ start, length, except, ...rest }) => {
    const fromDay = plusDays(toDay('2026-01-01'), start)
    return rule({
      ...rest,
      fromDay,
      toDay: plusDays(fromDay, length),
      except: except.map((n) => plusDays(toDay('2026-01-01'), n)),
    })
  })

describe('sessions of a rule', () => {
  it('start at the civil times of the rule, on its weekdays, within its season, once each', () => {
    fc.assert(
      fc.property(anyRule, (any) => {
        const { sessions, skipped } = planSessions(any, terms)
        for (const s of sessions) {
          expect(local(s.startsAt)).toMatchObject({ day: s.day, time: s.time })
          expect(any.times).toContain(s.time)
          expect(any.weekdays).toContain(weekday(s.day))
          expect(any.except).not.toContain(s.day)
          expect(s.day >= any.fromDay && s.day <= any.toDay).toBe(true)
        }
        const starts = sessions.map((s) => s.startsAt)
        expect(new Set(starts).size).toBe(starts.length)
        expect([...starts].sort()).toEqual(starts)
        for (const s of skipped) {
          expect(['2026-03-29', '2027-03-28']).toContain(s.day)
          expect(s.time).toMatch(/^02:/)
        }
        if (any.grouped) return
        const days = Array.from({ length: daysBetween(any.fromDay, any.toDay) + 1 }, (_, i) =>
          plusDays(any.fromDay, i),
        ).filter((d) => any.weekdays.includes(weekday(d)) && !any.except.includes(d))
        expect(sessions.length + skipped.length).toBe(days.length * new Set(any.times).size)
      }),
      { numRuns: 100 },
    )
  })

  it('skip and report the hour that does not exist on 29 March 2026', () => {
    const night = rule({
      times: ['01:30', '02:30', '03:30'],
      fromDay: toDay('2026-03-28'),
      toDay: toDay('2026-03-30'),
    })
    const plan = planSessions(night, terms)
    expect(plan.skipped).toEqual([{ day: '2026-03-29', time: '02:30' }])
    expect(plan.sessions.filter((s) => s.day === '2026-03-29').map((s) => s.startsAt)).toEqual([
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
    ])
  })

  it('take once the hour lived twice on 25 October 2026, the first time', () => {
    const night = rule({ times: ['02:30'], fromDay: toDay('2026-10-24'), toDay: toDay('2026-10-26') })
    expect(planSessions(night, terms).sessions.map((s) => s.startsAt)).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  it('last as long as the rule says, also over a clock change', () => {
    const late = rule({
      times: ['23:30'],
      durationMinutes: 240,
      fromDay: toDay('2026-03-28'),
      toDay: toDay('2026-03-28'),
    })
    const [session] = planSessions(late, terms).sessions
    expect(session?.endsAt).toBe('2026-03-29T02:30:00.000Z')
    expect(session && local(session.endsAt).time).toBe('04:30')
  })

  it('of a course share one group a week and time, and no week is begun or left halfway', () => {
    const course = rule({
      weekdays: [1, 2, 3, 4, 5],
      times: ['09:30', '14:00'],
      // From a Wednesday to a Wednesday: two whole weeks between.
      fromDay: toDay('2026-07-01'),
      toDay: toDay('2026-07-22'),
      except: ['2026-07-14'],
      grouped: true,
    })
    const groups = new Map<string | null, string[]>()
    for (const s of planSessions(course, terms).sessions) {
      groups.set(s.groupId, [...(groups.get(s.groupId) ?? []), s.day])
    }
    expect([...groups.values()].map((days) => [days[0], days.length])).toEqual([
      ['2026-07-06', 5],
      ['2026-07-06', 5],
      ['2026-07-13', 4],
      ['2026-07-13', 4],
    ])
    expect([...groups.keys()].every((id) => id?.startsWith('grp_'))).toBe(true)
  })
})
