import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db, type Tx } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell, type Outcome } from '../sale/sale.ts'
import type { Counter } from '../seat/seat.ts'
import { broken } from './invariants.ts'
import { figures, rejections, sized } from './size.ts'
import { dropKeys, unlockCounters, unlockHeads } from './unlocked.ts'

const order = vi.hoisted(() => ({ isCommon: true, isLocked: true, calls: 0 }))

// For one negative control: orders that nobody locks.
vi.mock('../sale/order-lock.ts', async (original) => {
  const real = await original<typeof import('../sale/order-lock.ts')>()
  const lockOrders: typeof real.lockOrders = async (tx, ids) => {
    if (order.isLocked) await real.lockOrders(tx, ids)
  }
  return { lockOrders }
})

// For one negative control: counters locked one by one, each caller in an order of its own.
vi.mock('../seat/seat.ts', async (original) => {
  const real = await original<typeof import('../seat/seat.ts')>()
  const inOwnOrder = async (tx: Tx, ids: Iterable<string>) => {
    const locked = new Map<string, Counter>()
    const sorted = [...new Set(ids)].sort()
    for (const id of order.calls++ % 2 === 0 ? sorted : sorted.reverse()) {
      const [row] = await tx.sql<Counter[]>`
        SELECT id, capacity, taken, held FROM counter WHERE id = ${id} FOR NO KEY UPDATE`
      await tx.sql`SELECT pg_sleep(0.02)`
      if (row) locked.set(id, row)
    }
    return locked
  }
  const lockCounters: typeof real.lockCounters = (tx, ids) =>
    order.isCommon ? real.lockCounters(tx, ids) : inOwnOrder(tx, ids)
  return { ...real, lockCounters }
})

const REGISTERS = 8
let db: TestDb
let owner: Db
let office: Given
let keys: Keyring
/** Two pools, as two processes have. */
let pools: Db[]

beforeEach(async () => {
  order.isCommon = true
  order.isLocked = true
  db = await testDb()
  owner = db.owner()
  office = await given(owner, { now: TEST_NOW, registers: REGISTERS, sessions: 2, capacity: 100 })
  keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  pools = [db, db.another({ max: 10 })]
  for (const pool of pools) await Promise.all(Array.from({ length: 10 }, () => pool.sql`SELECT 1`))
})
afterEach(() => db.close())

/** Sells baskets in one batch, on one of the two pools. */
function sellOn(pool: number, ...inputs: SellInput[]): Promise<Outcome[]> {
  const at = pools[pool % pools.length] as Db
  const requests = inputs.map((input) => saleRequest(agentOf(office), input))
  return sell({ db: at, keys, now: () => TEST_NOW }, requests)
}

/** All at once, alternately on the two pools. */
const atOnce = (inputs: SellInput[]) => Promise.allSettled(inputs.map((input, i) => sellOn(i, input)))

function sold(settled: PromiseSettledResult<Outcome[]>[]): Outcome[] {
  return settled.flatMap((s) => (s.status === 'fulfilled' ? s.value : [])).filter((o) => o.ok)
}
const codes = (settled: PromiseSettledResult<Outcome[]>[]) =>
  settled
    .flatMap((s) => (s.status === 'fulfilled' ? s.value : []))
    .flatMap((o) => (o.ok ? [] : [o.error.code]))

const numbers = async () => (await db.sql`SELECT seq FROM sale ORDER BY seq`).map((r) => r.seq as number)

describe('the last seat', () => {
  const agents = 16
  const rush = async () => {
    await owner.sql`UPDATE ${db.sql(await countersTable())} SET capacity = taken + 1
      WHERE id = ${office.sessions[0]?.counter ?? ''}`
    return atOnce(Array.from({ length: agents }, (_, i) => boatBasket(office, { register: i % REGISTERS })))
  }
  const countersTable = async () => {
    const [view] = await db.sql`SELECT 1 FROM pg_views WHERE viewname = 'counter'`
    return view ? 'counter_rows' : 'counter'
  }

  it('is sold once, whoever presses first', async () => {
    const rounds = sized(5, 100)
    for (let round = 0; round < rounds; round++) {
      const all = await rush()
      expect(rejections(all)).toEqual([])
      expect(sold(all)).toHaveLength(1)
      expect(codes(all)).toEqual(Array(agents - 1).fill('sold_out'))
    }
    expect(await broken(db)).toEqual([])
    figures(`last seat, ${rounds} rounds of ${agents} agents: sold once each time`)
  }, 300_000)

  it('is sold several times without the lock and the CHECK (negative control)', async () => {
    await unlockCounters(owner)
    const all = await rush()
    expect(sold(all).length).toBeGreaterThan(1)
    expect((await broken(db)).join()).toContain('a session does not add up')
    figures(`last seat, unlocked: sold ${sold(all).length} times`)
  })
})

