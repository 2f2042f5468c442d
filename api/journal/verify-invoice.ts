import type { Tx } from '../../db/index.ts'
import { canonical, type Canonical } from './canonical.ts'
import { readPayload, shown, type Payload, type Row } from './verify-record.ts'

type Stored = { seq: number; id: string | null; [column: string]: Canonical | undefined }

/**
 * What the invoices of a page of I records say otherwise than their signed text, by number. A record that its row bears
 * out is absent.
 */
export async function invoiceFaults(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, string>> {
  const found = await sql<Stored[]>`
    SELECT r.seq, i.id, i.kind, i.number, i.series, i.seq AS place, i.day, i.buyer_id AS "buyerRef", i.ht_c AS "htC",
           i.vat_c AS "vatC", i.ttc_c AS "ttcC", s.number AS sale, p.number AS preceding, f.code AS operator,
           CASE WHEN i.issuer_id = '' THEN 'OT' ELSE v.code END AS issuer, b.id AS buyer
      FROM journal_record r
      LEFT JOIN invoice i ON i.id = r.subject
      LEFT JOIN sale s ON s.id = i.sale_id
      LEFT JOIN invoice p ON p.id = i.preceding_id
      LEFT JOIN provider v ON v.id = i.issuer_id
      LEFT JOIN staff f ON f.id = i.staff_id
      LEFT JOIN buyer b ON b.id = i.buyer_id
     WHERE r.register_id = ${registerId} AND r.journal = 'I' AND r.seq = ANY(${rows.map((row) => row.seq)}::int[])`
  const stored = new Map(found.map((one) => [one.seq, one]))
  const faults = new Map<number, string>()
  for (const row of rows) {
    const one = stored.get(row.seq)
    const says = readPayload(row.payload)
    const fault = one && says ? differs(one, row, says) : null
    if (fault !== null) faults.set(row.seq, fault)
  }
  return faults
}

function differs(one: Stored, row: Row, says: Payload): string | null {
  if (one.id === null) return `the invoice ${shown(says.number)} is missing`
  const of = (key: string) => (says[key] ?? {}) as Payload
  const pairs: [string, Canonical | undefined, Canonical | undefined][] = [
    ['number', one.number, says.number],
    ['series', one.series, says.series],
    ['kind', one.kind, row.docType],
    ['place', one.place, row.seq],
    ['day', one.day, says.businessDate],
    ['issuer', one.issuer, of('issuer').code],
    ['sale', one.sale, of('sale').number],
    ['preceding invoice', one.preceding, says.preceding],
    ['buyer', one.buyer, says.buyerRef],
    ['operator', one.operator, of('operator').code],
    ['amount before tax', one.htC, of('totals').htC],
    ['VAT', one.vatC, of('totals').vatC],
    ['total', one.ttcC, of('totals').ttcC],
  ]
  const found = pairs.find(([, is, signed]) => canonical(is ?? null) !== canonical(signed ?? null))
  return found ? `invoice: ${found[0]} is ${shown(found[1])}, the record says ${shown(found[2])}` : null
}
