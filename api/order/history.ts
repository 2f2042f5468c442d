import type { Db } from '../../db/index.ts'
import { EVENT } from '../journal/event.ts'
import { firstSince } from '../register/log.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'
import type { HistoryLine } from './read-form.ts'

/** A basket is not filled for longer before it is paid: how far back its removed lines are looked for. */
const BASKET_MINUTES = 6 * 60

type Sql = Db['sql']

/**
 * What happened to an order, oldest first, from the rows that say it: baskets, signed records, letters, scans, audit.
 * Operators by their code, visitors not at all.
 */
export async function historyOf({ sql }: Db, orderId: string): Promise<HistoryLine[]> {
  const found = await Promise.all([
    basket(sql, orderId),
    removedLines(sql, orderId),
    sales(sql, orderId),
    prints(sql, orderId),
    copies(sql, orderId),
    scans(sql, orderId),
    letters(sql, orderId),
    contacts(sql, orderId),
  ])
  return found.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** When seats were first kept; an order that was paid for at once had no basket of its own. */
const basket = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  SELECT o.created AS at, 'HELD' AS what, NULL AS operator, r.code AS ref, NULL::int AS n, NULL AS detail
    FROM "order" o JOIN register r ON r.id = o.register_id
   WHERE o.id = ${orderId}
     AND o.created < coalesce((SELECT min(s.at) FROM sale s WHERE s.order_id = o.id), 'infinity')`

const sales = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  SELECT s.at, 'SOLD' AS what, f.code AS operator, s.number AS ref, NULL::int AS n, s.doc_type AS detail
    FROM sale s JOIN staff f ON f.id = s.staff_id WHERE s.order_id = ${orderId}`

/** Papers that came out, of the tills that say so; a print that failed is none. */
const prints = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  SELECT p.at, 'PRINTED' AS what, f.code AS operator, s.number AS ref, NULL::int AS n, p.detail->>'what' AS detail
    FROM sale s
    JOIN audit p ON p.subject = s.id AND p.action = 'sale.print' AND p.detail->>'what' IS NOT NULL
    LEFT JOIN staff f ON f.id = p.actor
   WHERE s.order_id = ${orderId}
     AND NOT EXISTS (SELECT FROM audit x WHERE x.subject = s.id AND x.action = 'sale.print_failed'
                        AND x.detail->>'request' = p.id)`

const copies = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  SELECT j.recorded_at AS at, 'COPY' AS what, p.said->'operator'->>'code' AS operator, s.number AS ref,
         (p.said->>'copy')::int AS n, p.said->>'reason' AS detail
    FROM sale s
    JOIN journal_record j ON j.subject = s.id AND j.journal = 'C'
    CROSS JOIN LATERAL (SELECT j.payload::jsonb AS said) p
   WHERE s.order_id = ${orderId}`

/** Scans of its tickets, and each taken back; then the tickets that were voided. */
const scans = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  WITH own AS (
    SELECT t.id, t.short_code, t.voided_at, t.void_reason
      FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE b.order_id = ${orderId})
  SELECT x.at,
         CASE WHEN x.undoes IS NOT NULL THEN 'SCAN_UNDONE'
              WHEN x.verdict = 'admitted' THEN 'SCAN' ELSE 'SCAN_REFUSED' END AS what,
         f.code AS operator, own.short_code AS ref, x.count AS n, x.verdict AS detail
    FROM own JOIN scan x ON x.ticket_id = own.id LEFT JOIN staff f ON f.id = x.staff_id
  UNION ALL
  SELECT voided_at, 'VOIDED', NULL, short_code, NULL, void_reason FROM own WHERE voided_at IS NOT NULL`

/** A letter when it was asked for, by whom if somebody did, and how it ended. */
const letters = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  WITH own AS (
    SELECT m.id, m.at, m.sent_at, m.failed_at, m.status,
           array_to_string(ARRAY(SELECT DISTINCT a->>'kind' FROM jsonb_array_elements(m.attachments) a ORDER BY 1),
                           ' ') AS carries
      FROM mail m WHERE m.order_id = ${orderId})
  SELECT own.at, 'LETTER' AS what, f.code AS operator, NULL AS ref, NULL::int AS n, own.carries AS detail
    FROM own
    LEFT JOIN audit u ON u.subject = ${orderId} AND u.action = 'order.send' AND u.detail->>'mail' = own.id
    LEFT JOIN staff f ON f.id = u.actor
  UNION ALL
  SELECT coalesce(sent_at, failed_at, at), 'LETTER_' || status, NULL, NULL, NULL, carries
    FROM own WHERE status <> 'QUEUED'`

const contacts = (sql: Sql, orderId: string) => sql<HistoryLine[]>`
  SELECT u.at, 'CONTACT' AS what, f.code AS operator, NULL AS ref, NULL::int AS n, NULL AS detail
    FROM audit u LEFT JOIN staff f ON f.id = u.actor
   WHERE u.subject = ${orderId} AND u.action = 'order.contact'`

/** Lines taken out of the basket, from the register's event log: only the hours of the basket are read of it. */
async function removedLines(sql: Sql, orderId: string): Promise<HistoryLine[]> {
  const [span] = await sql<{ registerId: string; from: Instant; to: Instant }[]>`
    SELECT o.register_id AS "registerId",
           least(o.created, coalesce(min(s.at), o.created)) AS "from",
           coalesce(max(s.at), o.created + ${BASKET_MINUTES} * interval '1 minute') AS "to"
      FROM "order" o LEFT JOIN sale s ON s.order_id = o.id WHERE o.id = ${orderId}
     GROUP BY o.id`
  if (!span) return []
  const log = { registerId: span.registerId, journal: 'L' } as const
  const first = plusMinutes(span.from, -BASKET_MINUTES)
  return sql<HistoryLine[]>`
    WITH event AS MATERIALIZED (
      SELECT j.recorded_at, j.payload::jsonb AS said FROM journal_record j
       WHERE j.register_id = ${span.registerId} AND j.journal = 'L'
         AND j.seq >= ${firstSince(sql, log, first)} AND j.seq < ${firstSince(sql, log, plusMinutes(span.to, 1))}
         AND position(${orderId}::text IN j.payload) > 0)
    SELECT event.recorded_at AS at, 'LINE_REMOVED' AS what, said->'operator'->>'code' AS operator,
           p.text->'fr'->>'title' AS ref, NULL::int AS n, NULL AS detail
      FROM event
      LEFT JOIN option o ON o.id = said->'detail'->>'option'
      LEFT JOIN product p ON p.id = o.product_id
     WHERE said->>'code' = ${EVENT.LINE_REMOVED} AND said->'detail'->>'order' = ${orderId}`
}
