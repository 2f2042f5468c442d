import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Actor } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { OWN, type ReportFilter } from '../shared/report.ts'
import { instantOf, msOf, toDay, type Instant } from '../shared/time.ts'
import { readAhead } from './book.ts'
import { readFigures } from './figures.ts'
import { readRows } from './rows.ts'

let db: TestDb
let office: Given
const keys = temporaryKeyring()

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, capacity: 10_000, sessions: 2, registers: 2 })
  await db.owner().sql`UPDATE session SET cutoff_at = cutoff_at + interval '40 days'`
})

afterAll(() => db.close())

const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  code: 'GW',
  name: 'Gwenn',
  roles: ['manager'],
  providerId: null,
}
let now: Instant = TEST_NOW
const ctxOn = (on: Db) => ({ db: on, keys, actor: manager, now, requestId: 'test' })
const SUMMER: ReportFilter = { from: toDay('2026-06-01'), to: toDay('2026-09-30') }

beforeEach(async () => {
  await db.owner().sql`UPDATE shift SET opened_at = ${now}::timestamptz`
})

async function sale(input: ReturnType<typeof boatBasket>): Promise<void> {
  const [outcome] = await sell({ db, keys, now: () => now }, [saleRequest(agentOf(office), input)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
}

const figures = async (on: Db, filter: ReportFilter = SUMMER) =>
  (await readFigures(ctxOn(on), 'family', filter)).total

/** The same, by SQL over the lines alone. */
async function sold() {
  const [row] = await db.sql`
    SELECT coalesce(sum(total_c), 0)::int AS "grossC",
           coalesce(sum(ht_c) FILTER (WHERE kind = 'OWN'), 0)::int AS "ownHtC",
           coalesce(sum(commission_c), 0)::int AS "commissionC",
           coalesce(sum(qty) FILTER (WHERE fare IS NOT NULL), 0)::int AS tickets,
           count(DISTINCT sale_id)::int AS sales FROM sale_line`
  return row
}

it('is nothing before the first sale', async () => {
  expect(await readFigures(ctxOn(db), 'product', SUMMER)).toEqual({
    splits: [],
    total: { grossC: 0, ownHtC: 0, commissionC: 0, tickets: 0, sales: 0 },
    totalBefore: { grossC: 0, ownHtC: 0, commissionC: 0, tickets: 0, sales: 0 },
  })
})

it('the family’s sale: volume of all of it, the office’s own before tax, its commissions; goods are no tickets', async () => {
  await sale(familyBasket(office))
  const { splits, total } = await readFigures(ctxOn(db), 'provider', SUMMER)
  expect(total).toEqual({ grossC: 9_200, ownHtC: 1_137, commissionC: 604, tickets: 4, sales: 1 })
  expect(splits.map(({ label, now: n }) => [label, n.grossC, n.commissionC, n.sales])).toEqual([
    ['Vedettes Kerlann', 7_100, 568, 1],
    ['Office de tourisme', 1_200, 0, 1],
    ['SNCF', 900, 36, 1],
  ])
  expect(await figures(db, { ...SUMMER, providerId: OWN })).toMatchObject({
    grossC: 1_200,
    tickets: 0,
    sales: 1,
  })
  expect(await figures(db, { ...SUMMER, target: true })).toMatchObject({ grossC: 8_000 })
  expect(await figures(db, { ...SUMMER, channel: 'ONLINE' })).toMatchObject({ grossC: 0, sales: 0 })
})

it('is right at once after each sale, day after day, in another process too, however often it was asked', async () => {
  const elsewhere = db.another()
  for (let day = 0; day < 6; day++) {
    now = instantOf(msOf(TEST_NOW) + day * 86_400_000)
    await db.owner().sql`UPDATE shift SET opened_at = ${now}::timestamptz`
    for (const register of [0, 1]) {
      await sale(boatBasket(office, { adults: day + 1, register }))
      const whole = await sold()
      expect(await figures(db)).toEqual(whole)
      expect(await figures(elsewhere)).toEqual(whole)
    }
    const today = toDay(now.slice(0, 10))
    expect((await figures(db, { from: today, to: today })).tickets).toBe(2 * (day + 1) + (day === 0 ? 4 : 0))
  }
})

it('asked many times at once while sales come, never leaves one out that was there when it was asked', async () => {
  const stop = new AbortController()
  const asking = Array.from({ length: 6 }, async () => {
    while (!stop.signal.aborted) {
      const before = (await sold())?.sales as number
      const seen = await figures(db)
      const after = (await sold())?.sales as number
      expect(seen.sales).toBeGreaterThanOrEqual(before)
      expect(seen.sales).toBeLessThanOrEqual(after)
    }
  })
  for (let i = 0; i < 25; i++) await sale(i % 2 ? familyBasket(office) : boatBasket(office, { register: 1 }))
  stop.abort()
  await Promise.all(asking)
  expect(await figures(db)).toEqual(await sold())
})

it('what takes a sale back simply adds: amounts and tickets negative, no sale more', async () => {
  const was = await figures(db)
  const wasBoat = await figures(db, { ...SUMMER, productId: office.boat.product })
  const owner = db.owner()
  const id = newId('sale')
  const [last] =
    await owner.sql`SELECT max(seq) AS seq FROM sale WHERE register_id = ${office.registers[0] ?? ''}`
  await owner.sql`
    INSERT INTO sale SELECT ${id}, order_id, register_id, shift_id, staff_id, channel, 'REFUND', ${last?.seq + 1}, 'R-1',
           business_day, at, -5600, 0, -5600, 0, 0, '' FROM sale LIMIT 1`
  await owner.sql`
    INSERT INTO sale_line (sale_id, n, product_id, unit_id, sku, label, fare, family, kind, provider_id, qty, unit_c,
                           discount_c, total_c, ht_c, vat_c, commission_c)
    SELECT ${id}, 1, product_id, unit_id, sku, label, fare, family, kind, provider_id, -2, 2800, 0, -5600, -5600, 0, -448
      FROM sale_line WHERE sku = 'GOLFE' LIMIT 1`
  const back = { grossC: -5_600, commissionC: -448, tickets: -2, sales: 0 }
  for (const [before, after] of [
    [was, await figures(db)],
    [wasBoat, await figures(db, { ...SUMMER, productId: office.boat.product })],
  ] as const)
    for (const [figure, c] of Object.entries(back))
      expect(after[figure as keyof typeof after] - before[figure as keyof typeof before], figure).toBe(c)
  const { rows, total } = await readRows(ctxOn(db), SUMMER, { limit: 500 })
  expect(rows.reduce((sum, r) => sum + r.totalC, 0)).toBe(total.grossC)
})

it('a voucher of many uses is no turnover, and no row behind one', async () => {
  const was = await figures(db)
  const owner = db.owner()
  const id = newId('sale')
  const [last] =
    await owner.sql`SELECT max(seq) AS seq FROM sale WHERE register_id = ${office.registers[1] ?? ''}`
  await owner.sql`
    INSERT INTO sale SELECT ${id}, order_id, ${office.registers[1] ?? ''}, shift_id, staff_id, channel, 'SALE', ${last?.seq + 1},
           'V-1', business_day, at, 5000, 0, 0, 5000, 0, '' FROM sale LIMIT 1`
  await owner.sql`
    INSERT INTO sale_line (sale_id, n, product_id, unit_id, sku, label, family, kind, qty, unit_c, discount_c, total_c, ht_c, vat_c)
    SELECT ${id}, 1, product_id, unit_id, 'CADEAU', 'Carte cadeau', 'BOUTIQUE', 'VOUCHER_MPV', 1, 5000, 0, 5000, 5000, 0
      FROM sale_line LIMIT 1`
  expect(await figures(db)).toEqual(was)
})

it('when a copy of the database is put back, what is no longer there is no longer counted', async () => {
  const owner = db.owner()
  const elsewhere = db.another()
  const was = await figures(elsewhere)
  await owner.sql.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    await sql`DELETE FROM sale_line WHERE sale_id = (SELECT id FROM sale WHERE number = 'R-1')`
    await sql`DELETE FROM sale WHERE number = 'R-1'`
  })
  expect((await figures(elsewhere)).grossC).toBe(was.grossC + 5_600)
})

