import type { Db, Tx } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { drawPaper } from '../paper/paper.ts'
import { AppError } from '../shared/errors.ts'
import { meansName } from '../shared/means-text.ts'
import { frenchVat } from '../shared/siren.ts'
import type { Day } from '../shared/time.ts'
import { invoiceAmounts, type InvoiceLine } from './amounts.ts'
import type { Invoices } from './form.ts'
import type { InvoiceParty, InvoiceView } from './model.ts'

/** The invoices and credit notes of a sale, the office's first. */
export async function invoicesOf(reader: Db | Tx, saleId: string): Promise<Invoices['invoices']> {
  const rows = await reader.sql<Invoices['invoices']>`
    SELECT i.id, i.kind, i.number, i.day, v.name AS issuer, b.name AS buyer, i.ttc_c AS "ttcC"
      FROM invoice i JOIN buyer b ON b.id = i.buyer_id LEFT JOIN provider v ON v.id = i.issuer_id
     WHERE i.sale_id = ${saleId} ORDER BY i.issuer_id <> '', i.number`
  return [...rows]
}

/** The invoices of a sale, and the credit notes of what corrected it. */
export async function readInvoices(ctx: Ctx, saleId: string): Promise<Invoices> {
  permit(ctx.actor, 'sale.read')
  const corrections = await ctx.db.sql<{ id: string }[]>`
    SELECT id FROM sale WHERE order_id = (SELECT order_id FROM sale WHERE id = ${saleId}) AND origin_id = ${saleId}
     ORDER BY at, id`
  const all = [await invoicesOf(ctx.db, saleId)]
  for (const { id } of corrections) all.push(await invoicesOf(ctx.db, id))
  return { invoices: all.flat() }
}

/** Means that are paid after the invoice. */
const ON_ACCOUNT = new Set(['VIREMENT', 'MANDAT'])

type Row = {
  kind: InvoiceView['kind']
  number: string
  preceding: { number: string; day: Day } | null
  day: Day
  dueDay: Day
  saleId: string
  saleNumber: string
  soldDay: Day
  issuerId: string
  provider: { name: string; address: string; city: string; siret: string; vatStatus: string } | null
  office: InvoiceView['office']
  buyer: InvoiceView['buyer']
}

/** An invoice as it is drawn, from committed rows alone. Throws `not_found`. */
export async function readInvoice(ctx: Ctx, id: string): Promise<InvoiceView> {
  permit(ctx.actor, 'sale.read')
  const [row] = await ctx.db.sql<Row[]>`
    SELECT i.kind, i.number, i.day, i.due_day AS "dueDay", i.sale_id AS "saleId", s.number AS "saleNumber", s.business_day AS "soldDay",
           i.issuer_id AS "issuerId",
           (SELECT json_build_object('number', p.number, 'day', p.day) FROM invoice p WHERE p.id = i.preceding_id) AS preceding,
           (SELECT json_build_object('name', v.name, 'address', v.address, 'city', v.city, 'siret', v.siret,
                                     'vatStatus', v.vat_status) FROM provider v WHERE v.id = i.issuer_id) AS provider,
           json_build_object('name', o.name, 'address', o.address, 'city', o.postcode || ' ' || o.city, 'siret', o.siret,
                             'vat', o.vat_number, 'mention', o.vat_mention, 'demo', o.demo) AS office,
           json_build_object('kind', b.kind, 'name', b.name, 'address', b.address, 'city', b.postcode || ' ' || b.city,
                             'country', b.country, 'siret', b.siret, 'vat', b.vat_number, 'serviceCode', b.service_code,
                             'engagement', b.engagement) AS buyer
      FROM invoice i JOIN sale s ON s.id = i.sale_id JOIN buyer b ON b.id = i.buyer_id CROSS JOIN office o
     WHERE i.id = ${id}`
  if (!row) throw new AppError('not_found')
  const { saleId, issuerId, provider, saleNumber, soldDay, ...said } = row
  const [lines, tenders] = await Promise.all([
    ctx.db.sql<(InvoiceLine & { mention: string | null })[]>`
      SELECT l.label, l.fare, l.qty, l.service_day AS "serviceDay", l.vat_rate_bp AS "vatRateBp",
             l.vat_exempt_code AS "vatExemptCode", l.ht_c AS "htC", l.vat_c AS "vatC", l.total_c AS "totalC",
             (SELECT r.label FROM vat_rate r WHERE r.exempt_code = l.vat_exempt_code
               ORDER BY r.valid_from DESC LIMIT 1) AS mention
        FROM sale_line l
       WHERE l.sale_id = ${saleId} AND CASE WHEN ${issuerId} = '' THEN l.kind IN ('OWN', 'BOOKING_FEE')
                                            ELSE l.kind = 'THIRD_PARTY' AND l.provider_id = ${issuerId} END
       ORDER BY l.n`,
    ctx.db.sql<{ means: string }[]>`SELECT DISTINCT means FROM tender WHERE sale_id = ${saleId} ORDER BY 1`,
  ])
  const issuer: InvoiceParty = provider
    ? { ...provider, vat: provider.vatStatus === 'LIABLE' ? frenchVat(provider.siret) : null, mention: null }
    : said.office
  const mentions = [...new Set(lines.flatMap((line) => (line.mention === null ? [] : [line.mention])))]
  return {
    ...said,
    issuer,
    onBehalf: provider !== null,
    sale: { number: saleNumber, day: soldDay },
    ...invoiceAmounts(lines, issuerId === ''),
    mentions,
    dueDay: tenders.some((tender) => ON_ACCOUNT.has(tender.means)) ? said.dueDay : null,
    paidBy: tenders.map((tender) => meansName(tender.means)),
  }
}

/** An invoice as a PDF, A4. Throws `not_found`, `unavailable`. */
export async function printInvoice(ctx: Ctx, id: string): Promise<Buffer> {
  permit(ctx.actor, 'sale.read')
  return drawPaper({ kind: 'invoice', view: await readInvoice(ctx, id) })
}
