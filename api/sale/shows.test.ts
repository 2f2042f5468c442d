import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { unlockCounters } from '../proof/unlocked.ts'
import { readShows, readShowStatement } from '../report/shows.ts'
import { saleTickets } from '../ticket/view.ts'
import { ticketSlip } from '../ticket/slip.ts'
import { agentOf, boatBasket, familyBasket } from './given-sale.ts'
import type { SellInput } from './input.ts'
import { saleRequest, sell, type Outcome } from './sale.ts'

const keys = temporaryKeyring()
const REGISTERS = 4
let db: TestDb
let owner: Db
let office: Given
let ctx: Ctx

async function open(): Promise<void> {
  db = await testDb()
  owner = db.owner()
  office = await given(owner, { now: TEST_NOW, registers: REGISTERS, sessions: 2, capacity: 200 })
  await owner.sql`UPDATE product SET is_show = true WHERE id = ${office.boat.product}`
  const actor = { ...agentOf(office), roles: ['manager'] as const }
  ctx = { db, actor, keys, now: TEST_NOW, requestId: 'test' }
}

const at = (pool: Db, ...inputs: SellInput[]): Promise<Outcome[]> =>
  sell(
    { db: pool, keys, now: () => TEST_NOW },
    inputs.map((input) => saleRequest(agentOf(office), input)),
  )

const serials = (session = 0) =>
  db.sql<{ serial: number }[]>`
    SELECT serial FROM show_ticket WHERE session_id = ${office.sessions[session]?.id ?? ''} ORDER BY serial`.then(
    (rows) => rows.map((row) => row.serial),
  )
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** Twelve sellers on two pools, two adults each. */
async function crowd(): Promise<PromiseSettledResult<Outcome[]>[]> {
  const other = db.another({ max: 10 })
  return Promise.allSettled(
    upTo(12).map((i) => at(i % 2 ? db : other, boatBasket(office, { register: i % REGISTERS, adults: 2 }))),
  )
}

describe('show tickets', () => {
  beforeAll(open)
  afterAll(() => db.close())

  it('series without gap under concurrency; void and free tickets stay in the series', async () => {
    const settled = await crowd()
    expect(settled.every((s) => s.status === 'fulfilled' && s.value[0]?.ok)).toBe(true)
    expect(await serials()).toEqual(upTo(24))
    const basket = boatBasket(office)
    const line = basket.lines[0]
    const [gift] = await at(db, {
      ...basket,
      lines: [{ ...line, units: [{ unitId: office.boat.baby, qty: 1 }] }] as SellInput['lines'],
      tenders: [],
      expected: { totalC: 0, changeC: 0 },
    })
    expect(gift?.ok).toBe(true)
    await owner.sql`
      UPDATE ticket SET voided_at = ${TEST_NOW}::timestamptz, void_reason = 'CUSTOMER_CANCELS'
       WHERE id = (SELECT ticket_id FROM show_ticket WHERE session_id = ${office.sessions[0]?.id ?? ''} AND serial = 7)`
    await at(db, boatBasket(office, { register: 1 }))
    expect(await serials()).toEqual(upTo(26))
    const statement = await readShowStatement(ctx, office.sessions[0]?.id ?? '')
    expect(statement).toMatchObject({ issued: 26, totalC: 24 * 2_800, voided: [7], gaps: 0, isOver: false })
    expect(statement.categories).toEqual([
      { category: 'ADULTE', priceC: 2_800, first: 1, last: 26, issued: 25, voids: 1, totalC: 24 * 2_800 },
      { category: 'BEBE', priceC: 0, first: 25, last: 25, issued: 1, voids: 0, totalC: 0 },
    ])
    const listed = await readShows(ctx, { from: office.day, to: office.day })
    expect(listed).toMatchObject([{ issued: 26, voids: 1, totalC: 24 * 2_800 }])
  })

  it('have a series for each performance, and what a refused sale would have had is not missing', async () => {
    const sessions = [office.sessions[1]?.id ?? '']
    const basket = boatBasket(office, { session: 1, adults: 3 })
    const dear = { ...boatBasket(office, { session: 1 }), expected: { totalC: 1, changeC: 0 } }
    const outcomes = await at(db, dear, basket)
    expect(outcomes.map((o) => o.ok)).toEqual([false, true])
    expect(await serials(1)).toEqual([1, 2, 3])
    expect((await readShowStatement(ctx, sessions[0] ?? '')).issued).toBe(3)
  })

  it('say on paper the organiser, the number, where and when they were sold', async () => {
    const basket = familyBasket(office, { session: 1 })
    await at(db, basket)
    const [first] = await saleTickets(ctx, basket.id)
    expect(first?.show).toEqual({ serial: 4, soldDay: office.day, soldAt: 'Bourg' })
    const said = ticketSlip(first as NonNullable<typeof first>).map((row) => ('text' in row ? row.text : ''))
    expect(said.join(' ')).toMatch(
      /Spectacle organisé par .+\. Billet n° 000004 de la séance, vendu le .+ à Bourg\./,
    )
  })

  it('of what is no show there are none', async () => {
    await owner.sql`UPDATE product SET is_show = false WHERE id = ${office.boat.product}`
    const before = await serials(1)
    await at(db, boatBasket(office, { session: 1 }))
    expect(await serials(1)).toEqual(before)
  })
})

describe('negative control', () => {
  beforeEach(open)
  afterAll(() => db.close())

  it('with the counter of the performance not locked, two tickets have one number', async () => {
    await owner.sql.unsafe('ALTER TABLE show_ticket DROP CONSTRAINT show_ticket_session_id_serial_pk')
    await unlockCounters(owner, 20)
    await crowd()
    const all = await serials()
    expect(new Set(all).size).toBeLessThan(all.length)
  })
})
