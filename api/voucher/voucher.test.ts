import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import { givenGift, type GivenGift } from '../../db/given-gift.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction, type Db } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { temporaryKeyring } from '../keyring.ts'
import { registerKeys } from '../journal/keys.ts'
import { reconcile } from '../report/reconcile.ts'
import { agentOf } from '../sale/given-sale.ts'
import { SellInput } from '../sale/input.ts'
import { saleRequest, sell, type Outcome } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import { expireVouchers } from './expire.ts'
import { fillVouchers, voidVouchers } from './give-back.ts'
import { cardBasket, paidBy, vouchersOf } from './given-card.ts'
import { readVoucher } from './read.ts'

let db: TestDb
let office: Given
let gift: GivenGift
const keys = temporaryKeyring()
const LATER = plusMinutes(TEST_NOW, 60 * 24 * 400)

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, capacity: 500 })
  gift = await givenGift(db.owner())
  await transaction(db, (tx) => registerKeys(tx, keys.all))
})
afterAll(() => db.close())

async function sellAll(inputs: SellInput[], at: Db = db, now: Instant = TEST_NOW): Promise<Outcome[]> {
  return sell(
    { db: at, keys, now: () => now },
    inputs.map((input) => saleRequest(agentOf(office), input)),
  )
}
async function sold(input: SellInput): Promise<SellInput> {
  const [outcome] = await sellAll([input])
  if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome')
  return input
}
const refusals = (outcomes: Outcome[]) =>
  outcomes.map((o) => (o.ok ? 'sold' : { code: o.error.code, ...o.error.data }))
async function card(amountC: number) {
  const [made] = await vouchersOf(db, (await sold(cardBasket(office, gift, amountC))).id)
  if (!made) throw new Error('no card')
  return made
}
const balanceOf = async (id: string) =>
  (await db.sql`SELECT balance_c AS c FROM voucher WHERE id = ${id}`)[0]?.c as number
const ctx = (): Ctx => ({ db, actor: agentOf(office), keys, now: TEST_NOW, requestId: 'test' })

