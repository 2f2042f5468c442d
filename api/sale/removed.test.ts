import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { plusMinutes } from '../shared/time.ts'
import { expireHolds } from './expire.ts'
import { agentOf, boatBasket, coupleBasket } from './given-sale.ts'
import { hold, release } from './hold.ts'
import type { HoldInput, SellInput } from './input.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
let ctx: Ctx

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 3, capacity: 20, stock: 50 })
  ctx = { db, keys: temporaryKeyring(), actor: agentOf(office), now: TEST_NOW, requestId: 'test' }
  await transaction(db, (tx) => registerKeys(tx, ctx.keys.all))
})

afterAll(async () => {
  expect(await broken(db)).toEqual([])
  await db.close()
})

const verdicts = async (inputs: SellInput[]) => {
  const requests = inputs.map((input) => saleRequest(ctx.actor, input))
  const outcomes = await sell({ db, keys: ctx.keys, now: () => ctx.now }, requests)
  return outcomes.map((o) => (o.ok ? 'sold' : o.error.code))
}
/** A basket as a hold names it, with the lines of others after its own. */
const holdOf = (input: SellInput, ...others: SellInput[]): HoldInput => ({
  registerId: input.registerId,
  lines: [input, ...others]
    .flatMap((one) => one.lines)
    .map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units })),
})
/** The option of each line that the event log says was taken out of an order, and by whom. */
const logged = async ({ orderId }: SellInput) => {
  const rows = await db.sql<{ option: string; operator: string }[]>`
    SELECT said->'detail'->>'option' AS option, said->'operator'->>'code' AS operator
      FROM journal_record, LATERAL (SELECT payload::jsonb AS said) p
     WHERE journal = 'L' AND said->>'code' = 'LINE_REMOVED' AND said->'detail'->>'order' = ${orderId} ORDER BY seq`
  return rows.map((row) => `${row.operator} ${row.option}`)
}
const bookings = async ({ orderId }: SellInput) => {
  const rows = await db.sql`SELECT status FROM booking WHERE order_id = ${orderId} ORDER BY status`
  return rows.map((row) => row.status)
}
const boatOut = () => `MA ${office.boat.option}`

it('a line that was held and is not sold is logged with the sale that follows at once', async () => {
  const basket = boatBasket(office)
  const dropped = boatBasket(office, { session: 1, adults: 2 })
  await hold(ctx, basket.orderId, holdOf(basket, dropped))
  const whole = boatBasket(office, { session: 2, register: 1 })
  await hold(ctx, whole.orderId, holdOf(whole))
  // In one batch, on two registers: the one that dropped nothing logs nothing.
  expect(await verdicts([basket, whole, basket])).toEqual(['sold', 'sold', 'sold'])
  expect([await logged(basket), await logged(whole)]).toEqual([[boatOut()], []])
})

it('a sale that is refused logs nothing: its lines still wait in the basket', async () => {
  const basket = boatBasket(office)
  await hold(ctx, basket.orderId, holdOf(basket, boatBasket(office, { session: 1 })))
  expect(await verdicts([{ ...basket, expected: { totalC: 1, changeC: 0 } }])).toEqual(['price_changed'])
  expect(await logged(basket)).toEqual([])
  expect(await verdicts([basket])).toEqual(['sold'])
  expect(await logged(basket)).toEqual([boatOut()])
})

it('of two lines alike, the one that left is logged', async () => {
  const basket = coupleBasket(office)
  const held = holdOf(basket)
  const rail = held.lines.at(-1) as HoldInput['lines'][number]
  await hold(ctx, basket.orderId, { ...held, lines: [...held.lines, rail, rail] })
  await hold(ctx, basket.orderId, { ...held, lines: [...held.lines, rail] })
  expect(await logged(basket)).toEqual([`MA ${office.sncf.option}`])
  expect(await verdicts([basket])).toEqual(['sold'])
  expect(await logged(basket)).toEqual([`MA ${office.sncf.option}`, `MA ${office.sncf.option}`])
})

it('a line whose seats lapsed is logged when the till says that it is gone, once', async () => {
  const [emptied, paid, renewed] = [boatBasket(office), boatBasket(office), boatBasket(office)]
  for (const one of [emptied, paid, renewed])
    await hold(ctx, one.orderId, holdOf(one, boatBasket(office, { session: 1 })))
  await expireHolds(db, plusMinutes(ctx.now, 15))
  // Nobody has taken anything out yet: the till still shows both lines.
  expect(await logged(emptied)).toEqual([])

  for (let asked = 0; asked < 2; asked++) await release(ctx, emptied.orderId)
  expect(await logged(emptied)).toEqual([boatOut(), boatOut()])
  expect(await bookings(emptied)).toEqual(['CANCELLED', 'CANCELLED'])

  expect(await verdicts([paid])).toEqual(['sold'])
  expect(await logged(paid)).toEqual([boatOut()])

  await hold(ctx, renewed.orderId, holdOf(renewed))
  expect(await logged(renewed)).toEqual([boatOut()])
  await release(ctx, renewed.orderId)
  expect(await logged(renewed)).toEqual([boatOut(), boatOut()])
})

it('a basket sold whole does not wait for the event log of its register', async () => {
  const whole = boatBasket(office)
  await hold(ctx, whole.orderId, holdOf(whole))
  await db.owner().sql.begin(async (sql) => {
    await sql`SELECT 1 FROM journal_head WHERE register_id = ${whole.registerId} AND journal = 'L' FOR UPDATE`
    expect(await verdicts([whole])).toEqual(['sold'])
  })
})
