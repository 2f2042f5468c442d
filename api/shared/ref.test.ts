import { expect, test } from 'vitest'
import { refuseRef } from './ref.ts'

const faults = (...refs: string[]) => refs.map((ref) => refuseRef(ref, 24))

test('a number is taken as a paper has it, spaces around it apart', () => {
  expect(faults('004512', 'A-12/7', ' 12 34 ', 'x'.repeat(24))).toEqual([null, null, null, null])
})

test('each fault has its name, so that a screen says what to type', () => {
  expect(faults('', '  ')).toEqual(['empty', 'empty'])
  expect(faults('n°12', '06.12.34', '12\u00a034', `${'x'.repeat(30)}é`)).toEqual(Array(4).fill('signs'))
  expect(faults('x'.repeat(25))).toEqual(['long'])
  expect(faults('4111 1111 1111 1111', '3782-822463-10005')).toEqual(['card', 'card'])
  // Another last digit is another number.
  expect(faults('4111 1111 1111 1112')).toEqual([null])
})
