import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { bulkAll, transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { temporaryKeyring } from '../keyring.ts'
import { drain, messageRows, type Handlers } from '../outbox/outbox.ts'
import { expireHolds } from '../sale/expire.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { hold } from '../sale/hold.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import { broken } from './invariants.ts'
import { figures, sized } from './size.ts'

let db: TestDb
let office: Given
/** Four processes, as far as jobs go. */
let pools: Db[]
const LATER = plusMinutes(TEST_NOW, 16)

beforeEach(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 2, capacity: 1_000 })
  pools = [db, ...[1, 2, 3].map(() => db.another({ max: 4 }))]
  await Promise.all(pools.map((pool) => pool.sql`SELECT 1`))
})
afterEach(() => db.close())

describe('messages of the outbox', () => {
  const many = sized(200, 2_000)

  /** Every process takes messages until there are none; how often each was handled. */
  async function handled(take: typeof drain): Promise<number[]> {
    const messages = Array.from({ length: many }, (_, n) => ({
      kind: 'test',
      payload: { n },
      dueAt: TEST_NOW,
    }))
    await transaction(db, (tx) => bulkAll(tx, [messageRows(messages)]))
    const times = Array<number>(many).fill(0)
    const handlers: Handlers = {
      test: async ({ n }) => {
        times[n as number] = (times[n as number] ?? 0) + 1
        await new Promise((done) => setTimeout(done, 0))
      },
    }
    const work = async (pool: Db) => {
      while ((await take(pool, handlers, LATER, 20)) > 0);
    }
    await Promise.all(pools.map(work))
    return times
  }

  it('are taken once, however many processes look', async () => {
    const times = await handled(drain)
    expect(times.every((n) => n === 1)).toBe(true)
    expect(await db.sql`SELECT 1 FROM outbox`).toHaveLength(0)
    figures(`outbox, ${many} messages and four processes: each handled once`)
  })

  it('are taken several times when looking does not lock (negative control)', async () => {
    const naive = async (pool: Db, handlers: Handlers, now: Instant, limit = 100) => {
      const due = await pool.sql`
        SELECT id, payload FROM outbox WHERE due_at <= ${now}::timestamptz ORDER BY due_at, id LIMIT ${limit}`
      for (const message of due) await handlers.test?.(message.payload)
      await pool.sql`DELETE FROM outbox WHERE id = ANY(${due.map((d) => d.id as string)}::text[])`
      return due.length
    }
    const times = await handled(naive)
    expect(times.some((n) => n > 1)).toBe(true)
    figures(
      `outbox without SKIP LOCKED: ${times.filter((n) => n > 1).length} of ${many} handled more than once`,
    )
  })
})

describe('holds whose time has come', () => {
  const orders = sized(40, 300)
  const keys = temporaryKeyring()

  async function holdMany(): Promise<string[]> {
    const ctx = { db, keys, now: TEST_NOW, actor: agentOf(office), requestId: 'proof' }
    const ids = Array.from({ length: orders }, () => newId('order'))
    for (const [i, id] of ids.entries()) {
      const { lines, registerId } = boatBasket(office, { session: i % 2, adults: 1 + (i % 3) })
      await hold(ctx, id, { registerId, lines })
    }
    return ids
  }

  const held = async () => (await db.sql`SELECT sum(held)::int AS n FROM counter`)[0]?.n as number

  it('are given back once, however many processes do it, while tills renew some of them', async () => {
    const ids = await holdMany()
    const expire = async (pool: Db) => {
      while ((await expireHolds(pool, LATER, { limit: 5 })).length > 0);
    }
    const renewed = ids.filter((_, i) => i % 4 === 0)
    const renew = async () => {
      const ctx = { db, keys, now: LATER, actor: agentOf(office), requestId: 'proof' }
      for (const id of renewed) {
        const { lines, registerId } = boatBasket(office)
        await hold(ctx, id, { registerId, lines })
      }
    }
    await Promise.all([...pools.map(expire), renew()])
    await expire(db)
    expect(await held()).toBe(renewed.length)
    expect(await broken(db)).toEqual([])
    figures(`${orders} holds, four processes: each given back once, ${renewed.length} renewed meanwhile`)
  })

  it('are given back several times when nobody looks again under the lock (negative control)', async () => {
    await holdMany()
    const before = await held()
    await db.owner().sql`ALTER TABLE counter DROP CONSTRAINT counter_not_oversold`
    const naive = async (pool: Db) => {
      const due = await pool.sql`
        SELECT b.id, s.counter_id, s.seats FROM booking b JOIN booking_seat s ON s.booking_id = b.id
         WHERE b.status = 'ON_HOLD' AND b.expires_at <= ${LATER}::timestamptz`
      for (const d of due) {
        await pool.sql`UPDATE counter SET held = held - ${d.seats} WHERE id = ${d.counter_id}`
        await pool.sql`UPDATE booking SET status = 'EXPIRED' WHERE id = ${d.id}`
      }
    }
    await Promise.all(pools.map(naive))
    expect(await held()).toBeLessThan(0)
    figures(`holds without the second look: ${before} seats held, ${before - (await held())} given back`)
  })
})
