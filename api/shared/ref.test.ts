import { expect, test } from 'vitest'
import { refuseRailRef, refuseTenderRef } from './ref.ts'

const faults = (...refs: string[]) => refs.map(refuseTenderRef)

test('a number is taken as a paper has it, spaces around it apart', () => {
  expect(faults('004512', 'A-12/7', ' 12 34 ', 'x'.repeat(24))).toEqual([null, null, null, null])
})

test('each fault has its name, so that a screen says what to type', () => {
  expect(faults('', '  ')).toEqual(['empty', 'empty'])
  expect(faults('n°12', '06.12.34', '12\u00a034', `${'x'.repeat(30)}é`)).toEqual(Array(4).fill('signs'))
  expect(faults('x'.repeat(25))).toEqual(['long'])
  expect(['', 'n°12', 'x'.repeat(33)].map(refuseRailRef)).toEqual(['empty', 'signs', 'long'])
  expect(faults('4111 1111 1111 1111', '3782-822463-10005')).toEqual(['card', 'card'])
  // Another last digit is another number.
  expect(faults('4111 1111 1111 1112')).toEqual([null])
})

test('an SNCF ticket may have any digits', () => {
  expect(['4111 1111 1111 1111', '3782-822463-10005'].map(refuseRailRef)).toEqual([null, null])
})
