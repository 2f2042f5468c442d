import { afterAll, beforeAll, expect, test } from 'vitest'
import { given } from '../db/given.ts'
import { testDb, type TestDb } from '../db/test.ts'
import { TEST_NOW } from '../db/test-clock.ts'
import { readEnv } from './env.ts'
import { temporaryFolder } from './proof/running.ts'
import { serve } from './server.ts'

let db: TestDb
const folders = [temporaryFolder(), temporaryFolder()]

beforeAll(async () => {
  db = await testDb()
  await given(db.owner(), { now: TEST_NOW })
})
afterAll(async () => {
  await db.close()
  for (const folder of folders) folder.remove()
})

const start = (dataDir = '') =>
  serve(readEnv({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', DATABASE_POOL: '2' }), db.ownerUrl)

test('a server starts twice with its keys, tells its version once, and not at all with the keys of another', async () => {
  for (let i = 0; i < 2; i++) await (await start(folders[0]?.path)).stop()
  await expect(start(folders[1]?.path)).rejects.toThrow(
    'SIGNING_KEY_FILE: this file is not the one of this database',
  )
  const rows = await db.sql`SELECT payload FROM journal_record WHERE journal = 'L' ORDER BY seq`
  expect(rows.map((row) => JSON.parse(row.payload).code)).toEqual([
    'KEY_ADDED',
    'KEY_ADDED',
    'VERSION_STARTED',
  ])
})

test('it stops within a second while screens follow the live feed', async () => {
  const { url, stop } = await start(folders[0]?.path)
  const feeds = await Promise.all([1, 2, 3].map(() => fetch(`${url}/api/shop/live`)))
  const ended = feeds.map((feed) => feed.text())
  const started = performance.now()
  await stop()
  expect(performance.now() - started).toBeLessThan(1_000)
  for (const text of await Promise.all(ended)) expect(text).toContain(': open')
})

test('it reads the sales for the first report as it starts, and stops while it reads', async () => {
  const reading = () => db.owner().sql`
    SELECT 1 FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM register r%WHERE r.kind%'`
  let stop = async () => {}
  await db.owner().sql.begin(async (sql) => {
    await sql`LOCK TABLE sale IN ACCESS EXCLUSIVE MODE`
    ;({ stop } = await start(folders[0]?.path))
    await expect.poll(async () => (await reading()).length, { timeout: 5_000 }).toBe(1)
    await stop()
  })
  expect(await reading()).toHaveLength(0)
}, 30_000)
