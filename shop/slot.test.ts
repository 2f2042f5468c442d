import { expect, test } from 'vitest'
import { ideasOf, shutOf } from './idea.ts'
import type { Departure, Product } from './model.ts'
import { choose, slotCounter, slotsOf, slotsState } from './slot.ts'

const departure = (over: Partial<Departure>): Departure => ({
  id: 'ses_1',
  productId: 'prd_1',
  optionId: 'opt_1',
  leg: 0,
  groupId: null,
  day: '2026-08-17' as never,
  time: '14:30',
  endTime: '17:30',
  startsAt: '2026-08-17T12:30:00.000Z' as never,
  cutoffAt: '2026-08-17T12:25:00.000Z' as never,
  counterId: 'cnt_1',
  capacity: 12,
  taken: 0,
  held: 0,
  closedReason: null,
  ...over,
})

test('a course is one choice, on its first day, with the seats of its fullest session', () => {
  const course = ['17', '18', '19'].map((d) =>
    departure({
      id: `ses_${d}`,
      groupId: 'grp_1',
      day: `2026-08-${d}` as never,
      counterId: `cnt_${d}`,
      taken: d === '18' ? 11 : 2,
    }),
  )
  const slots = slotsOf(course, '2026-08-17')
  expect(slots.map((s) => s.key)).toEqual(['grp_1'])
  expect(slots[0] && slotCounter(slots[0], (d) => d).counterId).toBe('cnt_18')
  expect(slotsOf(course, '2026-08-18')).toEqual([])
})

/** A departure of 17 August, in summer time; HH:MM to HH:MM. */
const at = (id: string, leg: number, time: string, endTime: string) =>
  departure({
    id,
    leg,
    time,
    endTime,
    startsAt: new Date(`2026-08-17T${time}:00+02:00`).toISOString() as never,
  })

test('outward and return are chosen together: what was asked, else the first way there and the last way back', () => {
  const slots = slotsOf(
    [
      at('o1', 0, '08:15', '09:00'),
      at('r1', 1, '09:30', '10:15'),
      at('o2', 0, '10:30', '11:15'),
      at('r2', 1, '19:15', '20:00'),
    ],
    '2026-08-17',
  )
  expect(choose(slots, [], () => true)).toEqual(['o1', 'r2'])
  expect(choose(slots, ['o1', 'r1'], () => true)).toEqual(['o1', 'r1'])
  expect(choose(slots, ['o2', 'r1'], () => true)).toEqual(['o2', 'r2'])
  expect(choose(slots, [], (s) => s.key !== 'o1')).toEqual(['o2', 'r2'])
  expect(choose(slots, [], () => false)).toEqual([])
})

test('a way back may leave at the minute of arrival, and not before an arrival past midnight', () => {
  const noon = slotsOf([at('o', 0, '11:15', '12:00'), at('r', 1, '12:00', '12:45')], '2026-08-17')
  expect(choose(noon, [], () => true)).toEqual(['o', 'r'])
  const night = slotsOf([at('o', 0, '23:30', '00:15'), at('r', 1, '23:50', '23:59')], '2026-08-17')
  expect(choose(night, [], () => true)).toEqual(['o'])
})

test('an idea is the next departure with places; what is over or full waits behind it', () => {
  const product = { id: 'prd_1', options: [{ id: 'opt_1', take: 'ONE' }] } as Product
  const at = (id: string, hour: string, taken = 0) =>
    departure({
      id,
      time: `${hour}:00`,
      taken,
      startsAt: `2026-08-17T${hour}:00:00.000Z` as never,
      cutoffAt: `2026-08-17T${hour}:00:00.000Z` as never,
    })
  const now = Date.parse('2026-08-17T10:30:00Z')
  const list = [
    at('gone', '10'),
    at('full', '11', 12),
    at('next', '12'),
    at('later', '13'),
    at('sold', '14', 12),
  ]
  const [idea] = ideasOf([product], list, '2026-08-17', now)
  expect(idea?.next.id).toBe('next')
  expect(idea?.later).toEqual(['13:00'])
  expect(ideasOf([product], [at('full', '11', 12)], '2026-08-17', now)[0]?.next.id).toBe('full')
  expect(ideasOf([product], [at('gone', '10')], '2026-08-17', now)).toEqual([])

  // What is closed is no idea: it is told with its reason and its next departure, unless another one still leaves.
  const shut = { ...at('shut', '11'), closedReason: 'vent' }
  const again = departure({ id: 'again', day: '2026-08-18' as never, time: '10:30' })
  const later = new Map([['prd_1', again]])
  expect(ideasOf([product], [shut], '2026-08-17', now)).toEqual([])
  expect(ideasOf([product], [shut, at('full', '12', 12)], '2026-08-17', now)[0]?.next.id).toBe('full')
  expect(shutOf([product], [shut], '2026-08-17', now, later)).toEqual([{ product, departure: shut, again }])
  expect(shutOf([product], [shut, at('next', '12')], '2026-08-17', now, later)).toEqual([])
  expect(shutOf([product], [at('next', '12')], '2026-08-17', now, later)).toEqual([])
})

test('a day follows its departures: full as soon as the last place is sold, and none once all have left', () => {
  const day = [departure({ taken: 2 }), departure({ id: 'ses_2', counterId: 'cnt_2', taken: 12 })]
  const stateAt = (sessions: Departure[], time: string, sold = new Map<string, number>()) =>
    slotsState(
      slotsOf(sessions, '2026-08-17'),
      (d) => ({ ...d, taken: sold.get(d.counterId) ?? d.taken }),
      Date.parse(`2026-08-17T${time}:00Z`),
    )
  expect(stateAt(day, '12:00')).toBe('open')
  expect(stateAt(day, '12:00', new Map([['cnt_1', 10]]))).toBe('few')
  expect(stateAt(day, '12:00', new Map([['cnt_1', 12]]))).toBe('full')
  expect(stateAt(day, '12:25')).toBe('none')
  const shut = day.map((d) => ({ ...d, closedReason: 'vent' }))
  expect([stateAt(shut, '12:00'), stateAt(shut, '12:25')]).toEqual(['closed', 'none'])
  expect(stateAt([...shut.slice(1), ...day.slice(0, 1)], '12:00')).toBe('open')
  expect(stateAt([departure({ leg: 1 })], '12:00')).toBe('none')
})
