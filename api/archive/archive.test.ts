import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toDay, toInstant, type Instant } from '../shared/time.ts'
import type { Actor } from '../context.ts'
import { agentOf } from '../sale/given-sale.ts'
import { givenChains, type Chains } from '../report/given-chain.ts'
import { newId } from '../shared/id.ts'
import { makeArchive, type ArchiveDeps, type Archived } from './archive.ts'

const NEXT_DAY: Instant = toInstant('2026-08-20T09:00:00.000Z')
const PERIOD = { from: toDay('2026-08-01'), to: toDay('2026-08-19') }

let chains: Chains
let base: string
let made: Archived
let deps: ArchiveDeps

const run = promisify(execFile)

/** Runs the verifier of the archive itself, as whoever received it would: no database, no application. */
async function verified(
  folder: string,
  ...words: string[]
): Promise<{ code: number; out: string; err: string }> {
  try {
    const { stdout, stderr } = await run(process.execPath, [join(folder, 'verifier.mjs'), ...words], {
      env: { PATH: process.env.PATH ?? '' },
    })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, out: failed.stdout, err: failed.stderr }
  }
}

/** A copy of the archive to spoil. */
function copied(): string {
  const folder = mkdtempSync(join(base, 'copy-'))
  cpSync(made.folder, folder, { recursive: true })
  return folder
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )

beforeAll(async () => {
  chains = await givenChains()
  base = mkdtempSync(join(tmpdir(), 'guichet-archive-'))
  deps = {
    db: chains.db,
    keys: chains.keys,
    notice: async () => new TextEncoder().encode('%PDF-1.7 notice'),
  }
  const actor = { ...agentOf(chains.office), roles: ['manager'] } as Actor
  const ctx = { actor, now: NEXT_DAY }
  made = await makeArchive(ctx, deps, { ...PERIOD, id: newId('archive'), folder: join(base, 'archive') })
})
afterAll(async () => {
  rmSync(base, { recursive: true, force: true })
  await chains.db.close()
})

describe('an archive', () => {
  it('is re-verified by the stand-alone script with the app off', async () => {
    const { code, out, err } = await verified(made.folder)
    expect(err).toBe('')
    expect(out).toContain('Archive conforme')
    expect(code).toBe(0)
  })

  it('one altered byte of any of its files is detected', async () => {
    for (const name of filesOf(made.folder)) {
      const folder = copied()
      const bytes = readFileSync(join(folder, name))
      const at = Math.floor(bytes.length / 2)
      if (bytes.length === 0) continue
      bytes[at] = (bytes[at] ?? 0) ^ 1
      writeFileSync(join(folder, name), bytes)
      const { code, err } = await verified(folder)
      expect(code, name).toBe(1)
      expect(err, name).toContain(name)
    }
  })
})
