import type { Tx } from '../../db/index.ts'
import type { Canonical } from './canonical.ts'
import { shown, type Payload, type Row } from './verify-record.ts'

type Stored = Record<string, Canonical | undefined>
type Sale = Stored & { lines: Stored[]; payments: Stored[] }

/** Rows of sales in the words of their T records, so that both sides compare name by name. */
const SALES = `
SELECT s.id, s.number, s.doc_type AS "docType", s.seq, s.register_id AS "registerId", s.shift_id AS "cashSession",
       s.business_day AS "businessDate", s.at, s.own_c AS "ownTtcC", s.third_c AS "thirdTtcC",
       s.voucher_c AS "voucherTtcC", s.total_c AS "grandTtcC", s.change_c AS "changeC", s.reason,
       s.customer_ref AS "customerRef", g.code AS register, f.code AS operator,
       coalesce(q.number, s.origin_id) AS origin, o.hash AS "originHash",
       CASE WHEN s.doc_type <> 'SALE' THEN coalesce(y.number, x.origin_id, 'none') END AS corrected,
       CASE WHEN s.doc_type <> 'SALE' THEN coalesce(x.reason, 'none') END AS "corrected for",
       coalesce(w.code, x.approved_by) AS approver,
       (SELECT string_agg(c, ' ' ORDER BY n) FROM jsonb_array_elements_text(x.causes) WITH ORDINALITY AS e(c, n)) AS causes
  FROM sale s
  LEFT JOIN register g ON g.id = s.register_id
  LEFT JOIN staff f ON f.id = s.staff_id
  LEFT JOIN sale q ON q.id = s.origin_id
  LEFT JOIN journal_record o ON o.register_id = q.register_id AND o.journal = 'T' AND o.seq = q.seq
  LEFT JOIN correction x ON x.sale_id = s.id
  LEFT JOIN sale y ON y.id = x.origin_id
  LEFT JOIN staff w ON w.id = x.approved_by
 WHERE s.id = ANY($1::text[])`

const LINES = `
SELECT l.sale_id AS "saleId", l.n, l.sku, p.code AS product, l.label, l.kind, u.code AS "fareCategory", l.qty,
       l.unit_c AS "unitTtcC", l.discount_c AS "discountC", 
       CASE WHEN l.discount_id IS NOT NULL THEN coalesce(d.code, '?') END AS "discount.code",
       l.discount_reason AS "discount.reason", l.total_c AS "totalTtcC", l.vat_rate_bp AS "vatRateBp",
       l.vat_exempt_code AS "vatExemptCode", l.ht_c AS "htC", l.vat_c AS "vatC", l.service_day AS "serviceDate",
       l.fare, l.service_at AS "serviceAt",
       coalesce((l.service_at AT TIME ZONE 'Europe/Paris')::date, l.service_day) AS "dayOfService",
       CASE WHEN l.kind <> 'OWN' THEN v.code END AS principal, l.agreement_version AS "contractVersion",
       a.version AS agreement, l.commission_rate_bp AS "commission.rateBp",
       l.commission_fixed_c AS "commission.fixedC", l.commission_c AS "commission.htC",
       l.external_system AS "external.system", l.external_ref AS "external.ref",
       k.origin_n AS "originN", -k.qty AS "taken back"
  FROM sale_line l
  LEFT JOIN corrected_line k ON k.sale_id = l.sale_id AND k.n = l.n
  LEFT JOIN product p ON p.id = l.product_id
  LEFT JOIN unit u ON u.id = l.unit_id
  LEFT JOIN provider v ON v.id = l.provider_id
  LEFT JOIN discount d ON d.id = l.discount_id
  LEFT JOIN agreement a ON a.id = l.agreement_id AND a.provider_id = l.provider_id
 WHERE l.sale_id = ANY($1::text[]) ORDER BY l.sale_id, l.n`

const TENDERS = `
SELECT t.sale_id AS "saleId", t.n, t.means, t.amount_c AS "amountC", t.tendered_c AS "tenderedC",
       t.change_c AS "changeC", t.ref, t.proof, k.origin_n AS "originN", k.source_means AS source
  FROM tender t LEFT JOIN tender_link k ON k.sale_id = t.sale_id AND k.n = t.n
 WHERE t.sale_id = ANY($1::text[]) ORDER BY t.sale_id, t.n`

const OF_SALE = [
  'number',
  'docType',
  'seq',
  'register',
  'cashSession',
  'businessDate',
  'at',
  'reason',
  'customerRef',
  'operator',
  'origin',
  'originHash',
  'corrected',
  'corrected for',
  'approver',
  'causes',
]
const OF_TOTALS = ['ownTtcC', 'thirdTtcC', 'voucherTtcC', 'grandTtcC']