describe('a gift card', () => {
  it('is sold without VAT and owed on 41911, good until the end of the month a year later', async () => {
    const input = await sold(cardBasket(office, gift, 3_500, 2))
    const cards = await vouchersOf(db, input.id)
    expect(cards.map((c) => [c.balanceC, c.expiresOn])).toEqual([
      [3_500, '2027-08-31'],
      [3_500, '2027-08-31'],
    ])
    expect(cards[0]?.code).toMatch(/^[2-9AC-HJKMNP-RTVWXY]{12}$/)
    const legs = await db.sql`
      SELECT l.account, l.amount_c AS c FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
       WHERE e.sale_id = ${input.id} ORDER BY 1`
    expect([...legs]).toEqual([
      { account: '41911', c: -7_000 },
      { account: '5115', c: 7_000 },
    ])
    const [record] = await db.sql`SELECT payload FROM journal_record WHERE subject = ${input.id}`
    const payload = JSON.parse(record?.payload as string)
    expect(payload.totals).toEqual({
      ownTtcC: 0,
      thirdTtcC: 0,
      voucherTtcC: 7_000,
      grandTtcC: 7_000,
      vat: [],
    })
    expect(payload.lines[0]).toMatchObject({ kind: 'VOUCHER_MPV', vatExemptCode: 'MPV', vatC: 0, qty: 2 })
    for (const { code } of cards) expect(record?.payload).not.toContain(code)
    expect(await db.sql`SELECT 1 FROM ticket WHERE sale_id = ${input.id}`).toHaveLength(0)
  })

  it('has the amount that is said where the catalogue has none, and only there', async () => {
    const free = cardBasket(office, gift, 5_000)
    const [line] = free.lines
    if (!line) throw new Error('no line')
    const { voucher: _, ...silent } = line
    const fifty = { ...silent, units: [{ unitId: gift.fifty, qty: 1 }] }
    const own = { id: newId('sale'), orderId: newId('order') }
    expect(refusals(await sellAll([{ ...free, lines: [silent] }]))).toMatchObject([{ code: 'bad_request' }])
    expect(
      refusals(await sellAll([{ ...free, lines: [{ ...fifty, voucher: { amountC: 5_000 } }] }])),
    ).toMatchObject([{ code: 'bad_request' }])
    expect(refusals(await sellAll([{ ...free, ...own, lines: [fifty] }]))).toEqual(['sold'])
    const small = { ...free, lines: [{ ...line, voucher: { amountC: 999 } }] }
    expect(SellInput.safeParse(small).success).toBe(false)
  })

  it('is bought neither by another card nor by chèques-vacances', async () => {
    const { code } = await card(5_000)
    const by = (tender: SellInput['tenders'][number]) => ({
      ...cardBasket(office, gift, 2_000),
      tenders: [tender],
    })
    const outcomes = await sellAll([
      by({ means: 'GIFT', amountC: 2_000, voucherCode: code }),
      by({ means: 'ANCV_P', amountC: 2_000 }),
    ])
    expect(refusals(outcomes)).toMatchObject([
      { code: 'tender_not_allowed', means: 'GIFT', allowedC: 0 },
      { code: 'tender_not_allowed', means: 'ANCV_P', allowedC: 0 },
    ])
  })

  it('pays in part, and of its code the journal has the end alone', async () => {
    const { id, code } = await card(5_000)
    const input = await sold(paidBy(office, [{ code, amountC: 2_000 }]))
    expect(await balanceOf(id)).toBe(3_000)
    const [row] = await db.sql`
      SELECT r.payload, t.ref, k.voucher_id AS "voucherId" FROM journal_record r
        JOIN tender t ON t.sale_id = r.subject AND t.n = 1
        JOIN tender_link k ON k.sale_id = r.subject AND k.n = 1 WHERE r.subject = ${input.id} AND r.journal = 'T'`
    expect(row).toMatchObject({ ref: code.slice(-4), voucherId: id })
    expect(row?.payload).not.toContain(code)
    expect(JSON.parse(row?.payload as string).payments[0]).toMatchObject({
      means: 'GIFT',
      ref: code.slice(-4),
    })
    expect(refusals(await sellAll([input]))).toEqual(['sold'])
    expect(await balanceOf(id)).toBe(3_000)
  })

  it('is refused by what it is: unknown, of the other kind, short, past its last day', async () => {
    const { id, code } = await card(1_500)
    const refused = async (inputs: SellInput[], now = TEST_NOW) => refusals(await sellAll(inputs, db, now))
    expect(
      await refused([
        paidBy(office, [{ code: 'AAAA22224444', amountC: 100 }]),
        paidBy(office, [{ code, amountC: 100, means: 'AVOIR' }]),
        paidBy(office, [
          { code, amountC: 1_000 },
          { code, amountC: 800 },
        ]),
        paidBy(office, [{ code, amountC: 1_000 }]),
        paidBy(office, [{ code, amountC: 1_000 }]),
      ]),
    ).toEqual([
      { code: 'voucher_unknown', n: 0 },
      { code: 'voucher_unknown', n: 0 },
      { code: 'voucher_short', n: 1, balanceC: 500 },
      'sold',
      { code: 'voucher_short', n: 0, balanceC: 500 },
    ])
    const owner = db.owner()
    await owner.sql`UPDATE voucher SET expires_on = '2026-08-12' WHERE id = ${id}`
    expect(await refused([paidBy(office, [{ code, amountC: 100 }])])).toEqual([
      { code: 'voucher_expired', n: 0, expiresOn: '2026-08-12' },
    ])
    await owner.sql`UPDATE voucher SET expires_on = '2027-08-31' WHERE id = ${id}`
  })

  it('is read by its code; codes that are of none are soon not answered any more', async () => {
    const { code } = await card(2_000)
    await sold(paidBy(office, [{ code, amountC: 500 }]))
    const view = await readVoucher(ctx(), code, 'till')
    expect(view).toMatchObject({ kind: 'GIFT', end: code.slice(-4), initialC: 2_000, balanceC: 1_500 })
    expect(view.movements.map((m) => [m.kind, m.amountC])).toEqual([
      ['ISSUE', 2_000],
      ['SPEND', -500],
    ])
    const asked = async (device: string) =>
      readVoucher(ctx(), 'AAAA22224444', device).catch((error: { code: string }) => error.code)
    for (let i = 0; i < 20; i++) expect(await asked('guessing')).toBe('voucher_unknown')
    expect(await asked('guessing')).toBe('rate_limited')
    expect(await asked('till')).toBe('voucher_unknown')
  })
})

