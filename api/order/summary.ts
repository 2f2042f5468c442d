import type { Db } from '../../db/index.ts'
import type { FoundOrders } from './find-form.ts'
import type { Hit } from './search.ts'

type Found = FoundOrders['orders'][number]
type Row = Omit<Found, 'at' | 'matched' | 'register'> & { registerCode: string; registerName: string }

/** What a list says of each order, in the order of the hits. */
export async function summaries(db: Db, hits: readonly Hit[]): Promise<Found[]> {
  if (hits.length === 0) return []
  const ids = hits.map((hit) => hit.orderId)
  const rows = await db.sql<Row[]>`
    SELECT o.id, r.code AS "registerCode", r.name AS "registerName",
           nullif(concat_ws(' ', c.first_name, c.last_name), '') AS customer,
           ARRAY(SELECT s.number FROM sale s WHERE s.order_id = o.id ORDER BY s.at, s.seq) AS numbers,
           (SELECT sum(s.total_c)::int FROM sale s WHERE s.order_id = o.id) AS "totalC",
           (SELECT coalesce(json_agg(json_build_object('label', l.label, 'qty', l.qty, 'serviceAt', l.at)
                            ORDER BY l.n), '[]')
              FROM (SELECT l.label, sum(l.qty)::int AS qty, min(l.n) AS n,
                           to_char(min(l.service_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
                      FROM sale s JOIN sale_line l ON l.sale_id = s.id
                     WHERE s.order_id = o.id GROUP BY l.label) l) AS lines,
           t.tickets, t.void
      FROM "order" o
      JOIN register r ON r.id = o.register_id
      LEFT JOIN customer c ON c.id = o.customer_id
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS tickets, count(t.voided_at)::int AS void
          FROM booking b JOIN ticket t ON t.booking_id = b.id WHERE b.order_id = o.id) t ON true
     WHERE o.id = ANY(${ids}::text[])`
  const byId = new Map(rows.map((row) => [row.id, row]))
  return hits.flatMap(({ orderId, at, by, text }) => {
    const row = byId.get(orderId)
    if (!row) return []
    const { registerCode, registerName, ...said } = row
    return [{ ...said, at, register: { code: registerCode, name: registerName }, matched: { by, text } }]
  })
}
