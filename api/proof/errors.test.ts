import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ERRORS } from '../shared/errors.ts'
import { figures } from './size.ts'

describe('every error code', () => {
  const folder = fileURLToPath(new URL('..', import.meta.url))
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !/^(proof|shared\/errors)/.test(file),
    )
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
  /** Said where it is thrown, refused or answered, not where a route lists what it may refuse. */
  const isThrown = (code: string) => {
    const said = new RegExp(`AppError\\(\\s*'${code}'|code: '${code}'|sendProblem\\(\\s*c,\\s*'${code}'`)
    return sources.some((text) => said.test(text))
  }

  it('is thrown somewhere', () => {
    expect(Object.keys(ERRORS).filter((code) => !isThrown(code))).toEqual([])
  })

  it('is told in French', () => {
    const french = readFileSync(fileURLToPath(new URL('../../pos/text/fr.ts', import.meta.url)), 'utf8')
    const told = (code: string) => new RegExp(`^\\s+${code}:\\s+['"(]`, 'm').test(french)
    expect(Object.keys(ERRORS).filter((code) => !told(code))).toEqual([])
    figures(`${Object.keys(ERRORS).length} error codes: each thrown somewhere, each told in French`)
  })
})
