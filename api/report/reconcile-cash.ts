import type { CheckTable } from './reconcile-type.ts'

/** Drawers against what their sales brought, and gaps against the books. */
export const CASH_CHECKS: CheckTable = {
  'cash expected of a shift': `
    SELECT h.id AS subject, h.float_c + coalesce(t.n, 0) AS expected, h.expected_c AS found
      FROM shift h
      LEFT JOIN (SELECT s.shift_id, sum(t.amount_c)::int AS n FROM sale s JOIN tender t ON t.sale_id = s.id
                  WHERE t.means = 'CASH' GROUP BY 1) t ON t.shift_id = h.id
     WHERE h.closed_at IS NOT NULL AND h.expected_c IS DISTINCT FROM h.float_c + coalesce(t.n, 0)`,

  'gap of a shift': `
    SELECT coalesce(h.id, b.shift_id) AS subject, coalesce(h.n, 0) AS expected, coalesce(b.n, 0) AS found
      FROM (SELECT id, counted_c - expected_c AS n FROM shift WHERE closed_at IS NOT NULL) h
      FULL JOIN (SELECT e.shift_id, sum(l.amount_c)::int AS n
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
                   JOIN site p ON p.id = e.site_id AND p.cash_account = l.account
                  WHERE e.kind = 'cash_gap' GROUP BY 1) b ON b.shift_id = h.id
     WHERE coalesce(h.n, 0) <> coalesce(b.n, 0)`,

  'float and count of a shift': `
    SELECT h.id AS subject, concat_ws('/', h.float_c, h.counted_c) AS expected,
           concat_ws('/', o.amount_c, c.amount_c) AS found
      FROM shift h
      LEFT JOIN cash_movement o ON o.shift_id = h.id AND o.kind = 'OPENING_FLOAT'
      LEFT JOIN cash_movement c ON c.shift_id = h.id AND c.kind = 'CLOSING_COUNT'
     WHERE o.amount_c <> h.float_c OR h.closed_at IS NOT NULL AND c.amount_c IS DISTINCT FROM h.counted_c`,
}
