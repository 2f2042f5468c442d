import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { broken } from '../proof/invariants.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes } from '../shared/time.ts'
import { scan } from '../ticket/scan.ts'
import { correct, type Done } from './correct.ts'
import { agentCtx, givenManager, MANAGER, sold, takingBack } from './given-correct.ts'
import { boatBasket, familyBasket } from './given-sale.ts'
import type { SellInput } from './input.ts'

const lock = vi.hoisted(() => ({ isOn: true }))

// For the negative controls: nobody locks orders nor tickets.
vi.mock('./order-lock.ts', async (original) => {
  const real = await original<typeof import('./order-lock.ts')>()
  const lockOrders: typeof real.lockOrders = async (tx, ids) => {
    if (lock.isOn) await real.lockOrders(tx, ids)
  }
  return { lockOrders }
})
vi.mock('./correct-load.ts', async (original) => {
  const real = await original<typeof import('./correct-load.ts')>()
  const lockTickets: typeof real.lockTickets = async (tx, id) => {
    if (lock.isOn) await real.lockTickets(tx, id)
  }
  const readOrigin: typeof real.readOrigin = async (tx, id) => {
    const origin = await real.readOrigin(tx, id)
    // Without locks both look before either writes.
    if (!lock.isOn) await new Promise((resolve) => setTimeout(resolve, 150))
    return origin
  }
  return { ...real, lockTickets, readOrigin }
})

let db: TestDb
let office: Given
let pools: Db[]
const opened: TestDb[] = []
const keys = temporaryKeyring()

beforeEach(async () => {
  lock.isOn = true
  db = await testDb()
  opened.push(db)
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 1, capacity: 48 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  await givenManager(db.owner())
  pools = [db, db.another({ max: 4 })]
})
afterAll(() => Promise.all(opened.map((one) => one.close())))

const at = (pool = 0, now = TEST_NOW) => agentCtx(pools[pool] as Db, office, keys, now)

/** The same units of a sale taken back on two registers at once, by two processes. */
async function twice(sale: SellInput): Promise<PromiseSettledResult<Done>[]> {
  const asked = await takingBack(db, sale, { 1: 1 })
  return Promise.allSettled(
    [0, 1].map((i) => {
      const where = { registerId: office.registers[i] ?? '', shiftId: office.shifts[i] ?? '' }
      return correct(at(i), sale.id, { ...asked, ...where, id: newId('sale') })
    }),
  )
}

const done = (settled: PromiseSettledResult<unknown>[]) =>
  settled.filter((s) => s.status === 'fulfilled').length

async function soldBoat(adults = 1): Promise<SellInput> {
  const sale = boatBasket(office, { adults })
  await sold(at(), sale)
  return sale
}

it('of two cancellations of the same units at once one is made, the other is told', async () => {
  const sale = await soldBoat()
  const settled = await twice(sale)
  expect(done(settled)).toBe(1)
  expect(settled.find((s) => s.status === 'rejected')?.reason).toMatchObject({ code: 'already_corrected' })
  expect(await broken(db)).toEqual([])
})

/** A topoguide: goods have no ticket whose voiding would be told twice. */
async function soldGoods(): Promise<SellInput> {
  const family = familyBasket(office)
  const sale: SellInput = {
    ...family,
    lines: family.lines.slice(1, 2),
    tenders: [{ means: 'CASH', amountC: 1_200 }],
    expected: { totalC: 1_200, changeC: 0 },
  }
  await sold(at(), sale)
  return sale
}

it('without the locks the key of the units that were taken back refuses the second', async () => {
  lock.isOn = false
  // Of the counter something is left when it is given back twice.
  await soldGoods()
  const settled = await twice(await soldGoods())
  expect(done(settled)).toBe(1)
  expect(settled.find((s) => s.status === 'rejected')?.reason).toMatchObject({ code: 'already_corrected' })
  expect(await broken(db)).toEqual([])
})

it('negative control: without the locks and the key the same units are taken back twice', async () => {
  lock.isOn = false
  await soldGoods()
  await db
    .owner()
    .sql.unsafe('ALTER TABLE corrected_line DROP CONSTRAINT corrected_line_origin_id_origin_n_before_pk')
  expect(done(await twice(await soldGoods()))).toBe(2)
  expect(await broken(db)).not.toEqual([])
})

it('two requests of one id make one document', async () => {
  const sale = await soldBoat()
  const asked = await takingBack(db, sale, { 1: 1 })
  const settled = await Promise.all([0, 1, 0, 1].map((i) => correct(at(i), sale.id, asked)))
  expect(settled.filter((s) => !s.again)).toHaveLength(1)
  expect(new Set(settled.map((s) => JSON.stringify(s.answer))).size).toBe(1)
  expect(await broken(db)).toEqual([])
})

/** A ticket scanned by a group's gate and taken back at the same moment, some times. */
async function whileScanned(group: boolean): Promise<string[]> {
  const verdicts: string[] = []
  for (let i = 0; i < 6; i++) {
    const sale = await soldBoat(3)
    const tickets = await db.sql`SELECT short_code FROM ticket WHERE sale_id = ${sale.id} ORDER BY id DESC`
    const asked = await takingBack(db, sale, { 1: 3 }, { approval: MANAGER })
    const gate = at(1, plusMinutes(TEST_NOW, 50))
    const [scanned, back] = await Promise.allSettled([
      scan(gate, { id: newId('scan'), code: tickets[0]?.short_code, ...(group ? { group } : {}) }),
      correct(at(), sale.id, asked),
    ])
    if (scanned.status === 'rejected') throw scanned.reason
    if (back.status === 'rejected') throw back.reason
    const [row] = await db.sql`SELECT causes FROM correction WHERE sale_id = ${asked.id}`
    verdicts.push(`${scanned.value.verdict} ${row?.causes.includes('TICKET_USED')}`)
  }
  return verdicts
}

it.each([false, true])(
  'a ticket that is taken back while it is scanned: who is in is known to the correction (group: %s)',
  async (group) => {
    const verdicts = await whileScanned(group)
    expect(verdicts.filter((v) => v !== 'admitted true' && v !== 'refused false')).toEqual([])
    expect(await broken(db)).toEqual([])
  },
)