describe('the same id twenty times', () => {
  const twenty = () => {
    const input = boatBasket(office)
    return atOnce(Array.from({ length: 20 }, () => input))
  }

  it('sells once and answers twenty times the same', async () => {
    const rounds = sized(3, 50)
    for (let round = 0; round < rounds; round++) {
      const all = await twenty()
      expect(rejections(all)).toEqual([])
      const outcomes = sold(all).flatMap((o) => (o.ok ? [o] : []))
      expect(outcomes).toHaveLength(20)
      expect(outcomes.filter((o) => !o.replay)).toHaveLength(1)
      expect(new Set(outcomes.map((o) => JSON.stringify(o.answer))).size).toBe(1)
    }
    expect(await numbers()).toHaveLength(rounds)
    expect(await broken(db)).toEqual([])
    figures(`same id, ${rounds} rounds of 20: one sale each, twenty equal answers`)
  }, 300_000)

  it('on eight registers at once is one sale, and the others are told that the id is taken', async () => {
    const input = boatBasket(office)
    const all = await atOnce(
      office.registers.map((registerId, i) => ({ ...input, registerId, shiftId: office.shifts[i] ?? '' })),
    )
    expect(rejections(all)).toEqual([])
    expect(sold(all)).toHaveLength(1)
    expect(codes(all)).toEqual(Array(REGISTERS - 1).fill('id_reused'))
    // Nothing in common but the id: no counter, no chain.
    const book = (i: number): SellInput => ({
      ...input,
      registerId: office.registers[i] ?? '',
      shiftId: office.shifts[i] ?? '',
      id: input.id.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
      orderId: boatBasket(office).orderId,
      lines: [
        { ...input.lines[0], sessionIds: [office.sessions[i]?.id ?? ''] } as SellInput['lines'][number],
      ],
    })
    const apart = await atOnce([book(0), book(1)])
    expect(rejections(apart)).toEqual([])
    expect(codes(apart)).toEqual(['id_reused'])
    expect(await broken(db)).toEqual([])
  })

  it('sells several times without locks and keys (negative control)', async () => {
    // Whoever makes the head of a chain holds it: let it be there already.
    await sellOn(0, boatBasket(office))
    order.isLocked = false
    await unlockCounters(owner)
    await unlockHeads(owner, 20)
    await dropKeys(owner)
    const all = await twenty()
    const first = sold(all).filter((o) => o.ok && !o.replay)
    expect(first.length).toBeGreaterThan(1)
    figures(`same id, without locks nor keys: sold ${first.length} times`)
  })
})

describe('baskets that name sessions in opposite orders', () => {
  const both = (register: number, ways: readonly number[]): SellInput => {
    const baskets = ways.map((session) => boatBasket(office, { session, register }))
    const [first] = baskets as [SellInput]
    const totalC = 2 * first.expected.totalC
    return {
      ...first,
      lines: baskets.flatMap((b) => b.lines),
      tenders: [{ means: 'CASH', amountC: totalC }],
      expected: { totalC, changeC: 0 },
    }
  }
  /** Batches of two, whose registers come in opposite orders too. */
  const cross = () =>
    Promise.allSettled(
      [0, 1, 2, 3].flatMap((pair) => [
        sellOn(0, both(2 * pair, [0, 1]), both((2 * pair + 1) % REGISTERS, [0, 1])),
        sellOn(1, both((2 * pair + 1) % REGISTERS, [1, 0]), both(2 * pair, [1, 0])),
      ]),
    )
  const deadlocks = (settled: PromiseSettledResult<unknown>[]) =>
    rejections(settled).filter((e) => (e as { code?: string }).code === '40P01')

  it('wait for each other and never deadlock', async () => {
    const rounds = sized(4, 60)
    const boats = office.sessions.map((s) => s.counter)
    await owner.sql`UPDATE counter SET capacity = 100000 WHERE id = ANY(${boats}::text[])`
    for (let round = 0; round < rounds; round++) {
      const all = await cross()
      expect(rejections(all)).toEqual([])
      expect(sold(all)).toHaveLength(16)
    }
    expect(await broken(db)).toEqual([])
    figures(`opposite orders, ${rounds * 8} batches of two: no deadlock`)
  }, 300_000)

  it('deadlock when each locks counters in an order of its own (negative control)', async () => {
    order.isCommon = false
    const all = await cross()
    expect(deadlocks(all).length).toBeGreaterThan(0)
    figures(`opposite orders, no common order of locks: ${deadlocks(all).length} deadlocks of 8`)
  })
})

describe('one hundred sales at once on one register', () => {
  /** Some of them cannot be sold: a refusal takes no number. */
  const hundred = () =>
    atOnce(
      [
        ...Array.from({ length: 100 }, (_, i) => boatBasket(office, { session: i % 2 })),
        ...Array.from({ length: 10 }, () => ({ ...boatBasket(office), expected: { totalC: 1, changeC: 0 } })),
      ].sort((a, b) => (a.id.slice(-2) < b.id.slice(-2) ? -1 : 1)),
    )

  it('are numbered 1…100 without a gap, and the chain verifies', async () => {
    const all = await hundred()
    expect(rejections(all)).toEqual([])
    expect(codes(all)).toEqual(Array(10).fill('price_changed'))
    expect(await numbers()).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    const { faults, chains } = await verifyJournals(db)
    expect(faults).toEqual([])
    expect(chains.map((c) => c.count)).toEqual([100])
    expect(await broken(db)).toEqual([])
    figures('one register, 100 sales and 10 refusals at once: 1…100 without a gap, chain whole')
  }, 120_000)

  it('get the same numbers when the chain is not locked (negative control)', async () => {
    await unlockHeads(owner)
    await unlockCounters(owner)
    const all = await hundred()
    expect(rejections(all).length).toBeGreaterThan(0)
    await dropKeys(owner)
    await hundred()
    const made = await numbers()
    expect(new Set(made).size).toBeLessThan(made.length)
    expect((await verifyJournals(db)).faults).not.toEqual([])
    figures(
      `one register, unlocked: ${rejections(all).length} of 100 fail on the keys; without them, doubles`,
    )
  }, 120_000)
})
