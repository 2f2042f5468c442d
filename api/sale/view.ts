import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { SOFTWARE } from '../journal/digest.ts'
import { AppError } from '../shared/errors.ts'
import { receiptView } from './receipt-model.ts'
import type { ReceiptLineRow, ReceiptRows, ReceiptTenderRow, ReceiptView } from './receipt-type.ts'

export const SaleView = z.object({
  id: z.string(),
  number: z.string(),
  at: z.string(),
  docType: z.string(),
  register: z.string(),
  operator: z.string(),
  totalC: z.int(),
  ownC: z.int(),
  thirdC: z.int(),
  changeC: z.int(),
  copies: z.int(),
  lines: z.array(
    z.object({
      n: z.int(),
      label: z.string(),
      fare: z.string().nullable(),
      kind: z.string(),
      qty: z.int(),
      unitC: z.int(),
      totalC: z.int(),
      vatRateBp: z.int().nullable(),
      htC: z.int(),
      vatC: z.int(),
      serviceDay: z.string().nullable(),
      commissionC: z.int().nullable(),
      externalRef: z.string().nullable(),
    }),
  ),
  tenders: z.array(
    z.object({
      means: z.string(),
      amountC: z.int(),
      tenderedC: z.int().nullable(),
      changeC: z.int().nullable(),
      ref: z.string().nullable(),
    }),
  ),
  tickets: z.array(
    z.object({
      id: z.string(),
      shortCode: z.string(),
      lineN: z.int(),
      admits: z.int(),
      voidedAt: z.string().nullable(),
    }),
  ),
})

export type SaleView = z.infer<typeof SaleView>

/** A sale as it was written. Throws `not_found`. */
export async function readSale(ctx: Ctx, id: string): Promise<SaleView> {
  permit(ctx.actor, 'sale.read')
  const { sql } = ctx.db
  const [heads, lines, tenders, tickets] = await Promise.all([
    sql`
      SELECT s.id, s.number, s.at, s.doc_type AS "docType", r.code AS register, f.code AS operator,
             s.total_c AS "totalC", s.own_c AS "ownC", s.third_c AS "thirdC", s.change_c AS "changeC",
             (SELECT count(*)::int FROM journal_record j WHERE j.subject = s.id AND j.journal = 'C') AS copies
        FROM sale s JOIN register r ON r.id = s.register_id JOIN staff f ON f.id = s.staff_id
       WHERE s.id = ${id}`,
    sql<SaleView['lines']>`
      SELECT n, label, fare, kind, qty, unit_c AS "unitC", total_c AS "totalC", vat_rate_bp AS "vatRateBp",
             ht_c AS "htC", vat_c AS "vatC", service_day AS "serviceDay", commission_c AS "commissionC",
             external_ref AS "externalRef"
        FROM sale_line WHERE sale_id = ${id} ORDER BY n`,
    sql<SaleView['tenders']>`
      SELECT means, amount_c AS "amountC", tendered_c AS "tenderedC", change_c AS "changeC", ref
        FROM tender WHERE sale_id = ${id} ORDER BY n`,
    sql<SaleView['tickets']>`
      SELECT id, short_code AS "shortCode", line_n AS "lineN", admits, voided_at AS "voidedAt"
        FROM ticket
       WHERE booking_id IN (SELECT booking_id FROM sale_line WHERE sale_id = ${id}) AND sale_id = ${id}
       ORDER BY line_n, id`,
  ])
  const head = heads[0]
  if (!head) throw new AppError('not_found')
  return { ...(head as unknown as SaleView), lines: [...lines], tenders: [...tenders], tickets: [...tickets] }
}

/**
 * What the receipt of a sale says, from committed rows alone: the original, or the duplicate numbered `copy`, which
 * must have been made before (`copySale`). Operator, site and principals are those of the signed record, whatever they
 * are called now.
 */
export async function readReceipt(ctx: Ctx, id: string, copy: number | null): Promise<ReceiptView> {
  permit(ctx.actor, 'sale.read')
  return receiptOf(ctx.db, id, copy)
}

