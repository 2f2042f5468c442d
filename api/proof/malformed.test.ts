import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { readEnv } from '../env.ts'
import { familyBasket } from '../sale/given-sale.ts'
import { serve, type Running } from '../server.ts'
import { ERRORS } from '../shared/errors.ts'
import { instantOf } from '../shared/time.ts'
import { broken } from './invariants.ts'
import { malformed, posted, RAW } from './malformed-cases.ts'
import { send, sendBytes, type Reply } from './raw.ts'
import { givePassword, keyFile, postSale, signIn, temporaryFolder } from './running.ts'
import { figures } from './size.ts'

let db: TestDb
let owner: Db
let office: Given
let server: Running
let cookie: string
const folder = temporaryFolder()

beforeAll(async () => {
  db = await testDb()
  owner = db.owner()
  office = await given(owner, { now: instantOf(Date.now()), registers: 2, sessions: 2, capacity: 40 })
  const email = await givePassword(owner, office)
  const settings = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: db.ownerUrl,
    SIGNING_KEY_FILE: keyFile(folder.path),
  }
  server = await serve(readEnv(settings), db.ownerUrl)
  cookie = await signIn(server.url, email)
  // One good sale: what is refused must not change it either.
  expect((await postSale(server.url, cookie, familyBasket(office))).status).toBe(201)
  // The job that follows a sale: until it is done, the outbox moves by itself.
  while ((await db.sql`SELECT 1 FROM outbox`).length > 0) await pause(50)
  // And the one that closes what is due, a second after the start: it looks at its chains even when nothing is.
  while ((await db.sql`SELECT 1 FROM journal_head WHERE journal = 'G'`).length === 0) await pause(50)
})

afterAll(async () => {
  await server?.stop()
  await db.close()
  folder.remove()
})

/** How many rows each table has; attempts apart, since they are counted on purpose. */
async function rowCounts(): Promise<Record<string, number>> {
  const tables = await owner.sql<{ name: string }[]>`
    SELECT relname AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'attempt' ORDER BY 1`
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    counts[name] = (await owner.sql`SELECT count(*)::int AS n FROM ${owner.sql(name)}`)[0]?.n
  }
  const [state] = await owner.sql`
    SELECT sum(taken * 1000 + held)::int AS n FROM counter`
  return { ...counts, 'counters, summed': state?.n }
}

function refused(reply: Reply): void {
  expect(reply.status).toBeGreaterThanOrEqual(400)
  expect(reply.status).toBeLessThan(500)
  expect(reply.type).toBe('application/problem+json')
  const problem = JSON.parse(reply.body) as { code: keyof typeof ERRORS; status: number }
  expect(Object.keys(ERRORS)).toContain(problem.code)
  expect(problem.status).toBe(reply.status)
  expect(reply.body).not.toMatch(/node_modules|\.ts:|SELECT|postgres/i)
}

const CASES = malformed(() => ({ office, cookie }))

describe('a malformed request is refused with its code, and nothing is written:', () => {
  it.each(Object.entries(CASES))('%s', async (_, made) => {
    const before = await rowCounts()
    refused(await send(server.url, made()))
    expect(await rowCounts()).toEqual(before)
  })

  it.each(Object.entries(RAW))('%s', async (_, made) => {
    const before = await rowCounts()
    refused(await sendBytes(server.url, made()))
    expect(await rowCounts()).toEqual(before)
  })

  it.each([true, false])('a body larger than any basket, its length said: %s', async (said) => {
    const large = posted(cookie, '/api/sales', { id: 'x'.repeat(300_000) })
    const headers = { ...large.headers, ...(said ? {} : { 'transfer-encoding': 'chunked' }) }
    const { status, body } = await send(server.url, { ...large, headers })
    expect(status).toBe(413)
    expect(JSON.parse(body)).toMatchObject({ code: 'too_large' })
  })

  it('and the next good sale is sold', async () => {
    const basket = { ...familyBasket(office), lines: familyBasket(office).lines.slice(0, 2) }
    const { status } = await postSale(server.url, cookie, {
      ...basket,
      tenders: [{ means: 'CASH', amountC: 8_300 }],
      expected: { totalC: 8_300, changeC: 0 },
    })
    expect(status).toBe(201)
    expect(await broken(db)).toEqual([])
    figures(
      `${Object.keys({ ...CASES, ...RAW }).length} malformed requests: each 4xx with its code, no row written`,
    )
  })
})