it('rows come newest first, page after page, each once, and new sales move none of them', async () => {
  const seen: string[] = []
  const first = await readRows(ctxOn(db), SUMMER, { limit: 7 })
  await sale(familyBasket(office))
  let page = first
  for (;;) {
    for (const r of page.rows) seen.push(`${r.day} ${r.at} ${r.saleId} ${r.n}`)
    if (page.next === null) break
    page = await readRows(ctxOn(db), SUMMER, { limit: 7, after: page.next })
  }
  expect(new Set(seen).size).toBe(seen.length)
  const moments = seen.map((text) => text.slice(0, 35))
  expect(moments).toEqual([...moments].sort().reverse())
  const { rows } = await readRows(ctxOn(db), SUMMER, { limit: 500 })
  expect(seen.length).toBe(rows.length - 4)
  expect(rows[0]).toMatchObject({
    orderId: expect.stringMatching(/^ord_/),
    number: expect.stringMatching(/^B1-2026-/),
    site: 'Bourg',
    register: 'B1',
    channel: 'COUNTER',
    agent: 'Maïwenn',
    provider: 'Vedettes Kerlann',
    product: 'Golfe du Morbihan, tour des îles',
    fare: 'ADULTE',
    family: 'BOAT',
    qty: 2,
    totalC: 5_600,
    commissionC: 448,
    vatC: 0,
  })
})

it('a cursor that is none is refused; figures are not for an agent', async () => {
  await expect(readRows(ctxOn(db), SUMMER, { limit: 7, after: 'sal_1' })).rejects.toMatchObject({
    code: 'bad_request',
  })
  const agent = { ...ctxOn(db), actor: agentOf(office) }
  await expect(readFigures(agent, 'family', SUMMER)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readRows(agent, SUMMER, { limit: 7 })).rejects.toMatchObject({ code: 'forbidden' })
})

it('is read ahead of the first report, but not where too much was sold', async () => {
  expect(await readAhead(db, 0)).toBe(false)
  expect(await readAhead(db)).toBe(true)
})
