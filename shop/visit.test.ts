import { expect, test } from 'vitest'
import { langFor, readVisit, writeVisit } from './visit.ts'

test('a browser is answered in the language it likes best of ours', () => {
  for (const [accepted, lang] of [
    ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
    ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
    ['de-DE,de;q=0.9,fr;q=0.5,en;q=0.4', 'fr'],
    ['fr;q=0.2, en;q=0.7', 'en'],
    ['fr;q=0, nl', 'en'],
    ['nl', 'en'],
    ['*', 'fr'],
    ['', 'fr'],
    [null, 'fr'],
    [';;;,q=1,x'.repeat(500), 'fr'],
  ] as const)
    expect([accepted, langFor(accepted)]).toEqual([accepted, lang])
})

test('what was kept of the last visit is read again, and nothing else is', () => {
  for (const visit of [
    { lang: 'fr', page: 'stay' },
    { lang: 'en', page: 'home' },
  ] as const)
    expect(readVisit(writeVisit(visit))).toEqual(visit)
  for (const text of [null, '', 'de.home', 'fr.office', 'fr.home;x', '../fr.home'])
    expect(readVisit(text)).toBeNull()
})
