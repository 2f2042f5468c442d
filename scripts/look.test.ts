import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb, type TestDb } from '../db/test.ts'
import { ROOT } from './fronts.ts'

let db: TestDb

beforeAll(async () => {
  db = await testDb('carnac')
})
afterAll(() => db.close())

/** Runs a command with the database's address and nothing else of what serving it needs. */
function run(script: string, settings: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: db.ownerUrl, DATA_DIR: tmpdir(), ...settings }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', `scripts/${script}.ts`],
      { cwd: ROOT, env },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + err }),
    )
  })
}

test('commands that only look ask for no key file and no public address', async () => {
  const production = { NODE_ENV: 'production' }
  expect(await run('db-url', production)).toEqual({ code: 0, said: `${db.ownerUrl}\n` })
  expect(await run('reconcile', production)).toMatchObject({ said: expect.not.stringContaining('settings') })
  const verified = await run('verify', production)
  expect(verified.said).toContain('the public keys of the database are trusted')
  expect(verified.said).toMatch(/records in \d+ chains/)
}, 60_000)

test('seeding an office without sales needs no key file either, and production takes none', async () => {
  expect(await run('seed', { DEMO_HISTORY: '0' })).toMatchObject({
    code: 0,
    said: expect.stringContaining('demonstration is there'),
  })
  expect((await run('seed', { NODE_ENV: 'production' })).said).toContain('production takes no demonstration')
}, 60_000)
