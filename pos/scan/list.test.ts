import { expect, test } from 'vitest'
import type { Passenger } from '../answers.ts'
import { listed, together } from './list.ts'

const passenger = (over: Partial<Passenger>): Passenger => ({
  ticketId: 'tkt_1',
  shortCode: 'K7Q4M2XD',
  bookingId: 'bok_1',
  unit: 'Adulte',
  guest: null,
  admits: 1,
  admitted: 0,
  at: null,
  scanId: null,
  void: false,
  ...over,
})
const outside = passenger({ ticketId: 'out', guest: 'Le Guen Hélène' })
const inside = passenger({ ticketId: 'in', admitted: 1, shortCode: 'ABCD2345', unit: 'Enfant' })
const half = passenger({ ticketId: 'half', admits: 4, admitted: 1, bookingId: 'bok_2', unit: 'Famille' })
const gone = passenger({ ticketId: 'gone', void: true, bookingId: 'bok_3' })
const all = [outside, inside, half, gone]
const ids = (list: Passenger[]) => list.map((one) => one.ticketId)

test('a family of which one is in is both present and missing, a void ticket neither', () => {
  expect(ids(listed(all, 'missing', ''))).toEqual(['out', 'half'])
  expect(ids(listed(all, 'present', ''))).toEqual(['in', 'half'])
  expect(ids(listed(all, 'all', ''))).toEqual(['out', 'in', 'half', 'gone'])
})

test('somebody is found by name without accents, by fare, and by code with or without spaces', () => {
  expect(ids(listed(all, 'all', 'helene'))).toEqual(['out'])
  expect(ids(listed(all, 'all', 'enf'))).toEqual(['in'])
  expect(ids(listed(all, 'all', 'abcd 23'))).toEqual(['in'])
  expect(ids(listed(all, 'missing', 'abcd'))).toEqual([])
})

test('tickets that were bought together are known by the first of them', () => {
  expect(together(all).get('bok_1')).toEqual({ first: 'out', tickets: 2 })
})