describe('corrections', () => {
  const doc = () => ({ saleId: newId('sale'), at: TEST_NOW, months: 12 })

  it('give money back to the card that paid, a new card when its time is over, and a note for the rest', async () => {
    const { id, code } = await card(2_000)
    await sold(paidBy(office, [{ code, amountC: 1_500 }]))
    const fill = (at: Instant) =>
      rolledBack(async (tx) => {
        const of = { ...doc(), at }
        const filled = await fillVouchers(
          tx,
          [
            { n: 1, amountC: 1_500, voucherId: id },
            { n: 2, amountC: 700, voucherId: null },
          ],
          of,
        )
        const made =
          await tx.sql`SELECT kind, balance_c AS c FROM voucher WHERE sale_id = ${of.saleId} ORDER BY 1`
        const [old] = await tx.sql`SELECT balance_c AS c FROM voucher WHERE id = ${id}`
        return { isSame: filled.get(1) === id, made: [...made], old: old?.c }
      })
    expect(await fill(TEST_NOW)).toEqual({ isSame: true, made: [{ kind: 'CREDIT', c: 700 }], old: 2_000 })
    expect(await fill(LATER)).toEqual({
      isSame: false,
      made: [
        { kind: 'CREDIT', c: 700 },
        { kind: 'GIFT', c: 1_500 },
      ],
      old: 500,
    })
  })

  it('take back the cards of a line of which nothing was spent, and no others', async () => {
    const { id: saleId } = await sold(cardBasket(office, gift, 2_000, 3))
    const [first] = await vouchersOf(db, saleId)
    await sold(paidBy(office, [{ code: first?.code ?? '', amountC: 100 }]))
    const of = { saleId, lineN: 1, by: newId('sale'), at: TEST_NOW }
    await expect(rolledBack((tx) => voidVouchers(tx, { ...of, qty: 3 }))).rejects.toMatchObject({
      code: 'refund_not_allowed',
      data: { whole: 2 },
    })
    const left = await rolledBack(async (tx) => {
      await voidVouchers(tx, { ...of, qty: 2 })
      return (await vouchersOf(tx, saleId)).map((v) => v.balanceC)
    })
    expect(left).toEqual([1_900, 0, 0])
  })
})

class Undone extends Error {}

/** What a transaction answers that is undone. */
async function rolledBack<T>(work: (tx: Parameters<typeof fillVouchers>[0]) => Promise<T>): Promise<T> {
  let answer: { value: T } | null = null
  await transaction(db, async (tx) => {
    answer = { value: await work(tx) }
    throw new Undone()
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error
  })
  return (answer as unknown as { value: T }).value
}

describe('all vouchers', () => {
  it('have what their movements come to, never less than nothing, whatever was done to them', async () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant('sell' as const), amountC: fc.integer({ min: 1_000, max: 6_000 }) }),
      fc.record({
        act: fc.constantFrom('spend' as const, 'give back' as const),
        amountC: fc.integer({ min: 1, max: 2_800 }),
        which: fc.nat(20),
      }),
      fc.record({ act: fc.constant('expire' as const), which: fc.nat(20) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        const cards: { id: string; code: string }[] = []
        for (const one of steps) {
          const chosen = 'which' in one ? cards[one.which % Math.max(1, cards.length)] : undefined
          if (one.act === 'sell') cards.push(await card(one.amountC))
          else if (!chosen) continue
          else if (one.act === 'spend')
            await sellAll([paidBy(office, [{ code: chosen.code, amountC: one.amountC }])])
          else if (one.act === 'give back') {
            const back = { n: 1, amountC: one.amountC, voucherId: chosen.id }
            const by = { saleId: newId('sale'), at: TEST_NOW, months: 12 }
            await transaction(db, (tx) => fillVouchers(tx, [back], by))
          } else {
            await db.owner().sql`UPDATE voucher SET expires_on = '2026-08-12' WHERE id = ${chosen.id}`
            await expireVouchers(db, TEST_NOW)
          }
        }
        const odd = (await reconcile(db)).filter((d) => d.check === 'balance of a voucher')
        expect(odd).toEqual([])
      }),
      { numRuns: 8, seed: 41_911 },
    )
  })
})
