import { afterEach, beforeEach, expect, test } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { loadKeyring, rotateKeyFile, temporaryKeyring, type Keyring } from '../keyring.ts'
import { temporaryFolder } from '../proof/running.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { instantOf, msOf } from '../shared/time.ts'
import { createClockWatch } from './clock.ts'
import { CORE_DIGEST, CORE_VERSION } from './digest.ts'
import { EVENT } from './event.ts'
import { adoptKeys, noteKeys } from './keys.ts'
import { verifyJournals } from './verify.ts'
import { noteVersion } from './version.ts'

let db: TestDb
let office: Given
beforeEach(async () => {
  db = await testDb()
})
afterEach(() => db.close())

const adopt = (keys: Pick<Keyring, 'journal' | 'all'>) =>
  transaction(db, (tx) => adoptKeys(tx, keys, TEST_NOW))
const give = async () => {
  office = await given(db.owner(), { now: TEST_NOW })
}

async function events(code: string): Promise<Record<string, unknown>[]> {
  const rows = await db.sql`
    SELECT r.payload, g.kind FROM journal_record r JOIN register g ON g.id = r.register_id
     WHERE r.journal = 'L' ORDER BY r.register_id, r.seq`
  const all = rows.map((row) => ({ kind: row.kind, ...JSON.parse(row.payload) }))
  return all.filter((event) => event.code === code)
}

test('two unrelated key files on one database: the second is refused, and publishes nothing', async () => {
  const ours = temporaryKeyring()
  await adopt(ours)
  await adopt(ours)
  const theirs = temporaryKeyring()
  await expect(adopt(theirs)).rejects.toThrow(/SIGNING_KEY_FILE: .*ticket key T1-\w+ is known here as T1-\w+/)
  const journal = { ...theirs, all: theirs.all.filter((key) => key.purpose === 'JOURNAL') }
  await expect(adopt(journal)).rejects.toThrow('none of its journal keys is known here')
  const rows = await db.sql`SELECT id FROM signing_key ORDER BY id`
  expect(rows.map((row) => row.id)).toEqual(ours.all.map((key) => key.id).sort())
})

test('two unrelated key files at the same moment: one is refused', async () => {
  const ends = await Promise.allSettled([adopt(temporaryKeyring()), adopt(temporaryKeyring())])
  expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a key that was added to the file stands in the event log of the office, once', async () => {
  await give()
  const [ours, next] = [temporaryKeyring(), temporaryKeyring()]
  await adopt(ours)
  const added = next.all.filter((key) => key.purpose === 'JOURNAL')
  const longer = { ...ours, all: [...ours.all, ...added] }
  await adopt(longer)
  await adopt(longer)
  const logged = await events(EVENT.KEY_ADDED)
  expect(logged.map((event) => event.detail)).toEqual(
    [...ours.all, ...added].map(({ id, purpose, algorithm }) => ({ key: id, purpose, algorithm })),
  )
  expect(new Set(logged.map((event) => event.kind))).toEqual(new Set(['OFFICE']))
  expect((await verifyJournals(db)).faults).toEqual([])
})

test('a key that takes over is announced by the key before it, and both verify', async () => {
  await give()
  const folder = temporaryFolder()
  const path = `${folder.path}/keys.json`
  const before = loadKeyring(path, { create: true })
  await adopt(before)
  rotateKeyFile(path)
  const after = loadKeyring(path, { create: false })
  await adopt(after)
  await adopt(after)
  expect((await events(EVENT.KEY_ROTATED)).map((event) => event.detail)).toEqual([
    { key: after.journal.id, purpose: 'JOURNAL', algorithm: 'ES256', before: before.journal.id },
  ])
  const [announced] = await db.sql`
    SELECT key_id FROM journal_record WHERE strpos(payload, ${`"code":"${EVENT.KEY_ROTATED}"`}) > 0`
  expect(announced?.key_id).toBe(before.journal.id)
  const sells = { db, keys: after, now: () => TEST_NOW }
  expect((await sell(sells, [saleRequest(agentOf(office), boatBasket(office))]))[0]?.ok).toBe(true)
  const trusted = (keys: Keyring) => new Set(keys.all.map((key) => key.id))
  expect((await verifyJournals(db, { trusted: trusted(after) })).faults).toEqual([])
  expect((await verifyJournals(db, { trusted: trusted(before) })).faults).not.toEqual([])
  folder.remove()
})

test('keys that were there before the office are told of as soon as there is one', async () => {
  const ours = temporaryKeyring()
  await adopt(ours)
  expect(await events(EVENT.KEY_ADDED)).toEqual([])
  await give()
  await transaction(db, (tx) => noteKeys(tx, ours, TEST_NOW))
  await adopt(ours)
  expect((await events(EVENT.KEY_ADDED)).map((event) => event.detail)).toEqual(
    ours.all.map(({ id, purpose, algorithm }) => ({ key: id, purpose, algorithm })),
  )
})

test('a version of the fiscal core is told once, by one of the processes, and again when it changes', async () => {
  const keys = temporaryKeyring()
  const start = (at: Db = db) => transaction(at, (tx) => noteVersion(tx, keys, TEST_NOW))
  await adopt(keys)
  expect(await start()).toBe(false)
  await give()
  const started = await Promise.all([start(), start(db.another({ max: 1 })), start(db.another({ max: 1 }))])
  expect(started.filter(Boolean)).toHaveLength(1)
  const now = { version: CORE_VERSION, coreDigest: CORE_DIGEST }
  expect((await events(EVENT.VERSION_STARTED)).map((event) => event.detail)).toEqual([now])
  // The record of another program: what it says is all that counts here.
  await db.owner().sql.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    await sql`UPDATE journal_record SET payload = replace(payload, ${CORE_DIGEST}, 'another')`
  })
  expect(await start()).toBe(true)
  expect(await start()).toBe(false)
  expect((await events(EVENT.VERSION_STARTED)).at(-1)?.detail).toEqual({
    ...now,
    beforeVersion: CORE_VERSION,
    beforeDigest: 'another',
  })
})

test('a clock that went back is told once a minute, and the sale keeps the last time of its chain', async () => {
  await give()
  const keys = temporaryKeyring()
  await adopt(keys)
  const onClockBack = createClockWatch(db, keys, (error) => {
    throw error
  })
  const sellAt = async (now: typeof TEST_NOW) => {
    const [outcome] = await sell({ db, keys, now: () => now, onClockBack }, [
      saleRequest(agentOf(office), boatBasket(office)),
    ])
    if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
    return outcome.answer.at
  }
  const before = (ms: number) => instantOf(msOf(TEST_NOW) - ms)
  expect(await sellAt(TEST_NOW)).toBe(TEST_NOW)
  expect(await sellAt(before(1_000))).toBe(TEST_NOW)
  expect(await events(EVENT.CLOCK_INCOHERENT)).toEqual([])
  expect(await sellAt(before(5_000))).toBe(TEST_NOW)
  expect(await sellAt(before(4_000))).toBe(TEST_NOW)
  expect((await events(EVENT.CLOCK_INCOHERENT)).map((event) => event.detail)).toEqual([
    { journal: 'T', lastAt: TEST_NOW, clock: before(5_000) },
  ])
  expect((await verifyJournals(db)).faults).toEqual([])
})
