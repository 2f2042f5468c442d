import type { Tx } from '../../db/index.ts'
import type { Instant } from '../shared/time.ts'
import { canonical, type Canonical } from './canonical.ts'
import { readPayload, shown, type Payload, type Row } from './verify-record.ts'

type Pieces = Record<string, number>
type Count = {
  means: string
  expectedC: number
  countedC: number
  reason: string | null
  approvedBy: string | null
  detail: Canonical
}

/** A movement of cash and its shift, beside the P record that is their `nth` of that kind. */
type Cash = {
  seq: number
  /** The record before has the same time: the clock may have gone back since the movement. */
  isHeld: boolean
  shift: string | null
  registerId: string | null
  businessDay: string
  openedAt: Instant
  openedBy: string | null
  floatC: number
  closedAt: Instant | null
  closedBy: string | null
  expectedC: number | null
  countedC: number | null
  gapReason: string | null
  leftC: number | null
  /** What was counted of each means, in the order of the record. */
  counts: Count[]
  id: string | null
  place: number | null
  expectedAtC: number | null
  bag: string | null
  link: string | null
  to: string | null
  approvedBy: string | null
  amountC: number | null
  pieces: Pieces | null
  reason: string | null
  staff: string | null
  at: Instant | null
}

/**
 * What the movements of cash and the shifts of a page of P records say otherwise than their signed text, by number. A
 * record that its rows bear out is absent.
 */
