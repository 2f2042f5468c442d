import type { Tx } from '../../db/index.ts'
import { canonical, type Canonical } from './canonical.ts'
import { readPayload, shown, type Fault, type Payload, type Row } from './verify-record.ts'

/** Records of the office's P chain that no shift has: what left for the bank or the accountant, and who took over. */
const KINDS = /^(VERSEMENT|REMITTANCE|REGIE)_/

/** True for a record of money or values that left the drawers. */
export const tellsOfValues = (row: Pick<Row, 'docType'>): boolean => KINDS.test(row.docType)

type Value = {
  seq: number
  id: string | null
  number: string
  totalC: number
  detail: Canonical
  status: string
}

/** The states that a record of this kind may be found in later: it never goes back. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  PREPARED: ['PREPARED', 'HANDED_IN', 'REMITTED', 'CREDITED', 'VOID'],
  HANDED_IN: ['HANDED_IN'],
  REMITTED: ['REMITTED', 'CREDITED'],
  CREDITED: ['CREDITED'],
  VOID: ['VOID'],
  HANDOVER: ['HANDOVER'],
}

/** What slips and hand-overs say otherwise than their signed text, by number of the record. */
export async function valueFaults(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, string>> {
  const found = await sql<Value[]>`
    SELECT r.seq, coalesce(v.id, m.id, h.id) AS id, coalesce(v.number, m.number, h.number) AS number,
           coalesce(v.total_c, m.total_c, h.counted_c) AS "totalC",
           CASE WHEN v.id IS NOT NULL THEN v.parts WHEN m.id IS NOT NULL THEN m.faces ELSE h.counts END AS detail,
           coalesce(v.status, m.status, 'HANDOVER') AS status
      FROM journal_record r
      LEFT JOIN versement v ON v.id = r.subject
      LEFT JOIN remittance m ON m.id = r.subject
      LEFT JOIN regie_handover h ON h.id = r.subject
     WHERE r.register_id = ${registerId} AND r.journal = 'P' AND r.seq = ANY(${rows.map((row) => row.seq)}::int[])`
  const values = new Map(found.map((value) => [value.seq, value]))
  const faults = new Map<number, string>()
  for (const row of rows) {
    const value = values.get(row.seq)
    const says = readPayload(row.payload)
    const difference = value && says ? differs(value, row, says) : null
    if (difference !== null) faults.set(row.seq, difference)
  }
  return faults
}

function differs(value: Value, row: Row, says: Payload): string | null {
  if (value.id === null) return `${shown(says.number)} is missing`
  const state = row.docType.replace(KINDS, '')
  if (!LATER[state]?.includes(value.status))
    return `${value.number} is ${value.status}, the record says ${state}`
  const pairs: [string, Canonical, Canonical | undefined][] = [
    ['number', value.number, says.number],
    ['amount', value.totalC, says.amountC],
    ...(says.detail === undefined
      ? []
      : ([['detail', canonical(value.detail), canonical(says.detail)]] satisfies [
          string,
          Canonical,
          Canonical,
        ][])),
  ]
  const found = pairs.find(([, stored, signed]) => stored !== signed)
  return found
    ? `${value.number}: ${found[0]} is ${shown(found[1])}, the record says ${shown(found[2])}`
    : null
}

/** Slips and hand-overs whose record was cut off. */
export async function unrecordedValues(sql: Tx['sql']): Promise<Fault[]> {
  const rows = await sql<{ register: string; number: string }[]>`
    SELECT coalesce(o.code, '?') AS register, v.number
      FROM (SELECT id, number, 'VERSEMENT_PREPARED' AS kind FROM versement
             UNION ALL SELECT id, number, 'REMITTANCE_PREPARED' FROM remittance
             UNION ALL SELECT id, number, 'REGIE_HANDOVER' FROM regie_handover) v
      LEFT JOIN LATERAL (SELECT code FROM register WHERE kind = 'OFFICE' ORDER BY opened_at, id LIMIT 1) o ON true
     WHERE NOT EXISTS (SELECT 1 FROM journal_record r
                        WHERE r.subject = v.id AND r.journal = 'P' AND r.doc_type = v.kind)
     ORDER BY 2 LIMIT 20`
  return rows.map(({ register, number }) => ({
    register,
    journal: 'P' as const,
    seq: 0,
    what: 'removed' as const,
    detail: `${number} has no record`,
  }))
}
