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
       s.customer_ref AS "customerRef", g.code AS register
  FROM sale s LEFT JOIN register g ON g.id = s.register_id WHERE s.id = ANY($1::text[])`

const LINES = `
SELECT sale_id AS "saleId", n, sku, label, kind, qty, unit_c AS "unitTtcC", discount_c AS "discountC",
       total_c AS "totalTtcC", vat_rate_bp AS "vatRateBp", vat_exempt_code AS "vatExemptCode", ht_c AS "htC",
       vat_c AS "vatC", service_day AS "serviceDate", agreement_version AS "contractVersion",
       commission_rate_bp AS "commission.rateBp", commission_fixed_c AS "commission.fixedC",
       commission_c AS "commission.htC", external_system AS "external.system", external_ref AS "external.ref"
  FROM sale_line WHERE sale_id = ANY($1::text[]) ORDER BY sale_id, n`

const TENDERS = `
SELECT sale_id AS "saleId", n, means, amount_c AS "amountC", tendered_c AS "tenderedC", change_c AS "changeC", ref, proof
  FROM tender WHERE sale_id = ANY($1::text[]) ORDER BY sale_id, n`

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
    compare('sale', OF_SALE, sale, says) ??
    compare('sale', OF_TOTALS, sale, (says.totals ?? {}) as Stored) ??
    compare('sale', ['changeC'], sale, { changeC }) ??
    compareLists('line', sale.lines, listed('lines').map(flat)) ??
    compareLists('tender', sale.payments, listed('payments'))
  )
}

/** Commission and external ticket of a line lie one level down in the record. */
function flat(line: Stored): Stored {
  const commission = (line.commission ?? {}) as Stored
  const external = (line.external ?? {}) as Stored
  return {
    ...line,
    'commission.rateBp': commission.rateBp,
    'commission.fixedC': commission.fixedC,
    'commission.htC': commission.htC,
    'external.system': external.system,
    'external.ref': external.ref,
  }
}

function compareLists(name: string, rows: readonly Stored[], says: readonly Stored[]): string | null {
  for (const [i, row] of rows.entries()) {
    const signed = says[i]
    if (!signed || signed.n !== row.n) return `${name} ${shown(row.n)} of the sale was added`
    const fields = Object.keys(row).filter((field) => field !== 'saleId')
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
