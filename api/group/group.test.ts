import { afterAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { transaction } from '../../db/index.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { registerKeys } from '../journal/keys.ts'
import { temporaryKeyring } from '../keyring.ts'
import { balances } from '../ledger/ledger.ts'
import { readInvoice } from '../invoice/read.ts'
import { broken } from '../proof/invariants.ts'
import { correct } from '../sale/correct.ts'
import { expireHolds } from '../sale/expire.ts'
import { givenManager, MANAGER, takingBack } from '../sale/given-correct.ts'
import { agentOf, boatBasket } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { local, plusDays, plusMinutes, toDay } from '../shared/time.ts'
import { accountAux, recordPayment, remindAccount } from './account.ts'
import type { QuoteInput } from './form.ts'
import { lapseQuotes } from './lapse.ts'
import { changeQuote, makeQuote } from './make.ts'
import { offsetCorrection } from './offset.ts'
import { quotePaper } from './paper.ts'
import { renderQuote } from './pdf.tsx'
import { listQuotes, quoteOf } from './read.ts'
import { settleQuote } from './settle.ts'
import { acceptQuote, cancelQuote, declineQuote, sendQuote } from './step.ts'

const keys = temporaryKeyring()
const opened: TestDb[] = []
let db: TestDb
let office: Given
let ctx: Ctx

beforeEach(async () => {
  db = await testDb()
  opened.push(db)
  office = await given(db.owner(), { now: TEST_NOW, registers: 2, sessions: 2, capacity: 40 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  await givenManager(db.owner())
  await db.owner().sql`UPDATE agreement SET invoicing_mandate = true WHERE provider_id = ${office.provider}`
  ctx = at()
})
afterEach(async () => {
  expect(await broken(db)).toEqual([])
})
afterAll(() => Promise.all(opened.map((one) => one.close())))

function at(now = TEST_NOW): Ctx {
  const actor = { ...agentOf(office), roles: ['agent', 'regisseur'] } as Ctx['actor']
  return { db, actor, keys, now, requestId: 'test' }
}

const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ code, data: expect.objectContaining(data) })

/** A school class on the boat, and topoguides for its teachers. */
function group(over: Partial<QuoteInput> = {}): QuoteInput {
  return {
    kind: 'GROUP',
    registerId: office.registers[0] ?? '',
    name: 'Collège du Port',
    email: 'college@guichet.example',
    phone: null,
    buyer: {
      kind: 'PUBLIC',
      name: 'Collège du Port',
      address: '2 rue du Port',
      postcode: '56470',
      city: 'La Trinité-sur-Mer',
      country: 'FR',
      email: null,
      siret: '00090100900019',
      serviceCode: 'GESTION',
      engagement: 'EJ-2026-14',
    },
    lines: [
      {
        optionId: office.boat.option,
        sessionIds: [office.sessions[0]?.id ?? ''],
        units: [
          { unitId: office.boat.adult, qty: 3 },
          { unitId: office.boat.child, qty: 20 },
        ],
      },
      {
        optionId: office.topoguide.option,
        sessionIds: [],
        units: [{ unitId: office.topoguide.unit, qty: 2 }],
      },
    ],
    paysBy: 'MANDAT',
    validUntil: plusDays(local(TEST_NOW).day, 30),
    ...over,
  }
}

async function made(over: Partial<QuoteInput> = {}): Promise<string> {
  const id = newId('quote')
  await makeQuote(ctx, { id, quote: group(over) })
  return id
}

const settling = (register = 0) => ({
  id: newId('sale'),
  registerId: office.registers[register] ?? '',
  shiftId: office.shifts[register] ?? '',
  tenders: [],
})
const counterOf = async (n = 0) => {
  const [row] = await db.sql`SELECT taken, held FROM counter WHERE id = ${office.sessions[n]?.counter ?? ''}`
  return row
}
const balance = async (account: string, aux: string | null = null) =>
  (await balances(db)).find((b) => b.account === account && b.aux === aux)?.balanceC ?? 0
const AUX = 'C00090100900019'
// 3 × 28,00 + 20 × 15,00 on the boat, 2 × 12,00 of topoguides.
const TOTAL = 40_800

describe('a group', () => {
  it('goes from a quote to a mandat that is paid, in the books to the cent at each step', async () => {
    const id = await made()
    expect(await quoteOf(db, id)).toMatchObject({ number: 'D-2026-000001', status: 'DRAFT', totalC: TOTAL })
    expect(await counterOf()).toEqual({ taken: 0, held: 0 })
    await sendQuote(ctx, id)
    const [letter] = await db.sql`SELECT recipient, attachments FROM mail`
    expect(letter).toEqual({
      recipient: 'college@guichet.example',
      attachments: [{ kind: 'QUOTE', quoteId: id }],
    })
    await acceptQuote(ctx, id, {})
    expect(await counterOf()).toEqual({ taken: 0, held: 23 })
    const input = settling(1)
    const { quote } = await settleQuote(ctx, id, input)
    expect(await settleQuote(ctx, id, input)).toEqual({ quote, counters: [] })
    expect(quote).toMatchObject({
      status: 'SETTLED',
      owedC: TOTAL,
      payDay: plusDays(local(TEST_NOW).day, 30),
    })
    expect(await counterOf()).toEqual({ taken: 23, held: 0 })
    expect(await balance('411', AUX)).toBe(TOTAL)
    expect(await balance('4457105')).toBe(-125)
    expect(await balance('707')).toBe(-2_275)
    const invoices = await db.sql<{ id: string; ttcC: number }[]>`
      SELECT id, ttc_c AS "ttcC" FROM invoice ORDER BY ttc_c`
    expect(invoices.map((one) => one.ttcC)).toEqual([2_400, 38_400])
    expect(await readInvoice(ctx, invoices[0]?.id ?? '')).toMatchObject({
      dueDay: quote.payDay,
      buyer: { engagement: 'EJ-2026-14' },
    })
    const part = { id: newId('accountPayment'), day: local(TEST_NOW).day, amountC: 30_000, ref: 'VIR 4412' }
    await recordPayment(ctx, id, part)
    expect(await recordPayment(ctx, id, part)).toMatchObject({ owedC: 10_800 })
    await expect(recordPayment(ctx, id, { ...part, amountC: 1 })).rejects.toEqual(refused('id_reused'))
    const more = { ...part, id: newId('accountPayment'), amountC: 10_801 }
    await expect(recordPayment(ctx, id, more)).rejects.toEqual(refused('paid_too_much', { owedC: 10_800 }))
    await remindAccount(ctx, id)
    await recordPayment(ctx, id, { ...more, amountC: 10_800 })
    expect(await balance('411', AUX)).toBe(0)
    expect(await balance('512')).toBe(TOTAL)
    await expect(remindAccount(ctx, id)).rejects.toEqual(refused('quote_state'))
  })

  it('owes less for what is given back before it pays, and no money leaves', async () => {
    const id = await made()
    await acceptQuote(ctx, id, {})
    const input = settling()
    await settleQuote(ctx, id, input)
    const back = await takingBack(db, input, { 2: 4 }, {
      reason: 'VISITOR_CHANGED_MIND',
      approval: MANAGER,
      tenders: [{ originN: 1, means: 'VIREMENT', amountC: 6_000 }],
    } as never)
    await correct(ctx, input.id, back)
    expect(await balance('4198')).toBe(-6_000)
    expect(await offsetCorrection(db, back.id, TEST_NOW)).toBe(1)
    expect(await offsetCorrection(db, back.id, TEST_NOW)).toBe(0)
    expect(await balance('4198')).toBe(0)
    expect(await balance('411', AUX)).toBe(TOTAL - 6_000)
    expect(await quoteOf(db, id)).toMatchObject({ owedC: TOTAL - 6_000 })
  })

  it('keeps the price that it was promised, and a new one has the new price', async () => {
    const id = await made()
    await db.owner().sql`UPDATE tariff SET price_c = price_c + 500`
    await acceptQuote(ctx, id, {})
    const { quote } = await settleQuote(ctx, id, settling())
    expect(quote.totalC).toBe(TOTAL)
    const [sale] = await db.sql`SELECT total_c FROM sale`
    expect(sale?.total_c).toBe(TOTAL)
  })

  it('is changed while it is a draft, and then no more', async () => {
    const id = await made()
    const changed = await changeQuote(ctx, id, group({ lines: group().lines.slice(0, 1) }))
    expect(changed).toMatchObject({ version: 2, totalC: 38_400, number: 'D-2026-000001' })
    await sendQuote(ctx, id)
    await expect(changeQuote(ctx, id, group())).rejects.toEqual(refused('quote_state', { status: 'SENT' }))
    await declineQuote(ctx, id)
    await expect(acceptQuote(ctx, id, {})).rejects.toEqual(refused('quote_state', { status: 'DECLINED' }))
    expect((await listQuotes(ctx)).quotes).toHaveLength(1)
    const pdf = await renderQuote(await quotePaper(db, id))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('gives its seats back when it is cancelled', async () => {
    const id = await made()
    await acceptQuote(ctx, id, {})
    await cancelQuote(ctx, id)
    expect(await counterOf()).toEqual({ taken: 0, held: 0 })
    await expect(settleQuote(ctx, id, settling())).rejects.toEqual(refused('quote_state'))
    expect(await db.sql`SELECT 1 FROM sale`).toHaveLength(0)
  })

  it('has numbers without a gap however many are made at once, one refused among them', async () => {
    const bad = group({ validUntil: toDay('2020-01-01') })
    await Promise.allSettled([
      ...Array.from({ length: 5 }, () => makeQuote(ctx, { id: newId('quote'), quote: group() })),
      makeQuote(ctx, { id: newId('quote'), quote: bad }),
    ])
    const rows = await db.sql<{ n: number }[]>`SELECT n FROM quote ORDER BY n`
    expect(rows.map((row) => row.n)).toEqual([1, 2, 3, 4, 5])
  })

  it('and the till never take the last seats both', async () => {
    const id = await made({
      lines: [
        {
          ...(group().lines[0] as QuoteInput['lines'][number]),
          units: [{ unitId: office.boat.adult, qty: 39 }],
        },
      ],
    })
    const sale = boatBasket(office, { register: 1, adults: 2 })
    const [accepted, [sold]] = await Promise.all([
      acceptQuote(ctx, id, {}).then(
        () => true,
        (error: { code: string }) => error.code,
      ),
      sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), sale)]),
    ])
    expect([accepted, sold?.ok]).toSatisfy(
      ([a, s]) => (a === true && s === false) || (a === 'sold_out' && s === true),
    )
  })
})

