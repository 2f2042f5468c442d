import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setTimeout as pause } from 'node:timers/promises'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { boatBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { instantOf, type Instant } from '../shared/time.ts'
import { broken } from './invariants.ts'
import {
  givePassword,
  keyFile,
  postSale,
  signIn,
  startProcess,
  temporaryFolder,
  type Process,
} from './running.ts'
import { figures, sized } from './size.ts'
import { unlockCounters } from './unlocked.ts'
import { watch } from './watch.ts'

const REGISTERS = 8
const SEATS = 300
let db: TestDb
let office: Given
let processes: Process[]
let cookies: string[]
const folder = temporaryFolder()
const now = (): Instant => instantOf(Date.now())

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: now(), registers: REGISTERS, sessions: 4, capacity: SEATS })
  const email = await givePassword(db.owner(), office)
  const settings = { DATABASE_URL: db.ownerUrl, SIGNING_KEY_FILE: keyFile(folder.path) }
  processes = await Promise.all([startProcess(settings), startProcess(settings)])
  cookies = await Promise.all(processes.map((p) => signIn(p.url, email)))
})

afterAll(async () => {
  await Promise.all((processes ?? []).map((p) => p.stop()))
  await db.close()
  folder.remove()
})

const urlOf = (i: number) => processes[i % 2]?.url ?? ''
const cookieOf = (i: number) => cookies[i % 2] ?? ''

/** So many agents, half on each process, who sell parties of one to three until the boat is full. */
async function sellOut(session: number, agents: number): Promise<{ sold: number; statuses: Set<number> }> {
  let sold = 0
  const statuses = new Set<number>()
  const agent = async (i: number) => {
    for (let adults = 1 + (i % 3); adults > 0; ) {
      const input = boatBasket(office, { session, register: i % REGISTERS, adults })
      const { status } = await postSale(urlOf(i), cookieOf(i), input)
      statuses.add(status)
      if (status === 201) sold += adults
      else adults -= 1
    }
  }
  await Promise.all(Array.from({ length: agents }, (_, i) => agent(i)))
  return { sold, statuses }
}

describe('two processes on one database', () => {
  it('sell the same 300 seats: none oversold, none lost', async () => {
    const started = performance.now()
    const { sold, statuses } = await sellOut(0, sized(16, 48))
    const seconds = (performance.now() - started) / 1000
    expect(statuses).toEqual(new Set([201, 409]))
    expect(sold).toBe(SEATS)
    const [counter] =
      await db.sql`SELECT taken, held FROM counter WHERE id = ${office.sessions[0]?.counter ?? ''}`
    expect(counter).toEqual({ taken: SEATS, held: 0 })
    expect(await broken(db)).toEqual([])
    const shares = await db.sql`SELECT count(*)::int AS n FROM sale GROUP BY register_id ORDER BY 1`
    expect(shares).toHaveLength(REGISTERS)
    figures(`two processes, ${SEATS} seats in ${seconds.toFixed(1)} s: ${sold} sold, none twice, none lost`)
  }, 120_000)

  it('see each other’s sales live, within a second', async () => {
    const counterId = office.sessions[1]?.counter ?? ''
    const watched = await watch(urlOf(1), cookieOf(1))
    const delays: number[] = []
    const rounds = sized(3, 20)
    for (let round = 1; round <= rounds; round++) {
      const seen = watched.until((c) => c.id === counterId && c.taken === round)
      const { status } = await postSale(urlOf(0), cookieOf(0), boatBasket(office, { session: 1 }))
      expect(status).toBe(201)
      const answered = performance.now()
      delays.push((await seen) - answered)
    }
    watched.close()
    expect(Math.max(...delays)).toBeLessThan(1_000)
    figures(
      `live seats from one process to the other: at most ${Math.max(0, ...delays).toFixed(0)} ms after the answer`,
    )
  }, 60_000)

  it('give a hold back within 5 s of its time, once, and tell the screens', async () => {
    const session = office.sessions[2] ?? { id: '', counter: '' }
    const orderId = newId('order')
    const { lines, registerId } = boatBasket(office, { session: 2, adults: 4 })
    const held = await fetch(`${urlOf(0)}/api/orders/${orderId}/hold`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', cookie: cookieOf(0) },
      body: JSON.stringify({ registerId, lines }),
    })
    expect(held.status).toBe(200)
    const watched = await watch(urlOf(1), cookieOf(1))
    const freed = watched.until((c) => c.id === session.counter && c.held === 0)
    // Its quarter of an hour is over in a moment.
    const due = Date.now() + 300
    await db.sql`UPDATE booking SET expires_at = ${instantOf(due)}::timestamptz WHERE order_id = ${orderId}`
    await db.sql`UPDATE "order" SET expires_at = ${instantOf(due)}::timestamptz WHERE id = ${orderId}`
    const [told] = await Promise.all([freed.then(() => Date.now() - due), untilFree(session.counter)])
    watched.close()
    expect(told).toBeLessThan(5_000)
    expect(told).toBeGreaterThanOrEqual(0)
    expect(await broken(db)).toEqual([])
    figures(`a hold was given back and shown ${told} ms after its time, by one of two processes`)
  }, 30_000)

  it('empty the outbox, and nothing of it fails', async () => {
    await expect.poll(async () => (await db.sql`SELECT 1 FROM outbox`).length, { timeout: 5_000 }).toBe(0)
  })

  it('oversell without the lock and the CHECK (negative control)', async () => {
    await unlockCounters(db.owner(), 20)
    const [before] = await db.sql`SELECT taken FROM counter WHERE id = ${office.sessions[3]?.counter ?? ''}`
    expect(before?.taken).toBe(0)
    await db.owner()
      .sql`UPDATE counter_rows SET capacity = 60 WHERE id = ${office.sessions[3]?.counter ?? ''}`
    const { sold } = await sellOut(3, 16)
    expect(sold).toBeGreaterThan(60)
    expect((await broken(db)).join()).toContain('a session does not add up')
    figures(`two processes, unlocked: ${sold} of 60 seats sold`)
  }, 60_000)
})

async function untilFree(counterId: string): Promise<void> {
  for (;;) {
    const [row] = await db.sql`SELECT held FROM counter WHERE id = ${counterId}`
    expect(row?.held).toBeGreaterThanOrEqual(0)
    if (row?.held === 0) return
    await pause(50)
  }
}
