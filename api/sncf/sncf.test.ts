import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { stopPapers } from '../paper/paper.ts'
import { ctxAs, sold } from '../regie/given-regie.ts'
import { readDashboard } from '../report/dashboard.ts'
import { readDay } from '../report/day.ts'
import { reconcile } from '../report/reconcile.ts'
import { familyBasket } from '../sale/given-sale.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes, toInstant } from '../shared/time.ts'
import { pdfText } from '../ticket/pdf-test.ts'
import { checkDay, dayTickets } from './days.ts'
import type { MemoInput } from './form.ts'
import { cancelMemo, recordMemo } from './memo.ts'
import { statementPdf } from './paper.ts'
import { monthSpan, readMonth, settleMonth } from './statement.ts'

let db: TestDb
let owner: Db
let office: Given
let ctx: Ctx
const keys = temporaryKeyring()
const SEPTEMBER = toInstant('2026-09-01T08:00:00Z')

beforeEach(async () => {
  db = await testDb()
  owner = db.owner()
  office = await given(owner, { now: TEST_NOW })
  ctx = ctxAs(db, keys, office)
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterEach(() => db.close())
afterAll(stopPapers)

const refusal = (code: string, data: Record<string, unknown> = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

const memo = (ref: string, more: Partial<MemoInput['external']> = {}): MemoInput => ({
  id: newId('sncfMemo'),
  registerId: office.registers[0] ?? '',
  optionId: office.rail.option,
  means: ['CARD'],
  external: {
    terminal: 'SNCF-1',
    ref,
    product: 'TER',
    origin: 'Auray',
    destination: 'Vannes',
    travelClass: '2',
    travelDay: null,
    passengers: 1,
    fareC: 4_200,
    ...more,
  },
})
const figures = async () => ({
  sales: (await db.sql`SELECT count(*)::int AS n FROM sale`)[0]?.n,
  ledger: await balances(db),
})

it('a ticket paid on the SNCF’s own terminal is a memo: no sale, no payment, no cash', async () => {
  await sold(db, keys, office, familyBasket(office))
  const before = await figures()
  const one = memo('T1')
  expect(await recordMemo(ctx, one)).toEqual({ id: one.id, made: true })
  expect(await recordMemo(ctx, one)).toEqual({ id: one.id, made: false })
  await expect(recordMemo(ctx, { ...one, means: ['CASH'] })).rejects.toEqual(refusal('id_reused'))
  await expect(recordMemo(ctx, memo('T1'))).rejects.toEqual(refusal('external_ref_used'))
  const twice = memo('T2')
  await Promise.all([recordMemo(ctx, twice), recordMemo({ ...ctx, db: db.another({ max: 1 }) }, twice)])
  expect(await figures()).toEqual(before)
  expect((await readDashboard(ctx, 2026)).railElsewhereC).toBe(8_400)
  expect((await readDay(ctx, { day: office.day })).sncf).toMatchObject({ drawerC: 900, terminalC: 8_400 })
  expect(await reconcile(db)).toEqual([])
})

it('its number is one with those of the tickets that we were paid for', async () => {
  const basket = familyBasket(office)
  await sold(db, keys, office, basket)
  const ref = basket.lines[2]?.external?.ref ?? ''
  await expect(recordMemo(ctx, memo(ref))).rejects.toEqual(refusal('external_ref_used'))
  await recordMemo(ctx, memo('T1'))
  const late = familyBasket(office)
  const external = late.lines[2]?.external
  if (external) external.ref = 'T1'
  await expect(sold(db, keys, office, late)).rejects.toEqual(refusal('external_ref_used'))
  const goods = { ...memo('T9'), optionId: office.topoguide.option }
  await expect(recordMemo(ctx, goods)).rejects.toEqual(refusal('bad_request'))
})

it('a terminal is set beside its report day by day; what differs is explained, and seen when it changes', async () => {
  await sold(db, keys, office, familyBasket(office))
  await recordMemo(ctx, memo('T1'))
  const day = { terminal: 'SNCF-1', day: office.day }
  await expect(checkDay(ctx, { ...day, reportC: 5_000, reportCount: 2 })).rejects.toEqual(
    refusal('comment_needed', { gapC: -100 }),
  )
  await expect(checkDay(ctx, { ...day, reportC: 5_100, reportCount: 3 })).rejects.toEqual(
    refusal('comment_needed'),
  )
  const checked = await checkDay(ctx, { ...day, reportC: 5_100, reportCount: 2 })
  expect(checked).toMatchObject({ posC: 5_100, posCount: 2, drawerC: 900, terminalC: 4_200, changed: false })
  expect(checked.check).toMatchObject({ gapC: 0, by: 'MA', comment: null })
  await checkDay(ctx, { ...day, reportC: 5_100, reportCount: 2 })
  expect(await db.sql`SELECT 1 FROM sncf_daily`).toHaveLength(1)
  const two = memo('T2')
  await recordMemo(ctx, two)
  expect((await readMonth(ctx, '2026-08')).days).toMatchObject([{ posC: 9_300, changed: true }])
  // The terminal cancels it the next day: its report of that day says so.
  const tomorrow = { ...ctx, now: plusMinutes(TEST_NOW, 24 * 60) }
  await cancelMemo(tomorrow, two.id, 'ANN-7')
  await cancelMemo(tomorrow, two.id, 'ANN-7')
  await expect(cancelMemo(tomorrow, two.id, 'ANN-8')).rejects.toEqual(refusal('already_done'))
  const { days, unchecked } = await readMonth(tomorrow, '2026-08')
  expect(days).toMatchObject([
    { day: '2026-08-14', posC: -4_200, posCount: -1, check: null },
    { day: '2026-08-13', posC: 9_300, posCount: 3, changed: true },
  ])
  expect(unchecked).toBe(2)
  const { tickets } = await dayTickets(ctx, day)
  expect(tickets.map((t) => [t.paidOn, t.status, t.fareC])).toEqual([
    ['POS_DRAWER', 'SOLD', 900],
    ['SNCF_TERMINAL', 'SOLD', 4_200],
    ['SNCF_TERMINAL', 'CANCELLED_ON_TERMINAL', 4_200],
  ])
  await expect(
    checkDay(ctx, { ...day, day: monthSpan('2027-01').from, reportC: 0, reportCount: 0 }),
  ).rejects.toEqual(refusal('bad_request'))
})

it('a month is settled once, when it is over: gross, commission, its VAT, and what 467 owes exactly', async () => {
  await sold(db, keys, office, familyBasket(office))
  const [rate] = await db.sql<{ c: number }[]>`SELECT commission_c AS c FROM sale_line WHERE kind = 'SNCF'`
  await recordMemo(ctx, memo('T1'))
  const { statement } = await readMonth(ctx, '2026-08')
  expect(statement).toMatchObject({
    settled: false,
    over: false,
    grossC: 5_100,
    drawerC: 900,
    terminalC: 4_200,
    tickets: 2,
  })
  await expect(settleMonth(ctx, '2026-08')).rejects.toEqual(refusal('already_done', { status: 'OPEN' }))
  const later = { ...ctx, now: SEPTEMBER }
  const settled = await settleMonth(later, '2026-08')
  const commissionC = (rate?.c ?? 0) + Math.round((4_200 * (statement.rateBp ?? 0)) / 10_000)
  expect(commissionC).toBeGreaterThan(rate?.c ?? 0)
  expect(settled).toMatchObject({
    number: 'SNCF-2026-08',
    settled: true,
    commissionC,
    vatC: Math.round(commissionC * 0.2),
    netDueC: 900 - commissionC - Math.round(commissionC * 0.2),
  })
  expect(await settleMonth(later, '2026-08')).toEqual(settled)
  const [owed] = await db.sql<{ n: number }[]>`
    SELECT -sum(amount_c)::int AS n FROM ledger_leg
     WHERE aux = (SELECT 'F' || v.code FROM provider v JOIN product p ON p.provider_id = v.id AND p.kind = 'EXTERNAL' LIMIT 1)
       AND family = 'RAIL'`
  expect(owed?.n).toBe(settled.netDueC)
  expect((await balances(db)).reduce((sum, b) => sum + b.balanceC, 0)).toBe(0)
  expect(await reconcile(db)).toEqual([])
  const text = (await pdfText(await statementPdf(later, '2026-08'))).join(' ')
  for (const said of ['SNCF-2026-08', 'Commission HT', 'non pointé', '42,00 €', 'Net dû'])
    expect(text).toContain(said)
})

it('the last day of a month is that of its calendar', () => {
  expect(monthSpan('2026-02')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(monthSpan('2028-02').to).toBe('2028-02-29')
  expect(monthSpan('2026-12').to).toBe('2026-12-31')
})

it('an agent records a ticket, and settles nothing', async () => {
  const agent = ctxAs(db, keys, office, ['agent'])
  await recordMemo(agent, memo('T1'))
  await expect(settleMonth({ ...agent, now: SEPTEMBER }, '2026-08')).rejects.toEqual(refusal('forbidden'))
  await expect(readMonth(agent, '2026-08')).rejects.toEqual(refusal('forbidden'))
})
