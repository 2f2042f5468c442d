import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { correct } from './correct.ts'
import { agentCtx, sold, takingBack } from './given-correct.ts'
import { boatBasket } from './given-sale.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 3, capacity: 48 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterEach(async () => expect(await broken(db)).toEqual([]))
afterAll(() => db.close())

const at = (now = TEST_NOW) => agentCtx(db, office, keys, now)

describe('a sale that is taken back', () => {
  it('gives the cash and the seats back, voids the tickets, and mirrors every cent', async () => {
    const sale = boatBasket(office)
    await sold(at(), sale)
    const done = await correct(at(), sale.id, await takingBack(db, sale, { 1: 1 }))
    expect(done.answer).toMatchObject({
      docType: 'CANCEL',
      number: 'B1-2026-000002',
      totalC: -2_800,
      sale: null,
    })
  })
})
