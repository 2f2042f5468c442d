import { expect, test } from 'vitest'
import { toDay } from '../../api/shared/time.ts'
import { reachOf, standingOf, whoOf } from './refunds.ts'

const today = toDay('2026-08-13')
const due = { means: 'VIREMENT', status: 'OPEN', notBefore: null, iban: 'FR76' } as const

test('a transfer is made once its account is known and its cheque has cleared', () => {
  expect(standingOf(due, today)).toBe('ready')
  expect(standingOf({ ...due, iban: null }, today)).toBe('noIban')
  expect(standingOf({ ...due, notBefore: '2026-08-14' }, today)).toBe('notBefore')
  expect(standingOf({ ...due, notBefore: '2026-08-13' }, today)).toBe('ready')
})

test('what goes back to a card is the terminal’s, and its refusal is said', () => {
  expect(standingOf({ ...due, means: 'CB_TERMINAL', iban: null }, today)).toBe('asked')
  expect(standingOf({ ...due, means: 'CB_TERMINAL', iban: null, status: 'FAILED' }, today)).toBe('failed')
})

test('it is owed to the holder of the account, else to who ordered, else to a number', () => {
  const contact = { firstName: 'Anna', lastName: 'Le Goff', email: 'anna@mail.example', phone: null }
  expect(whoOf({ holder: 'A. Le Goff', contact, number: 'B1' })).toBe('A. Le Goff')
  expect(whoOf({ holder: null, contact, number: 'B1' })).toBe('Anna Le Goff')
  expect(whoOf({ holder: null, contact: null, number: 'B1' })).toBe('B1')
  expect([reachOf({ contact }), reachOf({ contact: null })]).toEqual(['anna@mail.example', ''])
})
