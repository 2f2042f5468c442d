import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { given } from '../../db/given.ts'
import { givenGift, type GivenGift } from '../../db/given-gift.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { temporaryKeyring } from '../keyring.ts'
import { registerKeys } from '../journal/keys.ts'
import { verifyJournals } from '../journal/verify.ts'
import { reconcile } from '../report/reconcile.ts'
import { agentOf } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell, type Outcome } from '../sale/sale.ts'
import { plusMinutes } from '../shared/time.ts'
import { expireVouchers } from './expire.ts'
import { cardBasket, paidBy, vouchersOf } from './given-card.ts'

const lock = vi.hoisted(() => ({ isOn: true, meet: async () => {} }))

// For one negative control: vouchers that nobody locks, and that both have read before either writes.
vi.mock('./voucher.ts', async (original) => {
  const real = await original<typeof import('./voucher.ts')>()
  const lockNamed: typeof real.lockNamed = async (tx, named) => {
    if (lock.isOn) return real.lockNamed(tx, named)
    const sql = ((parts: TemplateStringsArray, ...values: never[]) =>
      parts.join('').includes('FOR NO KEY UPDATE')
        ? tx.sql`SELECT 1`
        : tx.sql(parts, ...values)) as typeof tx.sql
    const found = await real.lockNamed({ ...tx, sql }, named)
    if (found.length > 0) await lock.meet()
    return found
  }
  return { ...real, lockNamed }
})

/** Resolves once so many wait for it. */
function meeting(of: number): () => Promise<void> {
  const waiting: (() => void)[] = []
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length === of) for (const go of waiting) go()
    })
}

let db: TestDb
let office: Given
let gift: GivenGift
const keys = temporaryKeyring()
const LATER = plusMinutes(TEST_NOW, 60 * 24 * 400)

beforeEach(async () => {
  lock.isOn = true
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2 })
  gift = await givenGift(db.owner())
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterEach(() => db.close())

function sellAll(inputs: SellInput[], at: Db = db): Promise<Outcome[]> {
  const requests = inputs.map((input) => saleRequest(agentOf(office), input))
  return sell({ db: at, keys, now: () => TEST_NOW }, requests)
}
const refusals = (outcomes: Outcome[]) =>
  outcomes.map((o) => (o.ok ? 'sold' : { code: o.error.code, ...o.error.data }))
async function card(amountC: number) {
  const input = cardBasket(office, gift, amountC)
  await sellAll([input])
  const [made] = await vouchersOf(db, input.id)
  if (!made) throw new Error('no card')
  return made
}
const balanceOf = async (id: string) =>
  (await db.sql`SELECT balance_c AS c FROM voucher WHERE id = ${id}`)[0]?.c as number

describe('two tills that spend one card at once', () => {
  const rush = async ({ id, code }: { id: string; code: string }) => {
    const other = db.another({ max: 2 })
    const spent = [{ code, amountC: 2_800 }]
    const settled = await Promise.allSettled([
      sellAll([paidBy(office, spent, 0)]),
      sellAll([paidBy(office, spent, 1)], other),
    ])
    const outcomes = settled.flatMap<unknown>((s) =>
      s.status === 'fulfilled' ? refusals(s.value) : ['failed'],
    )
    return { id, outcomes }
  }

  it('spend it once: the other hears what is left', async () => {
    for (let round = 0; round < 3; round++) {
      const { id, outcomes } = await rush(await card(3_000))
      expect(outcomes).toHaveLength(2)
      expect(outcomes).toContain('sold')
      expect(outcomes).toContainEqual({ code: 'voucher_short', n: 0, balanceC: 200 })
      expect(await balanceOf(id)).toBe(200)
    }
  })

  it('both spend it without the lock and the key (negative control)', async () => {
    await db.owner().sql`ALTER TABLE voucher_movement DROP CONSTRAINT voucher_movement_voucher_id_n_pk`
    const { id, code } = await card(3_000)
    Object.assign(lock, { isOn: false, meet: meeting(2) })
    expect((await rush({ id, code })).outcomes).toEqual(['sold', 'sold'])
  })
})

describe('what nobody spent in time', () => {
  it('becomes the office’s, once, and everything still adds up', async () => {
    const [one, two] = [await card(4_000), await card(2_000)]
    await sellAll([paidBy(office, [{ code: one.code, amountC: 1_500 }])])
    await sellAll([paidBy(office, [{ code: two.code, amountC: 2_000 }])])
    expect(await expireVouchers(db, TEST_NOW)).toBe(0)
    const runs = await Promise.all([expireVouchers(db, LATER), expireVouchers(db.another(), LATER)])
    expect(runs.reduce((a, b) => a + b)).toBe(1)
    expect(await expireVouchers(db, LATER)).toBe(0)
    const legs = await db.sql`
      SELECT l.account, l.amount_c AS c, e.piece FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
       WHERE e.kind = 'voucher_expired' ORDER BY 1`
    expect([...legs]).toEqual([
      { account: '41911', c: 2_500, piece: 'B1-2026-000001' },
      { account: '758', c: -2_500, piece: 'B1-2026-000001' },
    ])
    expect(await reconcile(db)).toEqual([])
    expect((await verifyJournals(db)).faults).toEqual([])
  })
})
