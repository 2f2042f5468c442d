import { afterEach, beforeEach, expect, it } from 'vitest'
import { given } from '../db/given.ts'
import type { Given } from '../db/given-type.ts'
import { testDb, type TestDb } from '../db/test.ts'
import { TEST_NOW } from '../db/test-clock.ts'
import { createLive, type Live, type LiveEvent } from './live.ts'
import { closeShift } from './register/close.ts'
import { openShift } from './register/shift.ts'
import { count, float } from './register/test-shift.ts'
import { agentOf } from './sale/given-sale.ts'
import { temporaryKeyring } from './keyring.ts'
import type { Ctx } from './context.ts'

let db: TestDb
let office: Given
let ctx: Ctx
let live: Live
let heard: LiveEvent[]

beforeEach(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, open: false })
  ctx = { db, actor: agentOf(office), now: TEST_NOW, keys: temporaryKeyring(), requestId: 'test' }
  live = await createLive(db)
  heard = []
  live.subscribe((event) => heard.push(event))
})
afterEach(async () => {
  await live.stop()
  await db.close()
})

it('a shift that opens or closes is told, by ids alone', async () => {
  const registerId = office.registers[0] ?? ''
  const input = float(registerId)
  const told = { event: 'shift', data: { registerId, shiftId: input.id } }
  await openShift(ctx, input)
  await expect.poll(() => heard).toEqual([told])
  await closeShift(ctx, input.id, count(15_000))
  await expect.poll(() => heard).toEqual([told, told])
})

it('a shift that does not open is told to nobody', async () => {
  const registerId = office.registers[0] ?? ''
  await openShift(ctx, float(registerId))
  await expect.poll(() => heard.length).toBe(1)
  await expect(openShift(ctx, float(registerId))).rejects.toMatchObject({ code: 'shift_already_open' })
  live.turnover()
  await expect.poll(() => heard.at(-1)).toEqual({ event: 'turnover', data: {} })
  expect(heard).toHaveLength(2)
})

it('after a lost connection the screens are told to ask for all again, and hear what follows', async () => {
  expect(heard).toEqual([])
  const cut = await db.owner().sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND query ILIKE 'listen%'`
  expect(cut).toHaveLength(1)
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([{ event: 'back', data: {} }])
  live.turnover()
  await expect.poll(() => heard.at(-1)).toEqual({ event: 'turnover', data: {} })
})
