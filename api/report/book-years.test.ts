import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import type { Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Actor } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { plusDays, toDay, type Day } from '../shared/time.ts'
import { soldBook } from './book.ts'
import { countAll } from './count.ts'
import { readDashboard } from './dashboard.ts'
import { readFigures } from './figures.ts'
import { readRows } from './rows.ts'
import { byTime } from './sold.ts'
import { yearCurve } from './year.ts'

let db: TestDb
let on: Db
let office: Given
const keys = temporaryKeyring()
const manager: Actor = {
  kind: 'staff',
  staffId: 'stf_1',
  code: 'GW',
  name: 'Gwenn',
  roles: ['manager'],
  providerId: null,
}
const ctx = () => ({ db: on, keys, actor: manager, now: TEST_NOW, requestId: 'test' })

/** Sells on a day at one of the two registers, as those that came in their order. */
async function soldOn(day: Day, register: 0 | 1): Promise<void> {
  const { sql } = db.owner()
  const id = office.registers[register] ?? ''
  await sql`
    INSERT INTO sale (id, order_id, register_id, shift_id, staff_id, channel, doc_type, seq, number, business_day, at,
                      total_c, own_c, third_c, voucher_c, change_c, digest)
    SELECT 'sal_' || lpad(md5(${id} || n), 26, '0'), order_id, ${id}, shift_id, staff_id, channel, doc_type, n,
           ${id} || n, ${day}::date, ${day}::date + interval '12 hours', total_c, own_c, third_c, 0, 0, ''
      FROM sale, LATERAL (SELECT coalesce(max(seq), 0) + 1 AS n FROM sale WHERE register_id = ${id}) x LIMIT 1`
  await sql`
    INSERT INTO sale_line (sale_id, n, product_id, unit_id, sku, label, fare, family, kind, provider_id, qty, unit_c,
                           discount_c, total_c, ht_c, vat_c, commission_c)
    SELECT s.id, 1, l.product_id, l.unit_id, l.sku, l.label, l.fare, l.family, l.kind, l.provider_id, l.qty, l.unit_c,
           0, l.total_c, l.ht_c, l.vat_c, l.commission_c
      FROM sale s, (SELECT * FROM sale_line LIMIT 1) l
     WHERE s.register_id = ${id} AND s.seq = (SELECT max(seq) FROM sale WHERE register_id = ${id})`
}

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, capacity: 100, registers: 2 })
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [
    saleRequest(agentOf(office), boatBasket(office)),
  ])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  // The office's first sale is put where eight years begin: those between are of both registers.
  await db.owner().sql.begin(async (sql) => {
    await sql`SET LOCAL session_replication_role = replica`
    await sql`UPDATE sale SET business_day = '2019-02-10', at = '2019-02-10T10:00:00Z'`
  })
  for (let year = 2019; year <= 2026; year++)
    for (const [register, day] of [
      [1, '04-10'],
      [0, '06-10'],
      [1, '06-10'],
      [0, '08-13'],
    ] as const)
      await soldOn(toDay(`${year}-${day}`), register)
}, 60_000)

beforeEach(() => {
  on = db.another()
})

afterAll(() => db.close())

/** By SQL over the lines alone. */
async function sums(from: string, to: string) {
  const [row] = await db.sql<{ grossC: number; sales: number }[]>`
    SELECT coalesce(sum(l.total_c), 0)::int AS "grossC", count(DISTINCT s.id)::int AS sales
      FROM sale s JOIN sale_line l ON l.sale_id = s.id WHERE s.business_day BETWEEN ${from}::date AND ${to}::date`
  return row ?? {}
}
const asked = (from: string, to: string) => ({ from: toDay(from), to: toDay(to) })
const total = async (from: string, to: string) => (await readFigures(ctx(), 'family', asked(from, to))).total
const heldFrom = async () => (await soldBook(on)).sales[0]?.day

it('holds the year of the last sale and the three before it', async () => {
  expect(await heldFrom()).toBe('2023-04-10')
  expect(await total('2025-01-01', '2026-12-31')).toMatchObject(await sums('2025-01-01', '2026-12-31'))
  expect(await heldFrom()).toBe('2023-04-10')
})

it('reads what is older when it is asked for: figures, the year before them, and rows; both at once too', async () => {
  const { total: now, totalBefore } = await readFigures(ctx(), 'family', asked('2023-01-01', '2023-12-31'))
  expect(now).toMatchObject(await sums('2023-01-01', '2023-12-31'))
  expect(totalBefore).toMatchObject(await sums('2022-01-01', '2022-12-31'))
  expect(await heldFrom()).toBe('2022-04-10')
  const [rows, old, whole] = await Promise.all([
    readRows(ctx(), asked('2020-01-01', '2026-12-31'), { limit: 500 }),
    total('2021-05-01', '2021-07-31'),
    total('2019-01-01', '2026-12-31'),
  ])
  expect(rows.rows).toHaveLength(7 * 4)
  expect(old).toMatchObject(await sums('2021-05-01', '2021-07-31'))
  expect(whole).toMatchObject(await sums('2019-01-01', '2026-12-31'))
  const { sales } = await soldBook(on)
  expect(sales).toHaveLength(8 * 4 + 1)
  expect([...sales].sort(byTime)).toEqual(sales)
})

it('lets go of it with the first sale of another day, and reads it again', async () => {
  expect((await soldBook(on, toDay('2019-01-01'))).sales[0]?.day).toBe('2019-02-10')
  expect(await heldFrom()).toBe('2019-02-10')
  await soldOn(toDay('2026-08-13'), 1)
  expect(await heldFrom()).toBe('2019-02-10')
  await soldOn(toDay('2026-08-14'), 1)
  expect(await heldFrom()).toBe('2023-04-10')
  expect(await total('2018-01-01', '2026-12-31')).toMatchObject(await sums('2018-01-01', '2026-12-31'))
})

it('a sale that comes late stands in its place, and answers about its day are worked out again', async () => {
  const before = await total('2026-08-01', '2026-08-13')
  await soldOn(toDay('2026-08-13'), 0)
  const { sales } = await soldBook(on)
  expect([...sales].sort(byTime)).toEqual(sales)
  expect(await total('2026-08-01', '2026-08-13')).toMatchObject({ sales: before.sales + 1 })
})

it('an office that opens in April each year tells its seasons all the same: its first sale was long before', async () => {
  const { done } = await readDashboard(ctx())
  expect(done).toMatchObject(await sums('2026-01-01', '2026-08-13'))
  expect(await heldFrom()).toBe('2023-04-10')
  expect(yearCurve(await soldBook(on), 2026, new Set()).years).toBe(3)
  const old = await readDashboard(ctx(), 2022)
  expect(old.done).toMatchObject(await sums('2022-01-01', '2022-12-31'))
  expect(old.wholeBefore).toMatchObject(await sums('2021-01-01', '2021-12-31'))
  expect(await heldFrom()).toBe('2019-02-10')
})

it('is not asked of days that it was not asked to hold', async () => {
  const book = await soldBook(on)
  const span = { from: plusDays(book.since, -1), to: toDay('2026-12-31') }
  expect(() => countAll(book, { ...span, excludes: new Set() })).toThrow('the book was asked for since')
})
