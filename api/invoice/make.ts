import { bulkAll, into, transaction, type Db, type Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'
import * as schema from '../../db/schema/invoice.ts'
import { agreementOn } from '../catalog/terms.ts'
import { cachedBooks, type Books } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { append, headOf, lockHeads, type Heads, type Signer } from '../journal/journal.ts'
import { officeRegister } from '../journal/office.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { local, msOf, type Day, type Instant } from '../shared/time.ts'
import { invoiceAmounts, type InvoiceLine } from './amounts.ts'
import type { BuyerInput, InvoiceInput, Invoices } from './form.ts'
import { invoicesOf } from './read.ts'

/** The office's own series. */
const OFFICE_SERIES = 'OT'

type SaleHead = {
  id: string
  number: string
  docType: string
  originId: string | null
  day: Day
  registerId: string
}
type Line = InvoiceLine & { kind: string; providerId: string | null }
type Invoice = typeof schema.invoice.$inferInsert

/** What one issuer invoices of a sale. */
type Part = { issuerId: string; code: string; siret: string; lines: Line[] }

/**
 * Makes the invoices of a sale for a buyer: one of the office for what it sells itself, and one in the name of each
 * principal who gave it an invoicing mandate (CGI 289 I 2), each in its own series without a gap. SNCF tickets are their
 * own proof, and a gift card is invoiced where it is spent: neither is invoiced. Idempotent by the buyer's id. `dueDay` is the day by
 * which what is sold on account is paid. Throws
 * `not_found`, `nothing_to_invoice`, `already_invoiced`, `id_reused`.
 */
export async function invoiceSale(
  ctx: Ctx,
  saleId: string,
  input: InvoiceInput,
  { dueDay }: { dueDay?: Day | null } = {},
): Promise<Invoices> {
  const actor = permit(ctx.actor, 'invoice.make')
  const books = await cachedBooks(ctx.db)
  const made = await transaction(ctx.db, async (tx) => {
    const { registerId, heads } = await lockInvoices(tx)
    const made = await invoicesOf(tx, saleId)
    if (made.length > 0) {
      const [own] =
        await tx.sql`SELECT 1 FROM invoice WHERE sale_id = ${saleId} AND buyer_id = ${input.id} LIMIT 1`
      if (own) return { invoices: made }
      throw new AppError('already_invoiced', { invoices: made.map((one) => one.number) })
    }
    const [used] = await tx.sql`SELECT 1 FROM buyer WHERE id = ${input.id}`
    if (used) throw new AppError('id_reused')
    const sale = await readHead(tx, saleId)
    if (sale.docType !== 'SALE') throw new AppError('nothing_to_invoice')
    const parts = partsOf(books, await readLines(tx, saleId), sale.day)
    if (parts.length === 0) throw new AppError('nothing_to_invoice')
    await bulkAll(tx, [into(schema.buyer, [buyerRow(input.id, input.buyer)])])
    const day = local(ctx.now, books.office?.zone).day
    const rows = await write(tx, heads, ctx, {
      registerId,
      kind: 'INVOICE',
      sale,
      parts,
      buyerId: input.id,
      day,
      dueDay: dueDay ?? day,
      preceding: new Map(),
      staffId: actor.staffId,
      operator: actor.code,
    })
    await tx.orm.insert(audit).values({
      id: newId('audit', msOf(ctx.now)),
      at: ctx.now,
      actor: actor.staffId,
      action: 'invoice.make',
      subject: saleId,
      detail: { invoices: rows.map((row) => row.number) },
    })
    return { invoices: await invoicesOf(tx, saleId) }
  })
  // What was taken back before it was invoiced has its credit note too.
  const corrections = await ctx.db.sql<{ id: string }[]>`
    SELECT sale_id AS id FROM correction WHERE origin_id = ${saleId} ORDER BY sale_id`
  for (const { id } of corrections) await creditCorrection(ctx, id, ctx.now)
  return made
}

/**
 * The credit notes of a correction whose sale was invoiced, made out to the same buyer: an invoice is never changed, what
 * is taken back of it has its own document (CGI 289 I 5). Does nothing for what was not invoiced, or is done already: it is
 * called after each correction, however often it is told.
 */
export async function creditCorrection(
  { db, keys }: { db: Db; keys: Signer },
  saleId: string,
  now: Instant,
): Promise<number> {
  const books = await cachedBooks(db)
  return transaction(db, async (tx) => {
    const sale = await readHead(tx, saleId)
    if (sale.originId === null || sale.docType === 'PAYMENT_FIX' || sale.docType === 'SALE') return 0
    // Under the lock: an invoice that is being made is waited for, and then has its credit note.
    const { registerId, heads } = await lockInvoices(tx)
    const before = await tx.sql<
      { id: string; issuerId: string; buyerId: string; number: string; day: Day }[]
    >`
      SELECT id, issuer_id AS "issuerId", buyer_id AS "buyerId", number, day FROM invoice
       WHERE sale_id = ${sale.originId} AND kind = 'INVOICE'`
    if (before.length === 0) return 0
    if ((await invoicesOf(tx, saleId)).length > 0) return 0
    const lines = await readLines(tx, saleId)
    const preceding = new Map(before.map((one) => [one.issuerId, one]))
    const parts = partsOf(books, lines, sale.day, new Set(preceding.keys()))
    const [seller] = await tx.sql<{ staffId: string; code: string }[]>`
      SELECT f.id AS "staffId", f.code FROM sale s JOIN staff f ON f.id = s.staff_id WHERE s.id = ${saleId}`
    const rows = await write(
      tx,
      heads,
      { keys, now },
      {
        registerId,
        kind: 'CREDIT',
        sale,
        parts,
        buyerId: before[0]?.buyerId ?? '',
        day: local(now, books.office?.zone).day,
        dueDay: local(now, books.office?.zone).day,
        preceding,
        staffId: seller?.staffId ?? '',
        operator: seller?.code ?? '-',
      },
    )
    return rows.length
  })
}

/** One at a time numbers invoices: the I chain of the office's register. */
async function lockInvoices(tx: Tx): Promise<{ registerId: string; heads: Heads }> {
  const registerId = await officeRegister(tx)
  if (registerId === null) throw new AppError('not_set_up')
  return { registerId, heads: await lockHeads(tx, [{ registerId, journal: 'I' }]) }
}

async function readHead(tx: Tx, saleId: string): Promise<SaleHead> {
  const [sale] = await tx.sql<SaleHead[]>`
    SELECT id, number, doc_type AS "docType", origin_id AS "originId", business_day AS day, register_id AS "registerId"
      FROM sale WHERE id = ${saleId}`
  if (!sale) throw new AppError('not_found')
  return sale
}

async function readLines(tx: Tx, saleId: string): Promise<Line[]> {
  const rows = await tx.sql<Line[]>`
    SELECT label, fare, qty, service_day AS "serviceDay", vat_rate_bp AS "vatRateBp", vat_exempt_code AS "vatExemptCode",
           ht_c AS "htC", vat_c AS "vatC", total_c AS "totalC", kind, provider_id AS "providerId"
      FROM sale_line WHERE sale_id = ${saleId} ORDER BY n`
  return [...rows]
}

/**
 * What each issuer invoices. Of a principal's lines those whose agreement of that day lets the office make its invoices,
 * or those of `invoiced` issuers for a credit note, whatever the agreement says by now.
 */
function partsOf(books: Books, lines: readonly Line[], day: Day, invoiced?: ReadonlySet<string>): Part[] {
  const own = lines.filter((line) => line.kind === 'OWN' || line.kind === 'BOOKING_FEE')
  const parts: Part[] = []
  if (own.length > 0 && (!invoiced || invoiced.has('')))
    parts.push({ issuerId: '', code: OFFICE_SERIES, siret: books.office?.siret ?? '', lines: own })
  const third = lines.filter((line) => line.kind === 'THIRD_PARTY')
  for (const id of new Set(third.map((line) => line.providerId ?? ''))) {
    const provider = books.terms.providers.get(id)
    const may = invoiced ? invoiced.has(id) : agreementOn(books.terms, id, day)?.invoicingMandate === true
    if (!provider || !may) continue
    const { code, siret } = provider
    parts.push({ issuerId: id, code, siret, lines: third.filter((line) => line.providerId === id) })
  }
  return parts
}

function buyerRow(id: string, buyer: BuyerInput): typeof schema.buyer.$inferInsert {
  const none = { siret: null, vatNumber: null, serviceCode: null, engagement: null }
  return { id, ...none, ...buyer }
}

type Writing = {
  registerId: string
  kind: 'INVOICE' | 'CREDIT'
  sale: SaleHead
  parts: readonly Part[]
  buyerId: string
  day: Day
  dueDay: Day
  /** The invoice that each issuer takes back. */
  preceding: ReadonlyMap<string, { id: string; number: string }>
  staffId: string
  operator: string
}

async function write(
  tx: Tx,
  heads: Heads,
  { keys, now }: { keys: Signer; now: Instant },
  writing: Writing,
): Promise<Invoice[]> {
  const { registerId, kind, sale, parts, buyerId, day, dueDay, preceding, staffId, operator } = writing
  const year = Number(day.slice(0, 4))
  const last = await lastNumbers(
    tx,
    parts.map((part) => part.code),
    year,
  )
  let { lastSeq: seq } = headOf(heads, { registerId, journal: 'I' })
  const rows: Invoice[] = []
  const entries = parts.map((part) => {
    const n = (last.get(part.code) ?? 0) + 1
    const number = `${part.code}-${year}-${String(n).padStart(6, '0')}`
    const { htC, vatC, ttcC, vat } = invoiceAmounts(part.lines, part.issuerId === '')
    const before = preceding.get(part.issuerId)
    seq += 1
    const id = newId('invoice', msOf(now))
    rows.push({
      id,
      kind,
      issuerId: part.issuerId,
      series: part.code,
      year,
      n,
      number,
      saleId: sale.id,
      precedingId: before?.id ?? null,
      buyerId,
      day,
      dueDay,
      htC,
      vatC,
      ttcC,
      staffId,
      seq,
      at: now,
    })
    return {
      registerId,
      journal: 'I' as const,
      docType: kind,
      subject: id,
      at: now,
      businessDay: day,
      payload: {
        number,
        series: part.code,
        issuer: { code: part.code, siret: part.siret },
        sale: { number: sale.number },
        preceding: before?.number ?? null,
        // A random id: whose it is stands outside the journal.
        buyerRef: buyerId,
        operator: { code: operator },
        totals: {
          htC,
          vatC,
          ttcC,
          vat: vat.map((v) => ({
            rateBp: v.rateBp,
            exemptCode: v.exemptCode,
            htC: v.htC,
            vatC: v.vatC,
            ttcC: v.ttcC,
          })),
        },
      },
    }
  })
  await bulkAll(tx, [into(schema.invoice, rows)])
  await append(tx, heads, keys, entries)
  return rows
}

/** The last number of each series in a year, under the lock of the I chain. */
async function lastNumbers(tx: Tx, series: readonly string[], year: number): Promise<Map<string, number>> {
  const rows = await tx.sql<{ series: string; last: number }[]>`
    SELECT series, max(n) AS last FROM invoice WHERE series = ANY(${series as string[]}::text[]) AND year = ${year} GROUP BY 1`
  return new Map(rows.map((row) => [row.series, row.last]))
}
