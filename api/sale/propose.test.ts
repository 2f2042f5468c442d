import { afterAll, beforeAll, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket } from './given-sale.ts'
import { proposeNext } from './propose.ts'
import { saleRequest, sell } from './sale.ts'

let db: TestDb
let office: Given
let ctx: Ctx

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 4, capacity: 3 })
  ctx = { db, keys: temporaryKeyring(), actor: agentOf(office), now: TEST_NOW, requestId: 'test' }
})

afterAll(() => db.close())

it('a full departure proposes the two next ones that have the seats', async () => {
  const sellNow = { db, keys: ctx.keys, now: () => TEST_NOW }
  await sell(sellNow, [saleRequest(ctx.actor, boatBasket(office, { session: 0, adults: 2 }))])
  await sell(sellNow, [saleRequest(ctx.actor, boatBasket(office, { session: 1, adults: 2 }))])
  const input = boatBasket(office, { session: 0, adults: 2 })
  const [refused] = await sell(sellNow, [saleRequest(ctx.actor, input)])
  if (!refused || refused.ok) throw new Error('sold')
  const told = await proposeNext(ctx, refused.error, input.lines)
  expect(told.code).toBe('sold_out')
  const lines = told.data.lines as { line: number; left: number; next: { id: string }[] }[]
  expect(lines[0]).toMatchObject({ line: 0, left: 1 })
  // The second departure has one seat left: it is passed over.
  expect(lines[0]?.next.map((d) => d.id)).toEqual([office.sessions[2]?.id, office.sessions[3]?.id])
})
