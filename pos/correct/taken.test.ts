import { describe, expect, test } from 'vitest'
import { causesOf, termsOf } from './foresee.ts'
import { givenLine, givenSold } from './given-sold.ts'
import {
  backTotal,
  everything,
  firstTaken,
  isTakenWhole,
  takenLines,
  withCancelRef,
  withRail,
  withTicket,
  withUnits,
} from './taken.ts'

const sold = givenSold()
const [adults, child, cards] = sold.lines as [
  (typeof sold.lines)[0],
  (typeof sold.lines)[0],
  (typeof sold.lines)[0],
]

describe('what is taken back', () => {
  test('a ticket ticked counts as its unit, ticked again no more', () => {
    const one = withTicket({}, adults, 'b')
    expect(takenLines(sold, one)).toEqual([{ n: 1, qty: 1, ticketIds: ['b'] }])
    expect(takenLines(sold, withTicket(one, adults, 'b'))).toEqual([])
  })

  test('the last unit takes the rest of its line, as the server counted it', () => {
    expect(backTotal(sold, withUnits({}, cards, 1))).toBe(51)
    expect(backTotal(sold, withUnits({}, cards, 2))).toBe(101)
    expect(backTotal(sold, everything(sold))).toBe(7_201)
  })

  test('what is void is never taken, and a line that is back is no line', () => {
    const partly = givenSold({
      lines: [
        {
          ...adults,
          left: 1,
          backC: [2_800],
          tickets: adults.tickets.map((one, i) => ({ ...one, isVoid: i === 0 })),
        },
        { ...child, left: 0, backC: [] },
      ],
    })
    expect(takenLines(partly, everything(partly))).toEqual([{ n: 1, qty: 1, ticketIds: ['b'] }])
    expect(takenLines(partly, withTicket({}, partly.lines[0] as typeof adults, 'a'))).toEqual([])
  })

  test('only where there is nothing to choose is it chosen', () => {
    expect(firstTaken(sold)).toEqual({})
    expect(takenLines(sold, firstTaken(givenSold({ lines: [child] })))).toEqual([
      { n: 2, qty: 1, ticketIds: ['c'] },
    ])
  })
})

describe('a ticket of the SNCF', () => {
  const two = givenSold({
    lines: [
      givenLine({ n: 1, qty: 2, left: 2, backC: [450, 900], externalRef: '87123456' }),
      givenLine({ n: 2, qty: 1, left: 1, backC: [1], externalRef: '87123456' }),
    ],
  })
  const [first] = two.lines as [(typeof two.lines)[0]]

  test('comes back whole, with all the lines that it made, and the number that cancelled it', () => {
    const taken = withRail({}, two, first)
    expect(backTotal(two, taken)).toBe(901)
    expect(isTakenWhole(two, taken)).toBe(false)
    const whole = withCancelRef(taken, two, first, ' A 77 ')
    expect(isTakenWhole(two, whole)).toBe(true)
    expect(takenLines(two, whole)).toEqual([
      { n: 1, qty: 2, cancelRef: 'A 77' },
      { n: 2, qty: 1, cancelRef: 'A 77' },
    ])
    expect(takenLines(two, withRail(whole, two, first))).toEqual([])
  })
})

describe('an approval is foreseen', () => {
  const now = Date.parse('2026-08-13T12:00:00Z')
  const all = everything(sold)

  test('from the sum of the office on, not a cent below', () => {
    expect(causesOf({ ...sold, approvalFromC: 7_202 }, all, null, now)).toEqual([])
    expect(causesOf({ ...sold, approvalFromC: 7_201 }, all, null, now)).toEqual(['AMOUNT'])
  })

  test('for a ticket that was used, when it is among those that come back', () => {
    const used = givenSold({
      lines: [
        { ...adults, tickets: adults.tickets.map((one) => ({ ...one, isUsed: one.id === 'a' })) },
        child,
      ],
    })
    expect(causesOf(used, withTicket({}, used.lines[0] as typeof adults, 'a'), null, now)).toEqual([
      'TICKET_USED',
    ])
    expect(causesOf(used, withTicket({}, used.lines[0] as typeof adults, 'b'), null, now)).toEqual([])
  })

  test('past the last free moment, unless the reason is not the visitor’s own', () => {
    const late = givenSold({
      lines: [givenLine({ freeUntil: '2026-08-13T11:59:00Z', isFree: false }, ['a'])],
    })
    const taken = everything(late)
    expect(causesOf(late, taken, 'ILLNESS', now)).toEqual(['TERMS'])
    expect(causesOf(late, taken, null, now)).toEqual(['TERMS'])
    expect(causesOf(late, taken, 'WEATHER', now)).toEqual([])
  })

  test('the terms are said as they stand now, not as they stood when they were read', () => {
    const until = givenLine({ freeUntil: '2026-08-13T12:01:00Z', isFree: true })
    expect(termsOf(until, now)).toEqual({ kind: 'until', at: '2026-08-13T12:01:00Z' })
    expect(termsOf(until, now + 60_000)).toEqual({ kind: 'late' })
    expect(termsOf(givenLine({ isFree: false }), now)).toEqual({ kind: 'never' })
    expect(termsOf(givenLine({ isFree: true }), now)).toEqual({ kind: 'always' })
  })
})
