import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring, type Keyring } from '../keyring.ts'
import { closeShift } from '../register/close.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import type { ShiftRow } from '../sale/load.ts'
import { broken } from './invariants.ts'
import { figures, sized } from './size.ts'

const look = vi.hoisted(() => ({ isEarly: false }))

// For the negative control: the shift is looked at before the heads of the register are locked.
vi.mock('../sale/load.ts', async (original) => {
  const real = await original<typeof import('../sale/load.ts')>()
  const loadState: typeof real.loadState = async (tx, need, claimed) => {
    if (!look.isEarly) return real.loadState(tx, need, claimed)
    const early = await tx.sql<ShiftRow[]>`
      SELECT id, register_id AS "registerId", opened_at AS "openedAt", closed_at AS "closedAt"
        FROM shift WHERE id = ANY(${need.shiftIds}::text[])`
    await pause(400)
    const state = await real.loadState(tx, need, claimed)
    return { ...state, shifts: new Map(early.map((s) => [s.id, s])) }
  }
  return { ...real, loadState }
})

const REGISTERS = sized(6, 60)
let db: TestDb
let tills: Db
let office: Given
let keys: Keyring

beforeEach(async () => {
  look.isEarly = false
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: REGISTERS, capacity: 10_000 })
  // Nobody approves here: what is looked at is what was expected.
  await db.owner().sql`UPDATE office SET gap_approval_c = 10000000`
  keys = temporaryKeyring()
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  tills = db.another({ max: 8 })
  for (const pool of [db, tills]) await Promise.all(Array.from({ length: 6 }, () => pool.sql`SELECT 1`))
})
afterEach(() => db.close())

/** A sale of 28.00 in cash: `sold`, or the code of its refusal. */
async function sale(register: number): Promise<string> {
  const request = saleRequest(agentOf(office), boatBasket(office, { register }))
  const [outcome] = await sell({ db: tills, keys, now: () => TEST_NOW }, [request])
  return outcome?.ok ? 'sold' : (outcome?.error.code ?? 'nothing')
}

const close = (register: number) =>
  closeShift(
    { db, keys, now: TEST_NOW, actor: agentOf(office), requestId: 'proof' },
    office.shifts[register] ?? '',
    { countedC: 15_000, pieces: {}, gapReason: 'UNKNOWN' },
  )

describe('a sale while its shift is closed', () => {
  it('is in the count or is refused: the drawer expects the cash of every sale', async () => {
    let sold = 0
    for (const register of office.registers.keys()) {
      const sales = Array.from({ length: 6 }, () => sale(register))
      // At another moment each time.
      await pause((register % 6) * 8)
      const [closed, ...said] = await Promise.all([close(register), ...sales])
      const count = said.filter((s) => s === 'sold').length
      expect(said.filter((s) => s !== 'sold').every((s) => s === 'shift_closed')).toBe(true)
      expect(closed.expectedC).toBe(15_000 + count * 2_800)
      expect(await sale(register)).toBe('shift_closed')
      sold += count
    }
    expect(await broken(db)).toEqual([])
    figures(`closing against 6 sales, ${REGISTERS} times: ${sold} sold before, all expected in the drawer`)
  }, 120_000)

  it('is missed by the count when the shift is looked at before the chain is locked (negative control)', async () => {
    look.isEarly = true
    const late = sale(0)
    await pause(100)
    expect((await close(0)).expectedC).toBe(15_000)
    expect(await late).toBe('sold')
    expect((await broken(db)).join()).toContain('cash expected of a shift')
  })
})