/** The same for a letter that goes by itself: whoever calls has said who may. */
export async function receiptOf({ sql }: Db, id: string, copy: number | null): Promise<ReceiptView> {
  const [heads, lines, tenders, places, copies] = await Promise.all([
    sql`
      SELECT s.doc_type AS "docType", s.number, s.at, s.total_c AS "totalC", s.change_c AS "changeC", s.reason,
             r.code AS "registerCode", r.name AS "registerName",
             j.hash, j.signature, j.payload,
             o.name, o.address, o.postcode, o.city, o.vat_number AS "vatNumber",
             o.vat_mention AS "vatMention", o.zone, o.demo, q.number AS "originNumber", q.at AS "originAt", q.doc_type AS "originType"
        FROM sale s
        JOIN register r ON r.id = s.register_id
        JOIN journal_record j ON j.register_id = s.register_id AND j.journal = 'T' AND j.seq = s.seq
        JOIN office o ON o.id = 1
        LEFT JOIN sale q ON q.id = s.origin_id
       WHERE s.id = ${id}`,
    sql<ReceiptLineRow[]>`
      SELECT l.n, l.product_id AS "productId", l.label, l.fare, l.kind, l.provider_id AS "providerId", l.qty,
             l.unit_c AS "unitC", l.discount_c AS "discountC", l.total_c AS "totalC", l.vat_rate_bp AS "vatRateBp",
             l.vat_exempt_code AS "vatExemptCode", l.ht_c AS "htC", l.vat_c AS "vatC",
             l.service_day AS "serviceDay", l.service_at AS "serviceAt", l.external_ref AS "externalRef",
             (SELECT r.label FROM vat_rate r
               WHERE r.exempt_code = l.vat_exempt_code AND r.valid_from <= s.business_day
                 AND (r.valid_to IS NULL OR s.business_day <= r.valid_to)
               ORDER BY r.valid_from DESC LIMIT 1) AS "vatMention"
        FROM sale_line l JOIN sale s ON s.id = l.sale_id WHERE l.sale_id = ${id} ORDER BY l.n`,
    sql<ReceiptTenderRow[]>`
      SELECT t.means, t.amount_c AS "amountC", t.tendered_c AS "tenderedC", t.ref,
             (SELECT m.balance_c FROM tender_link k
                JOIN voucher_movement m ON m.voucher_id = k.voucher_id AND m.sale_id = k.sale_id
               WHERE k.sale_id = t.sale_id AND k.n = t.n ORDER BY m.n DESC LIMIT 1) AS "leftC"
        FROM tender t WHERE t.sale_id = ${id} ORDER BY t.n`,
    sql<{ place: string }[]>`
      SELECT DISTINCT p.place FROM sale_line l JOIN product p ON p.id = l.product_id
       WHERE l.sale_id = ${id} AND p.place IS NOT NULL AND p.kind IN ('SESSION', 'OPEN') ORDER BY 1`,
    sql`
      SELECT hash, signature, recorded_at AS at FROM journal_record
       WHERE subject = ${id} AND journal = 'C' ORDER BY seq OFFSET ${(copy ?? 1) - 1} LIMIT 1`,
  ])
  const head = heads[0]
  const duplicate = copies[0]
  if (!head || (copy !== null && !duplicate)) throw new AppError('not_found')
  const sealed = JSON.parse(head.payload) as Sealed
  return receiptView({
    office: { ...(head as unknown as ReceiptRows['office']), siret: sealed.site.siret },
    site: { name: sealed.site.name },
    register: { code: head.registerCode, name: head.registerName },
    operator: sealed.operator,
    sale: head as unknown as ReceiptRows['sale'],
    origin: head.originNumber
      ? { number: head.originNumber, at: head.originAt, docType: head.originType }
      : null,
    lines,
    tenders,
    providers: principalsOf(sealed, lines),
    record: { hash: head.hash, signature: head.signature },
    copy:
      copy !== null && duplicate
        ? { n: copy, at: duplicate.at, hash: duplicate.hash, signature: duplicate.signature }
        : null,
    places: places.map((p) => p.place),
    software: sealed.software,
  })
}

/** What a receipt prints of the signed record itself. */
type Sealed = {
  site: { name: string; siret: string }
  operator: { code: string }
  lines: SealedLine[]
  software: typeof SOFTWARE
}
type SealedLine = { n: number; principal: { name: string; siret: string } | null }

/** Principals by provider id, as the signed record names them. */
function principalsOf(record: Sealed, lines: readonly ReceiptLineRow[]) {
  const sealed = new Map(record.lines.map((l) => [l.n, l.principal]))
  return new Map(
    lines.flatMap((line) => {
      const principal = sealed.get(line.n)
      return principal && line.providerId ? [[line.providerId, principal] as const] : []
    }),
  )
}