describe('an order by telephone', () => {
  const phone = () => made({ kind: 'PHONE', buyer: null, paysBy: 'COUNTER', phone: '+33612345678' })

  it('keeps its seats never longer than its departure is sold, and is paid at any till', async () => {
    const id = await phone()
    const { quote } = await acceptQuote(ctx, id, {})
    expect(quote.dueAt).toBe(office.sessions[0]?.startsAt)
    await expect(settleQuote(ctx, id, settling(1))).rejects.toEqual(refused('tender_mismatch'))
    await settleQuote(ctx, id, { ...settling(1), tenders: [{ means: 'CASH', amountC: TOTAL }] })
    expect(await balance('5311')).toBe(TOTAL)
    expect(await db.sql`SELECT 1 FROM invoice`).toHaveLength(0)
  })

  it('lapses when nobody paid in time: its seats are free, and whoever called is told once', async () => {
    const id = await phone()
    await acceptQuote(ctx, id, { dueAt: plusMinutes(TEST_NOW, 30) })
    const later = plusMinutes(TEST_NOW, 31)
    expect(await lapseQuotes(db, TEST_NOW)).toBe(0)
    await expireHolds(db, later)
    expect(await lapseQuotes(db, later)).toBe(1)
    expect(await lapseQuotes(db, later)).toBe(0)
    expect(await counterOf()).toEqual({ taken: 0, held: 0 })
    expect(await db.sql`SELECT subject FROM mail`).toHaveLength(1)
    await expect(settleQuote(at(later), id, settling())).rejects.toEqual(
      refused('quote_state', { status: 'LAPSED' }),
    )
  })
})

it('names the account of a buyer by its establishment, else by the buyer alone', () => {
  expect(accountAux({ buyer: null, buyerId: 'buy_0000000000000000abcdefgh' })).toBe('CABCDEFGH')
})
