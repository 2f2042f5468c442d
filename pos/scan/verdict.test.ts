import { expect, test } from 'vitest'
import type { ScanAnswer } from '../answers.ts'
import { meeting, verdictOf } from './verdict.ts'

const ticket = {
  shortCode: 'K7Q4M2XD',
  product: 'Golfe du Morbihan, tour des îles',
  fare: 'Adulte',
  unit: 'Adulte',
  guest: null,
  admits: 1,
  admitted: 1,
  day: '2026-08-13',
  time: '14:30',
  sessionId: 'ses_1',
  validFrom: '2026-08-13',
  validTo: '2026-08-13',
}
const say = (answer: ScanAnswer) => verdictOf(answer, '2026-08-13', 'Europe/Paris')

test('who is let in is said by fare, with the party and the boat', () => {
  const said = say({
    verdict: 'admitted',
    count: 1,
    ticket,
    party: [
      { unit: 'Adulte', expected: 2, admitted: 1 },
      { unit: 'Enfant', expected: 1, admitted: 0 },
    ],
    admittedOfSession: { admitted: 22, expected: 36 },
  })
  expect(said.title).toBe('Adulte')
  expect(said.lines).toEqual([
    '14:30\u00a0· Golfe du Morbihan, tour des îles',
    'Adulte\u00a01\u00a0sur\u00a02\u00a0· Enfant\u00a00\u00a0sur\u00a01',
    '22 à bord sur 36',
  ])
})

test('a ticket for several says how many passed', () => {
  expect(
    say({ verdict: 'admitted', count: 3, ticket: { ...ticket, unit: 'Famille', admits: 4 } }).title,
  ).toBe('3\u00a0personnes')
})

test('already used says when: the time today, the date before', () => {
  const used = { verdict: 'refused', why: 'already_used', ticket } as const
  expect(say({ ...used, at: '2026-08-13T12:12:00.000Z' }).lines[0]).toBe('à 14:12')
  expect(say({ ...used, at: '2026-08-11T07:05:00.000Z' }).lines[0]).toBe('le mardi 11\u00a0août à 09:05')
})

test('another day says which one', () => {
  const other: ScanAnswer = {
    verdict: 'refused',
    why: 'other_date',
    ticket: { ...ticket, day: '2026-08-14' },
  }
  expect(say(other).lines[0]).toBe('Valable le vendredi 14\u00a0août à 14:30')
  const open = { ...ticket, day: null, time: null, validFrom: '2026-09-01', validTo: '2026-09-30' }
  expect(say({ ...other, ticket: open }).lines[0]).toBe(
    'Valable du 1er\u00a0septembre 2026 au 30\u00a0septembre 2026',
  )
})

test('a stranger learns nothing of the ticket but that it is not theirs', () => {
  expect(say({ verdict: 'refused', why: 'other_provider' })).toMatchObject({
    title: 'Autre prestataire',
    shortCode: null,
  })
})

test('who is let in is said with the code of the ticket', () => {
  expect(say({ verdict: 'admitted', count: 1, ticket }).shortCode).toBe('K7Q4M2XD')
})

test('one ticket is asked about at a time, and a refusal stays until somebody has pressed', () => {
  const yes = say({ verdict: 'admitted', count: 1, ticket })
  const no = say({ verdict: 'refused', why: 'unknown' })
  expect(meeting(null, false)).toBe('ready')
  expect(meeting(yes, false)).toBe('ready')
  expect(meeting(null, true)).toBe('under_way')
  expect(meeting(no, false)).toBe('refusal')
})

test('the name comes first where one was given, and a ticket that is in already sounds like no other refusal', () => {
  const named = say({ verdict: 'admitted', count: 1, ticket: { ...ticket, guest: 'Le Guen Anne' } })
  expect(named.lines[0]).toBe('Le Guen Anne')
  const heard = (why: 'already_used' | 'forged') => say({ verdict: 'refused', why }).heard
  expect([named.heard, heard('already_used'), heard('forged')]).toEqual(['admitted', 'again', 'refused'])
})
