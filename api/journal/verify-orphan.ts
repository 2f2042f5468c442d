import type { Journal } from '../../db/schema/journal.ts'
import type { Tx } from '../../db/index.ts'
import type { Fault } from './verify-record.ts'

/** Enough to see what happened; the rest follows from the first. */
const MOST = 20

type Orphan = { register: string; journal: Journal; seq: number; detail: string }

/**
 * What the office's rows tell of and no record does: the trace that a tail leaves when it is cut off together with its
 * head. Sales without their T record, what belongs to a sale that is gone, movements of
 * cash without their P record, shifts closed without one, closures without their G record; and days that were opened
 * again.
 */
export async function unrecorded(sql: Tx['sql']): Promise<Fault[]> {
  const sales = await sql<Orphan[]>`
    SELECT coalesce(g.code, s.register_id) AS register, 'T' AS journal, s.seq,
           'the sale ' || s.number || ' has no record' AS detail
      FROM sale s LEFT JOIN register g ON g.id = s.register_id
     WHERE NOT EXISTS (SELECT 1 FROM journal_record r
                        WHERE r.subject = s.id AND r.journal = 'T' AND r.register_id = s.register_id AND r.seq = s.seq)
     ORDER BY 1, s.seq LIMIT ${MOST}`
  // The number printed ends with the place in the chain.
  const left = await sql<Orphan[]>`
    WITH orphan AS MATERIALIZED (
      SELECT sale_id, max(register_id) AS register_id, max(piece) AS piece, string_agg(part, ', ' ORDER BY part) AS parts
        FROM (SELECT sale_id, register_id, piece, 'ledger event' AS part FROM ledger_event
                WHERE kind IN ('sale', 'cancellation', 'refund', 'payment_fix')
               UNION SELECT sale_id, NULL, NULL, 'line' FROM sale_line
               UNION SELECT sale_id, NULL, NULL, 'tender' FROM tender
               UNION SELECT sale_id, NULL, NULL, 'ticket' FROM ticket
               UNION SELECT sale_id, NULL, NULL, 'correction' FROM correction
               UNION SELECT sale_id, NULL, NULL, 'line taken back' FROM corrected_line
               UNION SELECT sale_id, NULL, NULL, 'link of a tender' FROM tender_link
               UNION SELECT sale_id, NULL, NULL, 'refund that is due' FROM refund_due) p
       WHERE sale_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = p.sale_id)
       GROUP BY sale_id),
    -- Records of sales have no index by what they are about: read once for all orphans, and not at all without any.
    recorded AS MATERIALIZED (
      SELECT r.subject FROM journal_record r
       WHERE r.journal = 'T' AND EXISTS (SELECT 1 FROM orphan) AND r.subject = ANY (ARRAY(SELECT sale_id FROM orphan)))
    SELECT coalesce(g.code, o.register_id, '?') AS register, 'T' AS journal,
           coalesce(substring(o.piece FROM '-([0-9]{1,9})$')::int, 0) AS seq,
           'no record and no sale for ' || o.sale_id || ', of which remains: ' || o.parts AS detail
      FROM orphan o LEFT JOIN register g ON g.id = o.register_id
     WHERE o.sale_id NOT IN (SELECT subject FROM recorded)
     ORDER BY 1, 3 LIMIT ${MOST}`
  const cash = await sql<Orphan[]>`
    SELECT coalesce(g.code, h.register_id, '?') AS register, 'P' AS journal, 0 AS seq,
           m.kind || ' of ' || m.amounts || ' cents in shift ' || m.shift_id || ', recorded ' || p.n || ' times' AS detail
      FROM (SELECT shift_id, kind, count(*) AS n, string_agg(amount_c::text, ' and ' ORDER BY at, id) AS amounts
              FROM cash_movement GROUP BY 1, 2) m
      CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM journal_record r
         WHERE r.subject = m.shift_id AND r.journal = 'P' AND r.doc_type = m.kind) p
      LEFT JOIN shift h ON h.id = m.shift_id
      LEFT JOIN register g ON g.id = h.register_id
     WHERE p.n <> m.n
     ORDER BY 1, 4 LIMIT ${MOST}`
  const invoices = await sql<Orphan[]>`
    SELECT 'I' AS journal, i.seq, coalesce(g.code, '?') AS register, 'the invoice ' || i.number || ' has no record' AS detail
      FROM invoice i LEFT JOIN register g ON g.kind = 'OFFICE'
     WHERE NOT EXISTS (SELECT 1 FROM journal_record r WHERE r.subject = i.id AND r.journal = 'I')
     ORDER BY i.seq LIMIT ${MOST}`
  const closed = await sql<Orphan[]>`
    SELECT coalesce(g.code, h.register_id) AS register, 'P' AS journal, 0 AS seq,
           'the count that closed the shift ' || h.id || ' has no record' AS detail
      FROM shift h LEFT JOIN register g ON g.id = h.register_id
     WHERE h.closed_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM journal_record r
                        WHERE r.subject = h.id AND r.journal = 'P' AND r.doc_type = 'CLOSING_COUNT')
     ORDER BY 1, 4 LIMIT ${MOST}`
  const periods = await sql<Orphan[]>`
    SELECT coalesce(g.code, c.register_id) AS register, 'G' AS journal, c.seq,
           'the closure ' || c.kind || ' of ' || c.from_day || ' has no record' AS detail
      FROM closure c LEFT JOIN register g ON g.id = c.register_id
     WHERE NOT EXISTS (SELECT 1 FROM journal_record r
                        WHERE r.register_id = c.register_id AND r.journal = 'G' AND r.seq = c.seq)
     ORDER BY 1, c.seq LIMIT ${MOST}`
  const faults: Fault[] = []
  const all = [...sales, ...left, ...cash, ...invoices, ...closed, ...periods]
  for (const { register, journal, seq, detail } of all) {
    faults.push({ register, journal, seq, what: 'removed', detail })
  }
  return [...faults, ...(await movedDays(sql))]
}

/** Heads whose last closed day is not that of their last closure: sales could be dated on closed days. */
async function movedDays(sql: Tx['sql']): Promise<Fault[]> {
  const rows = await sql<Orphan[]>`
    SELECT coalesce(g.code, h.register_id) AS register, 'T' AS journal, h.last_seq AS seq,
           'the last closed day is ' || coalesce(h.closed_day::text, 'none') || ', the closures say '
             || coalesce(c.day::text, 'none') AS detail
      FROM journal_head h LEFT JOIN register g ON g.id = h.register_id
      LEFT JOIN LATERAL (SELECT max(from_day) AS day FROM closure
                          WHERE register_id = h.register_id AND kind = 'D') c ON true
     WHERE h.journal = 'T' AND h.closed_day IS DISTINCT FROM c.day
     ORDER BY 1 LIMIT ${MOST}`
  return rows.map((row) => ({ ...row, what: 'altered' as const }))
}
