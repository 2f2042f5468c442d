import { expect, it } from 'vitest'
import { searchable, isEmail, ORIGIN, toPhone } from './visitor.ts'

it('a telephone number is read however it is written, and kept as it is dialled from anywhere', () => {
  for (const text of [
    '06 39 98 12 34',
    '06.39.98.12.34',
    '+33 6 39 98 12 34',
    '0033639981234',
    '+33(0)639981234',
  ])
    expect(toPhone(text)).toBe('+33639981234')
  expect(toPhone('+44 20 7946 0958')).toBe('+442079460958')
  for (const text of ['', '12', '06 39 98', 'abc', '+0 12 34 56 78']) expect(toPhone(text)).toBeNull()
})

it('an address that mail can reach is told from one that it cannot', () => {
  for (const text of ['a@b.fr', 'jean.le-goff+billets@mail.example']) expect(isEmail(text)).toBe(true)
  for (const text of ['', 'a', 'a@b', '@b.fr', 'a b@c.fr', 'a@b.fr,c@d.fr', '<a@b.fr>', 'a@.fr', 'a@b..fr'])
    expect(isEmail(text)).toBe(false)
})

it('an origin is a French department or another country', () => {
  for (const text of ['FR-56', 'FR-2A', 'FR-971', 'FR-95', 'DE', 'GB']) expect(text).toMatch(ORIGIN)
  for (const text of ['FR', 'FR-96', 'FR-00', '56', 'de', 'DEU']) expect(text).not.toMatch(ORIGIN)
})

it('a name is found without its accents, its capitals and its signs', () => {
  expect(searchable('  Le Goff-Évêque, Maël ')).toBe('le goff-eveque mael')
  expect(searchable('LECŒUR')).toBe(searchable('Lecoeur'))
})
