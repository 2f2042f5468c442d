import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from './en.ts'
import { fr } from './fr.ts'

const ROOT = join(import.meta.dirname, '..')

function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return entry.name === 'text' ? '' : sources(path)
      return /(?<!\.test)\.tsx?$/.test(entry.name) ? readFileSync(path, 'utf8') : ''
    })
    .join('\n')
}

test('every text is shown somewhere', () => {
  const code = sources(ROOT)
  const dead = Object.keys(fr).filter((key) => !new RegExp(`\\b(?:t|t\\(\\))\\.${key}\\b`).test(code))
  expect(dead).toEqual([])
})

test('the shop is that of the office, wherever it is', () => {
  expect(fr.shop('Auray')).toBe('Auray, réserver')
  expect(fr.stayHead('Auray')).toBe('Que faire à Auray')
  expect(fr.homeTitle('Le Palais')).toBe('Aujourd’hui au Palais · réserver une activité')
  expect(fr.stayTitle('Les Sables-d’Olonne')).toContain('séjour aux Sables-d’Olonne')
  expect(en.shop('Auray')).toBe('Book in Auray')
  expect([fr.shop(null), en.shop(null)]).toEqual(['Réserver', 'Book'])
  const texts = ['fr.ts', 'en.ts'].map((file) => readFileSync(join(ROOT, 'text', file), 'utf8'))
  for (const text of [...texts, sources(ROOT)]) expect(text).not.toMatch(/carnac/i)
})

/** Every French text, the ones that say a number or a name with that in it. */
function said(texts: object): string[] {
  return Object.values(texts).flatMap((text: unknown) => {
    if (typeof text === 'function') return String(text(3, 2, 1, 6))
    return typeof text === 'string' ? text : said(text as object)
  })
}

test('no line of a French text begins with a colon, nor with what was counted', () => {
  expect(said(fr).filter((text) => / [:;?!]/.test(text))).toEqual([])
  expect([fr.places(1), fr.places(12)]).toEqual(['1\u00a0place', '12\u00a0places'])
  expect(fr.party(2, 1)).toBe('2\u00a0adultes, 1\u00a0enfant')
})

test('English has no French left in it', () => {
  for (const [key, value] of Object.entries(en)) {
    const source = fr[key as keyof typeof fr]
    if (typeof value === 'string' && value.includes(' ')) expect([key, value]).not.toEqual([key, source])
  }
})
