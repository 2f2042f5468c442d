import { expect, test } from 'vitest'
import type { Boarding } from '../answers.ts'
import { chosenOf } from './address.ts'

const MORNING: Boarding = {
  id: 'ses_morning',
  productId: 'prd_boat',
  title: 'Tour du golfe',
  day: '2026-08-13',
  time: '10:00',
  startsAt: '2026-08-13T08:00:00.000Z',
  endsAt: '2026-08-13T12:00:00.000Z',
  closedReason: null,
  expected: 12,
  present: 3,
}
const chosenAt = (id: string, moment: string) => chosenOf(id, [MORNING], Date.parse(moment))

test('the departure of the address is the one boarded, late comers included', () => {
  const chosen = { id: 'ses_morning', time: '10:00', title: 'Tour du golfe' }
  expect(chosenAt('ses_morning', '2026-08-13T07:00:00Z')).toEqual(chosen)
  expect(chosenAt('ses_morning', '2026-08-13T11:30:00Z')).toEqual(chosen)
})

test('one that is over, of another day or of nobody is none', () => {
  expect(chosenAt('ses_morning', '2026-08-13T12:00:01Z')).toBe(null)
  expect(chosenAt('ses_yesterday', '2026-08-13T07:00:00Z')).toBe(null)
})
