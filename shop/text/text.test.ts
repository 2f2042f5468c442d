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

test('English has no French left in it', () => {
  for (const [key, value] of Object.entries(en)) {
    const source = fr[key as keyof typeof fr]
    if (typeof value === 'string' && value.includes(' ')) expect([key, value]).not.toEqual([key, source])
  }
})
