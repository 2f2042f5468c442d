import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { given } from '../../db/given.ts'
import type { Given } from '../../db/given-type.ts'
import { testDb, type TestDb } from '../../db/test.ts'
import { TEST_NOW } from '../../db/test-clock.ts'
import type { Ctx } from '../context.ts'
import { verifyJournals } from '../journal/verify.ts'
import { temporaryKeyring } from '../keyring.ts'
import { correct } from '../sale/correct.ts'
import { takingBack } from '../sale/given-correct.ts'
import { agentOf, boatBasket, familyBasket } from '../sale/given-sale.ts'
import type { SellInput } from '../sale/input.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import { frenchVat, toSiret } from '../shared/siren.ts'
import { transaction } from '../../db/index.ts'
import { registerKeys } from '../journal/keys.ts'
import type { InvoiceInput } from './form.ts'
import { invoiceSale } from './make.ts'
import { invoiceNotes, renderInvoice } from './pdf.tsx'
import { readInvoice, readInvoices } from './read.ts'

const keys = temporaryKeyring()
let db: TestDb
let office: Given
let ctx: Ctx

beforeAll(async () => {
  db = await testDb()
  office = await given(db.owner(), { now: TEST_NOW, sessions: 2, capacity: 200 })
  await transaction(db, (tx) => registerKeys(tx, keys.all))
  await db.owner().sql`UPDATE agreement SET invoicing_mandate = true WHERE provider_id = ${office.provider}`
  ctx = { db, actor: agentOf(office), keys, now: TEST_NOW, requestId: 'test' }
})
afterAll(() => db.close())

async function sold(basket: SellInput): Promise<string> {
  const [outcome] = await sell({ db, keys, now: () => TEST_NOW }, [saleRequest(agentOf(office), basket)])
  if (!outcome?.ok) throw outcome?.error ?? new Error('refused')
  return basket.id
}

const person = (): InvoiceInput => ({
  id: newId('buyer'),
  buyer: {
    kind: 'PERSON',
    name: 'Visiteuse de passage',
    address: '1 rue du Port',
    postcode: '56470',
    city: 'La Trinité-sur-Mer',
    country: 'FR',
    email: null,
  },
})

describe('the invoices of a sale', () => {
  it('are the office’s for what it sells itself and one in the principal’s name, in series of their own; the SNCF’s is not', async () => {
    const saleId = await sold(familyBasket(office))
    const { invoices } = await invoiceSale(ctx, saleId, person())
    expect(invoices.map(({ number, issuer, ttcC }) => [number, issuer, ttcC])).toEqual([
      ['OT-2026-000001', null, 1_200],
      ['MARIT-2026-000001', 'Vedettes Kerlann', 7_100],
    ])
    const [own, theirs] = invoices
    expect(await readInvoice(ctx, own?.id ?? '')).toMatchObject({
      onBehalf: false,
      htC: 1_137,
      vatC: 63,
      vat: [{ rateBp: 550, htC: 1_137, vatC: 63, ttcC: 1_200 }],
    })
    // 71.00 at 10 %: VAT once on the total, whatever its lines round to.
    const view = await readInvoice(ctx, theirs?.id ?? '')
    expect(view).toMatchObject({ onBehalf: true, htC: 6_455, vatC: 645, ttcC: 7_100 })
    expect(view.lines.reduce((sum, l) => sum + l.htC, 0)).toBe(6_455)
    expect(view.issuer.vat).toBe(frenchVat('00090100900019'))
    expect(invoiceNotes(view).join(' ')).toContain('au nom et pour le compte de Vedettes Kerlann')
    const pdf = await renderInvoice(view)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('are made once: the same press gets the same, another is told which there are', async () => {
    const saleId = await sold(boatBasket(office))
    const input = person()
    const first = await invoiceSale(ctx, saleId, input)
    expect(await invoiceSale(ctx, saleId, input)).toEqual(first)
    await expect(invoiceSale(ctx, saleId, person())).rejects.toMatchObject({
      code: 'already_invoiced',
      data: { invoices: ['MARIT-2026-000002'] },
    })
    const other = await sold(boatBasket(office))
    await expect(invoiceSale(ctx, other, input)).rejects.toMatchObject({ code: 'id_reused' })
  })

  it('have no gap in their series when many are made at once, and are sealed', async () => {
    const sales = await Promise.all(Array.from({ length: 8 }, () => sold(boatBasket(office))))
    const second = db.another({ max: 8 })
    await Promise.all(sales.map((id, i) => invoiceSale(i % 2 ? ctx : { ...ctx, db: second }, id, person())))
    const rows = await db.sql<{ n: number }[]>`SELECT n FROM invoice WHERE series = 'MARIT' ORDER BY n`
    expect(rows.map((row) => row.n)).toEqual(rows.map((_, i) => i + 1))
    expect((await verifyJournals(db)).faults).toEqual([])
    // The triggers are off, as the owner of a table may have them: what it changes does not agree with what is signed.
    await db.owner().sql.begin(async (sql) => {
      await sql`SET LOCAL session_replication_role = replica`
      await sql`UPDATE invoice SET ht_c = ht_c + 1, vat_c = vat_c - 1 WHERE number = 'MARIT-2026-000004'`
    })
    expect((await verifyJournals(db)).faults).toMatchObject([
      {
        journal: 'I',
        what: 'altered',
        detail: expect.stringMatching(/^invoice: amount before tax is \d+, the record says \d+$/),
      },
    ])
    const [record] = await db.sql<{ payload: string }[]>`
      SELECT string_agg(payload, '') AS payload FROM journal_record WHERE journal = 'I'`
    expect(record?.payload).not.toContain('Visiteuse')
  })

  it('of what was taken back before have their credit note at once', async () => {
    const basket = boatBasket(office, { adults: 2 })
    await sold(basket)
    await correct(ctx, basket.id, await takingBack(db, basket, { 1: 1 }))
    await invoiceSale(ctx, basket.id, person())
    expect((await readInvoices(ctx, basket.id)).invoices.map((one) => [one.kind, one.ttcC])).toEqual([
      ['INVOICE', 5_600],
      ['CREDIT', -2_800],
    ])
  })

  it('are not made in the name of a principal who gave no mandate', async () => {
    await db.owner()
      .sql`UPDATE agreement SET invoicing_mandate = false WHERE provider_id = ${office.provider}`
    const saleId = await sold(boatBasket(office))
    await expect(invoiceSale(ctx, saleId, person())).rejects.toMatchObject({ code: 'nothing_to_invoice' })
  })
})

describe('a SIRET', () => {
  it('is read with its spaces and refused when its sum is wrong', () => {
    expect(toSiret('000 902 437 00011')).toBe('00090243700011')
    expect(toSiret('000 902 437 00012')).toBeNull()
    expect(toSiret('000902437')).toBeNull()
  })

  it('gives the VAT number of its company', () => {
    expect(frenchVat('73282932000074')).toBe('FR44732829320')
  })
})
