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

test('English has no French left in it', () => {
  for (const [key, value] of Object.entries(en)) {
    const source = fr[key as keyof typeof fr]
    if (typeof value === 'string' && value.includes(' ')) expect([key, value]).not.toEqual([key, source])
  }
})
