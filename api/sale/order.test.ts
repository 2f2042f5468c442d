import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { reconcile } from '../report/reconcile.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { expireHolds } from './expire.ts'
import { agentOf, boatBasket } from './given-sale.ts'
import { hold, release } from './hold.ts'
import type { SellInput } from './input.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
let ctx: Ctx

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 3, capacity: 10 })
  ctx = { db, keys: temporaryKeyring(), actor: agentOf(office), now: TEST_NOW, requestId: 'test' }
})

afterAll(async () => {
  expect(await reconcile(db)).toEqual([])
  await db.close()
})

const sellAll = (inputs: SellInput[]) =>
  sell(
    { db, keys: ctx.keys, now: () => ctx.now },
    inputs.map((input) => saleRequest(ctx.actor, input)),
  )
const verdicts = async (inputs: SellInput[]) =>
  (await sellAll(inputs)).map((o) => (o.ok ? 'sold' : o.error.code))
const holdOf = (input: SellInput) => ({ registerId: input.registerId, lines: input.lines })
const counterOf = async (session: number) => {
  const [counter] =
    await db.sql`SELECT taken, held FROM counter WHERE id = ${office.sessions[session]?.counter ?? ''}`
  return counter
}

it('an order is sold once, also when both sales arrive together', async () => {
  const first = boatBasket(office)
  const second = { ...first, id: newId('sale') }
  expect(await verdicts([first, second])).toEqual(['sold', 'id_reused'])
  expect(await verdicts([{ ...first, id: newId('sale') }])).toEqual(['id_reused'])
})

it('a held basket that is sent twice at once gives back its own places, and no one else’s', async () => {
  const mine = boatBasket(office, { session: 2, adults: 2 })
  const other = boatBasket(office, { session: 2, adults: 3 })
  for (const basket of [mine, other]) await hold(ctx, basket.orderId, holdOf(basket))
  expect(await verdicts([mine, mine])).toEqual(['sold', 'sold'])
  expect(await counterOf(2)).toEqual({ taken: 2, held: 3 })
  await release(ctx, other.orderId)
  expect(await counterOf(2)).toEqual({ taken: 2, held: 0 })
})

it('a sale cannot take over what another register holds', async () => {
  const held = boatBasket(office, { session: 1, register: 1, adults: 3 })
  await hold(ctx, held.orderId, holdOf(held))
  const thief = { ...boatBasket(office, { session: 1 }), orderId: held.orderId }
  expect(await verdicts([thief])).toEqual(['id_reused'])
  expect(await counterOf(1)).toEqual({ taken: 0, held: 3 })
  expect(await verdicts([held])).toEqual(['sold'])
  expect(await counterOf(1)).toEqual({ taken: 3, held: 0 })
})

it('a hold after the sale takes no seat', async () => {
  const input = boatBasket(office, { session: 1 })
  await sellAll([input])
  await expect(hold(ctx, input.orderId, holdOf(input))).rejects.toThrow('id_reused')
})

it('an emptied basket sets its order aside and logs each line removed', async () => {
  const input = boatBasket(office, { session: 2 })
  const other = boatBasket(office, { session: 1 })
  const both = { ...holdOf(input), lines: [...input.lines, ...other.lines] }
  await hold(ctx, input.orderId, both)
  await hold(ctx, input.orderId, holdOf(input))
  await release(ctx, input.orderId)
  const [order] = await db.sql`SELECT status FROM "order" WHERE id = ${input.orderId}`
  expect(order?.status).toBe('CANCELLED')
  const logged =
    await db.sql`SELECT payload FROM journal_record WHERE journal = 'L' AND payload LIKE ${`%${input.orderId}%`}`
  expect(logged).toHaveLength(2)
  expect(await counterOf(2)).toEqual({ taken: 2, held: 0 })
})

it('a hold that cannot be given back keeps no other', async () => {
  const wrong = boatBasket(office, { session: 0, adults: 2 })
  const right = boatBasket(office, { session: 1, adults: 1 })
  for (const basket of [wrong, right]) await hold(ctx, basket.orderId, holdOf(basket))
  const counter = office.sessions[0]?.counter ?? ''
  const holds = (held: number) => db.owner().sql`UPDATE counter SET held = ${held} WHERE id = ${counter}`
  await holds(1)
  const failed: string[] = []
  const late = plusMinutes(TEST_NOW, 60)
  await expireHolds(db, late, { failed: (orderId) => failed.push(orderId) })
  expect(failed).toEqual([wrong.orderId])
  expect((await counterOf(1))?.held).toBe(0)
  await holds(2)
  await expireHolds(db, late)
  expect((await counterOf(0))?.held).toBe(0)
})

it('renewing a hold and its expiry never deadlock, and end with the seats where they belong', async () => {
  const inputs = Array.from({ length: 12 }, (_, i) => boatBasket(office, { session: i % 3, adults: 1 }))
  await Promise.all(inputs.slice(0, 8).map((input) => hold(ctx, input.orderId, holdOf(input))))
  const late = { ...ctx, now: plusMinutes(TEST_NOW, 15) }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 15 }, () => [
      ...inputs.slice(0, 8).map((input) => hold(late, input.orderId, holdOf(input))),
      expireHolds(db, late.now),
      expireHolds(db, late.now),
    ]).flat(),
  )
  const faults = outcomes.filter((o) => o.status === 'rejected').map((o) => String(o.reason))
  expect(faults).toEqual([])
  await expireHolds(db, plusMinutes(TEST_NOW, 60))
  for (const session of [0, 1, 2]) expect((await counterOf(session))?.held).toBe(0)
})
