import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import * as drafting from './draft.ts'
import { agentOf, boatBasket, familyBasket } from './given-sale.ts'
import { hold } from './hold.ts'
import type { SellInput } from './input.ts'
import { saleRequest, sell, type Outcome } from './sale.ts'

// The real ones, counted: a batch that is sold as it was foreseen is drafted once.
vi.mock('./draft.ts', async (original) => {
  const real = await original<typeof import('./draft.ts')>()
  return { ...real, draft: vi.fn(real.draft) }
})

let db: TestDb
let office: Given
let keys: Keyring

beforeEach(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, capacity: 7, stock: 50, sessions: 2, registers: 2 })
  keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  vi.mocked(drafting.draft).mockClear()
})
afterEach(() => db.close())

const drafts = () => vi.mocked(drafting.draft).mock.calls.length
const said = (outcomes: Outcome[]) => outcomes.map((o) => (o.ok ? 'sold' : o.error.code))
const sellAll = (inputs: SellInput[], now = TEST_NOW) =>
  sell(
    { db, keys, now: () => now },
    inputs.map((input) => saleRequest(agentOf(office), input)),
  )

async function held(adults: number): Promise<SellInput> {
  const basket = boatBasket(office, { adults })
  const ctx = { db, keys, now: TEST_NOW, actor: agentOf(office), requestId: 'test' }
  await hold(ctx, basket.orderId, { registerId: basket.registerId, lines: basket.lines })
  return basket
}

describe('what is foreseen of a batch', () => {
  it('is what happens: baskets that hold the last places, a stranger who comes too late, a replay', async () => {
    const [first, ...rest] = [await held(2), await held(2), await held(2)] as [SellInput, ...SellInput[]]
    expect(said(await sellAll([first]))).toEqual(['sold'])
    vi.mocked(drafting.draft).mockClear()
    expect(
      said(await sellAll([first, ...rest, boatBasket(office, { adults: 2 }), boatBasket(office)])),
    ).toEqual(['sold', 'sold', 'sold', 'sold_out', 'sold'])
    expect(drafts()).toBe(1)
    expect(await broken(db)).toEqual([])
  })

  it('and did not happen leaves no trace: the verdicts under the locks stand', async () => {
    // Stock is not foreseen: the second topoguide is not there.
    await db.owner()
      .sql`UPDATE counter SET capacity = 1 WHERE id = (SELECT counter_id FROM product WHERE id = ${office.topoguide.product})`
    await db.owner()
      .sql`UPDATE stock_movement SET qty = 1 WHERE product_id = ${office.topoguide.product}`.catch(() => {})
    const outcomes = await sellAll([familyBasket(office), familyBasket(office, { session: 1, register: 1 })])
    expect(said(outcomes)).toEqual(['sold', 'sold_out'])
    expect(drafts()).toBe(2)
    const [rows] = await db.sql`
      SELECT (SELECT count(*)::int FROM sale) AS sales, (SELECT count(*)::int FROM booking) AS bookings,
             (SELECT count(*)::int FROM ticket) AS tickets, (SELECT count(*)::int FROM "order") AS orders`
    expect(rows).toEqual({ sales: 1, bookings: 1, tickets: 3, orders: 1 })
  })

  it('and meets a session that was closed meanwhile is refused, the others stand', async () => {
    await db.owner()
      .sql`UPDATE session SET closed_at = ${TEST_NOW}::timestamptz, closed_reason = 'WEATHER' WHERE id = ${office.sessions[0]?.id ?? ''}`
    expect(said(await sellAll([boatBasket(office), boatBasket(office, { session: 1 })]))).toEqual([
      'session_closed',
      'sold',
    ])
    expect(await broken(db)).toEqual([])
  })
})

describe('one ticket of the SNCF sold by two tills at once', () => {
  const twice = () => {
    const [a, b] = [familyBasket(office), familyBasket(office, { session: 1, register: 1 })]
    const ref = a.lines[2]?.external?.ref ?? ''
    const external = b.lines[2]?.external
    if (external) external.ref = ref
    return [a, b] as const
  }

  it('is sold once, and the other is told', async () => {
    for (let round = 0; round < 2; round++) {
      const [a, b] = twice()
      const outcomes = await Promise.all([sellAll([a]), sellAll([b])])
      expect(said(outcomes.flat()).sort()).toEqual(['external_ref_used', 'sold'])
    }
    expect(await broken(db)).toEqual([])
  })

  it('in one batch fails the batch, so that each is asked again alone', async () => {
    await expect(sellAll([...twice()])).rejects.toThrow('sncf_sale_ref')
    const [row] = await db.sql`SELECT count(*)::int AS n FROM sale`
    expect(row?.n).toBe(0)
  })
})