/**
 * What the rows of a page of sales say otherwise than their signed T records, by number: totals, each line, each
 * tender. A record that its rows bear out is absent.
 */
export async function saleFaults(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, string>> {
  const ids = rows.map((row) => row.subject)
  const read = (text: string) => sql.unsafe<Stored[]>(text, [ids], { prepare: true })
  const [sales, lines, tenders] = await Promise.all([read(SALES), read(LINES), read(TENDERS)])
  const byId = new Map<string, Sale>(
    sales.map((s) => [shown(s.id), { ...s, lines: [] as Stored[], payments: [] as Stored[] } as Sale]),
  )
  for (const line of lines) byId.get(shown(line.saleId))?.lines.push(line)
  for (const tender of tenders) byId.get(shown(tender.saleId))?.payments.push(tender)
  const faults = new Map<number, string>()
  for (const row of rows) {
    const sale = byId.get(row.subject)
    const difference = sale ? differs(sale, row, registerId) : `the sale ${row.subject} is missing`
    if (difference !== null) faults.set(row.seq, difference)
  }
  return faults
}

function differs(sale: Sale, row: Row, registerId: string): string | null {
  let says: Payload
  try {
    says = JSON.parse(row.payload) as Payload
  } catch {
    return null
  }
  if (sale.registerId !== registerId) return 'its sale stands on another register'
  const listed = (name: string) => (Array.isArray(says[name]) ? (says[name] as Stored[]) : [])
  const changeC = listed('payments').reduce((sum, p) => sum + Number(p.changeC ?? 0), 0)
  return (
    compare('sale', OF_SALE, sale, {
      ...says,
      operator: inner(says, 'operator').code,
      origin: inner(says, 'origin').number,
      originHash: inner(says, 'origin').hash,
      ...(says.docType === 'SALE' ? {} : correctionOf(says)),
    }) ??
    compare('sale', OF_TOTALS, sale, (says.totals ?? {}) as Stored) ??
    compare('sale', ['changeC'], sale, { changeC }) ??
    compareLists('line', sale.lines, listed('lines').map(flat)) ??
    compareLists('tender', sale.payments, listed('payments'))
  )
}

/** What the record of a correction says that stands in a row of its own too. */
function correctionOf(says: Payload): Stored {
  const { code, causes } = inner(says, 'approval')
  return {
    corrected: inner(says, 'origin').number,
    'corrected for': says.reason,
    approver: code,
    causes: Array.isArray(causes) ? causes.join(' ') : null,
  }
}

/** What lies one level down in the record of a line, and what its rows say twice: by name and by reference. */
function flat(line: Stored): Stored {
  const commission = inner(line, 'commission')
  const external = inner(line, 'external')
  const discount = inner(line, 'discount')
  return {
    ...line,
    product: line.sku,
    dayOfService: line.serviceDate,
    principal: inner(line, 'principal').code,
    agreement: line.contractVersion,
    'discount.code': discount.code,
    'discount.reason': discount.reason,
    'commission.rateBp': commission.rateBp,
    'commission.fixedC': commission.fixedC,
    'commission.htC': commission.htC,
    'external.system': external.system,
    'external.ref': external.ref,
    'taken back': line.originN === undefined ? undefined : line.qty,
  }
}

/** What the fiscal core seals since its version 1.1; records made before do not say it. */
const SINCE_1_1 = new Set(['fare', 'serviceAt'])

const inner = (of: Stored, name: string) => (of[name] ?? {}) as Stored

function compareLists(name: string, rows: readonly Stored[], says: readonly Stored[]): string | null {
  for (const [i, row] of rows.entries()) {
    const signed = says[i]
    if (!signed || signed.n !== row.n) return `${name} ${shown(row.n)} of the sale was added`
    const fields = Object.keys(row).filter(
      (field) => field !== 'saleId' && (field in signed || !SINCE_1_1.has(field)),
    )
    const difference = compare(`${name} ${i + 1} of the sale`, fields, row, signed)
    if (difference !== null) return difference
  }
  return says.length > rows.length ? `${name} ${rows.length + 1} of the sale is missing` : null
}

function compare(name: string, fields: readonly string[], row: Stored, says: Stored): string | null {
  for (const field of fields) {
    const stored = plain(row[field])
    const signed = plain(says[field])
    if (stored !== signed) return `${name}: ${field} is ${shown(stored)}, the record says ${shown(signed)}`
  }
  return null
}

/** Absent and null are the same; texts are compared as they were signed (NFC). */
function plain(value: Canonical | undefined): Canonical {
  return typeof value === 'string' ? value.normalize('NFC') : (value ?? null)
}