export async function cashFaults(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, string>> {
  const found = await readCash(sql, registerId, rows)
  const faults = new Map<number, string>()
  for (const row of rows) {
    const cash = found.get(row.seq)
    const says = readPayload(row.payload)
    const difference = cash && says ? differs(cash, row, says, registerId) : null
    if (difference !== null) faults.set(row.seq, difference)
  }
  return faults
}

async function readCash(
  sql: Tx['sql'],
  registerId: string,
  rows: readonly Row[],
): Promise<Map<number, Cash>> {
  const found = await sql<Cash[]>`
    SELECT r.seq, b.recorded_at IS NOT DISTINCT FROM r.recorded_at AS "isHeld", h.id AS shift,
           h.register_id AS "registerId", h.business_day AS "businessDay", h.opened_at AS "openedAt",
           o.code AS "openedBy", h.float_c AS "floatC", h.closed_at AS "closedAt", c.code AS "closedBy",
           h.expected_c AS "expectedC", h.counted_c AS "countedC", h.gap_reason AS "gapReason",
           h.left_c AS "leftC", coalesce(n.counts, '[]') AS counts, m.id, m.seq AS place, m.expected_c AS "expectedAtC",
           m.bag, m.link_id AS link, coalesce(t.code, m.to_id) AS to,
           coalesce(a.code, m.approved_by) AS "approvedBy", m.amount_c AS "amountC", m.pieces, m.reason, f.code AS staff, m.at
      FROM journal_record r
      LEFT JOIN journal_record b ON b.register_id = r.register_id AND b.journal = 'P' AND b.seq = r.seq - 1
      LEFT JOIN shift h ON h.id = r.subject
      LEFT JOIN staff o ON o.id = h.opened_by
      LEFT JOIN staff c ON c.id = h.closed_by
      LEFT JOIN LATERAL (
        SELECT * FROM cash_movement m
         WHERE m.shift_id = r.subject AND m.kind = r.doc_type AND coalesce(m.seq, r.seq) = r.seq
         ORDER BY m.seq, m.at, m.id
        -- Movements written before they kept their number come in the order of their records.
        OFFSET CASE WHEN EXISTS (SELECT FROM cash_movement o
                                  WHERE o.shift_id = r.subject AND o.kind = r.doc_type AND o.seq = r.seq) THEN 0
                    ELSE (SELECT count(*) FROM journal_record e
                           WHERE e.subject = r.subject AND e.journal = 'P' AND e.doc_type = r.doc_type
                             AND e.seq < r.seq) END
        LIMIT 1) m ON true
      LEFT JOIN staff t ON t.id = m.to_id
      LEFT JOIN staff a ON a.id = m.approved_by
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object(
                 'means', k.means, 'expectedC', k.expected_c, 'countedC', k.counted_c, 'reason', k.reason,
                 'approvedBy', coalesce(p.code, k.approved_by), 'detail', k.detail)
                 ORDER BY array_position(ARRAY['CASH', 'CHEQUE', 'ANCV_P', 'CB'], k.means), k.means) AS counts
          FROM shift_count k LEFT JOIN staff p ON p.id = k.approved_by
         WHERE k.shift_id = r.subject AND r.doc_type = 'CLOSING_COUNT') n ON true
      LEFT JOIN staff f ON f.id = m.staff_id
     WHERE r.register_id = ${registerId} AND r.journal = 'P' AND r.seq = ANY(${rows.map((row) => row.seq)}::int[])`
  return new Map(found.map((cash) => [cash.seq, cash]))
}

function differs(cash: Cash, row: Row, says: Payload, registerId: string): string | null {
  if (cash.shift === null) return `the shift ${row.subject} is missing`
  if (cash.at === null)
    return `the movement of ${shown(says.amountC)} cents in shift ${row.subject} is missing`
  const operator = (says.operator as Payload | undefined)?.code
  const time = (at: Instant | null) =>
    at !== null && cash.isHeld && at < row.recordedAt ? row.recordedAt : at
  const pairs: Pairs = [
    ['register of the shift', cash.registerId, registerId],
    ['amount', cash.amountC, says.amountC],
    ['count of pieces', canonical(cash.pieces ?? {}), canonical(says.pieces ?? {})],
    ['reason', cash.reason, says.reason],
    ['bag', cash.bag, says.bag],
    ['movement of the other drawer', cash.link, (says.link as Payload | undefined)?.movement],
    ['who took it over', cash.to, (says.to as Payload | undefined)?.code],
    ['who approved', cash.approvedBy, (says.approvedBy as Payload | undefined)?.code],
    ...(says.movement === undefined
      ? []
      : ([
          ['movement', cash.id, says.movement],
          ['number', cash.place, row.seq],
          ['cash expected', cash.expectedAtC, says.expectedC],
        ] satisfies Pairs)),
    ['operator', cash.staff, operator],
    ['time', time(cash.at), says.at],
    ...(row.docType === 'OPENING_FLOAT' ? opening(cash, says, operator, time) : []),
    ...(row.docType === 'CLOSING_COUNT' ? closing(cash, says, operator, time) : []),
  ]
  const found = pairs.find(([, stored, signed]) => (stored ?? null) !== (signed ?? null))
  return found ? `cash: ${found[0]} is ${shown(found[1])}, the record says ${shown(found[2])}` : null
}

type Pairs = [name: string, stored: Canonical, signed: Canonical | undefined][]
type Time = (at: Instant | null) => Instant | null

const opening = (cash: Cash, says: Payload, operator: Canonical | undefined, time: Time): Pairs => [
  ['float of the shift', cash.floatC, says.amountC],
  ['day of the shift', cash.businessDay, says.businessDate],
  ['opening of the shift', time(cash.openedAt), says.at],
  ['who opened the shift', cash.openedBy, operator],
]

const closing = (cash: Cash, says: Payload, operator: Canonical | undefined, time: Time): Pairs => [
  ['count of the shift', cash.countedC, says.amountC],
  ['cash expected of the shift', cash.expectedC, says.expectedC],
  ['reason of the gap', cash.gapReason, says.reason],
  ['cash left in the drawer', cash.leftC, says.leftC],
  ['counts of the means', canonical(cash.counts), canonical(says.counts ?? [])],
  ['closing of the shift', time(cash.closedAt), says.at],
  ['who closed the shift', cash.closedBy, operator],
]
