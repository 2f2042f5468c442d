import { expect, test } from 'vitest'
import { checkStep, EMPTY_SETUP, type Setup, setupBody, STEPS } from './setup-check.ts'

const good: Setup = {
  office: {
    name: 'Office de tourisme de Carnac',
    address: '74 avenue des Druides',
    postcode: '56340',
    city: 'Carnac',
    siret: '123 456 789 00012',
    vatNumber: '',
    email: '',
    phone: '',
  },
  site: { name: 'Bourg', code: 'b', address: 'Place de l’Église', city: 'Carnac' },
  register: { name: 'Caisse 2', code: 'B2' },
  manager: { name: 'Maïwenn', code: 'ma', email: 'maiwenn@office.fr', password: 'dix signes!', pin: '4071' },
}

test('a filled wizard passes, with spaces in its numbers and without the optional ones', () => {
  expect(STEPS.map((step) => checkStep(good, step))).toEqual([{}, {}, {}, {}])
  const body = setupBody(good)
  expect(body.office.siret).toBe('12345678900012')
  expect('vatNumber' in body.office).toBe(false)
})

test('an empty step names each field that is wanted', () => {
  expect(Object.keys(checkStep(EMPTY_SETUP, 'office'))).toEqual([
    'name',
    'address',
    'postcode',
    'city',
    'siret',
  ])
  expect(Object.keys(checkStep(EMPTY_SETUP, 'manager'))).toEqual(['name', 'code', 'email', 'password', 'pin'])
})

test('the codes of registers without a drawer are taken', () => {
  const setup = { ...good, register: { name: 'Caisse', code: 'web' } }
  expect(checkStep(setup, 'register').code).toMatch(/WEB/)
})
