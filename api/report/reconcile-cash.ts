import { MOVED_SUM } from '../register/drawer-sum.ts'
import type { CheckTable } from './reconcile-type.ts'

/** Drawers against what their sales brought, and gaps against the books. */
export const CASH_CHECKS: CheckTable = {
  'cash expected of a shift': `
    SELECT h.id AS subject, h.float_c + coalesce(t.n, 0) + coalesce(v.n, 0) AS expected, h.expected_c AS found
      FROM shift h
      LEFT JOIN (SELECT s.shift_id, sum(t.amount_c)::int AS n FROM sale s JOIN tender t ON t.sale_id = s.id
                  WHERE t.means = 'CASH' GROUP BY 1) t ON t.shift_id = h.id
      LEFT JOIN (SELECT m.shift_id, ${MOVED_SUM} AS n FROM cash_movement m GROUP BY 1) v ON v.shift_id = h.id
     WHERE h.closed_at IS NOT NULL AND h.expected_c IS DISTINCT FROM h.float_c + coalesce(t.n, 0) + coalesce(v.n, 0)`,

  'gap of a shift': `
    SELECT coalesce(h.id, b.shift_id) AS subject, coalesce(h.n, 0) AS expected, coalesce(b.n, 0) AS found
      FROM (SELECT s.id, coalesce(s.counted_c - s.expected_c, 0) + coalesce(sum(m.amount_c - m.expected_c), 0)::int AS n
              FROM shift s
              LEFT JOIN cash_movement m ON m.shift_id = s.id AND m.kind IN ('OPENING_FLOAT', 'HANDOVER_COUNT')
             GROUP BY s.id) h
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

  'movement of cash in the books': `
    SELECT coalesce(m.id, b.piece) AS subject, coalesce(m.n, 0) AS expected, coalesce(b.n, 0) AS found
      FROM (SELECT m.id, r.code || '-P-' || m.seq AS piece, r.code AS register,
                   CASE WHEN m.kind IN ('IN', 'TRANSFER_IN') THEN m.amount_c ELSE -m.amount_c END AS n
              FROM cash_movement m JOIN shift h ON h.id = m.shift_id JOIN register r ON r.id = h.register_id
             WHERE m.kind IN ('IN', 'OUT', 'TRANSFER_IN', 'TRANSFER_OUT', 'SAFE_DEPOSIT', 'CLOSING_DEPOSIT')) m
      FULL JOIN (SELECT e.piece, sum(l.amount_c)::int AS n
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
                   JOIN site p ON p.id = e.site_id AND p.cash_account = l.account
                  WHERE e.kind IN ('cash_in', 'cash_out', 'cash_transfer', 'safe_deposit') GROUP BY 1) b
        ON b.piece = m.piece
     WHERE coalesce(m.n, 0) <> coalesce(b.n, 0)`,

  'count of a means of payment': `
    SELECT c.shift_id || '/' || c.means AS subject, c.expected_c AS expected, coalesce(t.n, 0) AS found
      FROM shift_count c
      LEFT JOIN (SELECT s.shift_id, t.means, sum(t.amount_c)::int AS n FROM sale s JOIN tender t ON t.sale_id = s.id
                  GROUP BY 1, 2) t ON t.shift_id = c.shift_id AND t.means = c.means
     WHERE c.means <> 'CASH' AND c.expected_c <> coalesce(t.n, 0)`,
}
