import type { Db, Tx } from '../../db/index.ts'
import type { HandoverCount } from '../shared/regie.ts'

/** A drawer or a safe with the cash that should be in it, the float included, in cents. */
export type CashPlace = Omit<HandoverCount, 'countedC'>

/**
 * Every drawer and every safe that may hold cash. In the drawer of an open shift: its float and what its movements came to;
 * in a closed one what was left there; in the safe of a site what the books say.
 */
export async function cashPlaces(reader: Db | Tx): Promise<CashPlace[]> {
  const rows = await reader.sql<CashPlace[]>`
    WITH last AS (
           SELECT DISTINCT ON (register_id) register_id, id, float_c, closed_at, counted_c,
                  left_c
             FROM shift h ORDER BY register_id, opened_at DESC),
         moved AS (
           SELECT e.shift_id, sum(l.amount_c)::bigint AS n
             FROM last h JOIN ledger_event e ON e.shift_id = h.id AND h.closed_at IS NULL
             JOIN site p ON p.id = e.site_id
             JOIN ledger_leg l ON l.event_id = e.id AND l.account = p.cash_account
            GROUP BY 1),
         safe AS (
           SELECT e.site_id, sum(l.amount_c)::bigint AS n
             FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id WHERE l.account = '580' GROUP BY 1)
    SELECT 'DRAWER' AS place, r.id, p.name || ' · ' || r.name AS name,
           (CASE WHEN h.closed_at IS NULL THEN coalesce(h.float_c, 0) + coalesce(m.n, 0)
                 ELSE coalesce(h.left_c, h.counted_c, 0) END)::int AS "expectedC", p.position, r.code
      FROM register r JOIN site p ON p.id = r.site_id
      LEFT JOIN last h ON h.register_id = r.id LEFT JOIN moved m ON m.shift_id = h.id
     WHERE r.kind = 'COUNTER' AND r.closed_at IS NULL
    UNION ALL
    SELECT 'SAFE', p.id, p.name, coalesce(s.n, 0)::int, p.position, ''
      FROM site p LEFT JOIN safe s ON s.site_id = p.id
     ORDER BY position, place, code`
  return rows.map(({ place, id, name, expectedC }) => ({ place, id, name, expectedC }))
}
