import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Version of the fiscal core, raised with every change of it that is released: the first number when one of the four
 * conditions of CGI 286 I 3° bis is touched, the second when records say more, the third otherwise. Two states of the
 * sources under one version are told apart by their digest.
 */
export const CORE_VERSION = '1.3.0'

/** Name and version printed on documents and sealed into records. */
export const SOFTWARE = { name: 'Guichet', version: CORE_VERSION } as const

/** SHA-256 over the sources of this folder, tests apart: whoever changes the fiscal core changes it. */
export const CORE_DIGEST: string = (() => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(`${folder}/${file}`))
      .update('\0')
  }
  return hash.digest('hex')
})()
