import { expect, test } from 'vitest'
import { languageName } from './language.ts'

test('languages are named as the reader names them, never by their codes', () => {
  expect(['fr', 'en', 'de', 'br'].map((code) => languageName(code, 'fr'))).toEqual([
    'français',
    'anglais',
    'allemand',
    'breton',
  ])
  expect(['fr', 'en', 'de'].map((code) => languageName(code, 'en'))).toEqual(['French', 'English', 'German'])
  expect(languageName('langue des signes', 'fr')).toBe('langue des signes')
})
