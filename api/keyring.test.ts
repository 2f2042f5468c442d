import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadKeyring, makeKeyFile, rotateKeyFile } from './keyring.ts'
import { temporaryFolder } from './proof/running.ts'

const folder = temporaryFolder()
afterAll(() => folder.remove())

describe('the key file', () => {
  it('is made for its owner alone, with its folder, and read back', () => {
    const path = join(folder.path, 'new', 'keys.json')
    makeKeyFile(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(loadKeyring(path, { create: false }).all.map((key) => key.purpose)).toEqual(['JOURNAL', 'TICKET'])
  })

  it('is never written over', () => {
    const path = join(folder.path, 'kept.json')
    writeFileSync(path, 'precious')
    expect(() => makeKeyFile(path)).toThrow(`there is a file at ${path} already`)
    expect(readFileSync(path, 'utf8')).toBe('precious')
  })

  it('is given new keys behind the old ones, which the older announce and which stay to verify', () => {
    const path = join(folder.path, 'rotated.json')
    makeKeyFile(path)
    const before = loadKeyring(path, { create: false })
    rotateKeyFile(path)
    const after = loadKeyring(path, { create: false })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect([before.former, after.former?.id]).toEqual([null, before.journal.id])
    expect(after.journal.id).not.toBe(before.journal.id)
    expect([before.ticket.id, after.ticket.id]).toEqual([1, 2])
    expect(after.ticketKeys.get(1)?.publicPem).toBe(before.ticket.publicPem)
  })

  it('that is missing is said to be, with the command that makes it', () => {
    const path = join(folder.path, 'missing.json')
    expect(() => loadKeyring(path, { create: false })).toThrow(
      `SIGNING_KEY_FILE: no file at ${path}; npm run keys -- ${path} makes one`,
    )
  })
})
