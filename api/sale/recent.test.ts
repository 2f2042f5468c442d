import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { closeShift } from '../register/close.ts'
import { exactCount } from '../register/test-shift.ts'
import { plusMinutes } from '../shared/time.ts'
import { agentOf, boatBasket, familyBasket } from './given-sale.ts'
import type { SellInput } from './input.ts'
import { recentSales } from './recent.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
let ctx: Ctx
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, capacity: 200, open: true })
  ctx = { db, actor: agentOf(office), now: TEST_NOW, keys, requestId: 'test' }
})
afterAll(() => db.close())

async function sold(inputs: SellInput[], minutes: number): Promise<void> {
  const now = plusMinutes(TEST_NOW, minutes)
  const outcomes = await sell(
    { db, keys, now: () => now },
    inputs.map((i) => saleRequest(agentOf(office), i)),
  )
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error
}
const last = async (register = 0) => (await recentSales(ctx, office.registers[register] ?? '')).sales

it('lists the sales of the open shift of a register, newest first, with their tickets', async () => {
  const family = familyBasket(office)
  await sold([family], 1)
  const boat = boatBasket(office)
  await sold([boat, boatBasket(office, { register: 1 })], 2)
  expect(await last()).toEqual([
    {
      id: boat.id,
      number: 'B1-2026-000002',
      at: plusMinutes(TEST_NOW, 2),
      totalC: 2_800,
      tickets: 1,
    },
    { id: family.id, number: 'B1-2026-000001', at: plusMinutes(TEST_NOW, 1), totalC: 9_200, tickets: 3 },
  ])
  expect(await last(1)).toHaveLength(1)
})

it('stops at fifty, the newest of them', async () => {
  await sold(
    Array.from({ length: 51 }, () => boatBasket(office, { register: 1 })),
    3,
  )
  const sales = await last(1)
  expect(sales).toHaveLength(50)
  expect(sales[0]?.number).toMatch(/000052$/)
})

it('says nothing of a shift that is closed', async () => {
  const shift = office.shifts[0] ?? ''
  await closeShift(ctx, shift, await exactCount(db, shift))
  expect(await last()).toEqual([])
})

it('refuses whoever may not read a sale', async () => {
  const visitor: Ctx = { ...ctx, actor: { kind: 'visitor' } }
  await expect(recentSales(visitor, office.registers[0] ?? '')).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})
