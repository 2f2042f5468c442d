import { expect, test } from 'vitest'
import {
  noVisitor,
  originSaid,
  readContact,
  readEmail,
  readOrigin,
  readPhone,
  sentVisitor,
} from './visitor.ts'

test('one field takes a number or an address, and says when it is neither', () => {
  expect(readContact(' 06 39 98 12 34 ')).toEqual({ email: '', phone: '+33639981234' })
  expect(readContact('Nom@Mail.Example')).toEqual({ email: 'nom@mail.example', phone: '' })
  expect(readContact('')).toEqual({ email: '', phone: '' })
  for (const text of ['06 39', 'nom@', 'bonjour']) expect(readContact(text)).toBeNull()
})

test('a field of its own takes only what it asks for, or nothing', () => {
  expect([readEmail('Nom@Mail.Example'), readEmail(' ')]).toEqual([
    { email: 'nom@mail.example' },
    { email: '' },
  ])
  expect([readPhone('06 39 98 12 34'), readPhone('')]).toEqual([{ phone: '+33639981234' }, { phone: '' }])
  expect([readEmail('06 39 98 12 34'), readPhone('nom@mail.example')]).toEqual([null, null])
})

test('where they come from is typed as it is said', () => {
  expect(readOrigin('35')).toBe('FR-35')
  expect(readOrigin('1')).toBe('FR-01')
  expect(readOrigin('2a')).toBe('FR-2A')
  expect(readOrigin('loire-atl')).toBe('FR-44')
  expect(readOrigin('Loire')).toBe('FR-42')
  expect(readOrigin('allemagne')).toBe('DE')
  expect(readOrigin('gb')).toBe('GB')
  expect(readOrigin('')).toBe('')
  for (const text of ['99', 'zz', 'xyz', 'al']) expect(readOrigin(text)).toBeNull()
  expect(originSaid('FR-56')).toBe('Morbihan')
  expect(originSaid('DE')).toBe('Allemagne')
})

test('a sale says of the visitor only what was said', () => {
  expect(sentVisitor(noVisitor())).toEqual({})
  expect(sentVisitor({ ...noVisitor(), phone: '+33639981234', kind: 'HOLIDAY', origin: 'DE' })).toEqual({
    visitor: { phone: '+33639981234', language: 'fr' },
    origin: 'DE',
    visitorKind: 'HOLIDAY',
  })
})
