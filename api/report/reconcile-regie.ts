import type { CheckTable } from './reconcile-type.ts'

const KIND = `CASE WHEN t.means = 'CHEQUE' THEN 'CHEQUE' WHEN t.means = 'ANCV_P' THEN 'ANCV'
                   WHEN t.means = 'CB' THEN 'CARD' END`

/** What left for the bank and for the accountant, against what was taken in and against the books. */
export const REGIE_CHECKS: CheckTable = {
  'tender of a remittance': `
    SELECT subject, expected, found FROM (
      SELECT x.sale_id || '/' || x.n AS subject, x.amount_c || ' of ' || coalesce(m.kind, '?') || ', once' AS expected,
             coalesce(t.amount_c, 0) || ' of ' || coalesce(${KIND}, '?') || ', ' || count(*) OVER w || ' times' AS found,
             m.kind = ${KIND} AND t.amount_c = x.amount_c AND count(*) OVER w = 1 AS agrees
        FROM remittance_tender x LEFT JOIN remittance m ON m.id = x.remittance_id
        LEFT JOIN tender t ON t.sale_id = x.sale_id AND t.n = x.n
       WHERE NOT x.released WINDOW w AS (PARTITION BY x.sale_id, x.n)) c
     WHERE agrees IS NOT TRUE`,

  'total of a remittance': `
    SELECT m.id AS subject, coalesce(x.n, 0) AS expected, m.total_c AS found
      FROM remittance m
      LEFT JOIN (SELECT remittance_id, sum(amount_c)::int AS n, bool_or(released) AS released FROM remittance_tender GROUP BY 1) x
             ON x.remittance_id = m.id
     WHERE m.total_c IS DISTINCT FROM x.n OR (m.status = 'VOID') IS DISTINCT FROM x.released`,

  'values that wait for the bank': `
    SELECT coalesce(w.account, b.account) AS subject, coalesce(w.n, 0) AS expected, coalesce(b.n, 0) AS found
      FROM (SELECT CASE ${KIND} WHEN 'CHEQUE' THEN '5112' WHEN 'ANCV' THEN '5116' ELSE '5115' END AS account,
                   sum(t.amount_c)::bigint AS n
              FROM tender t
             WHERE t.means IN ('CHEQUE', 'ANCV_P', 'CB')
               AND NOT EXISTS (SELECT 1 FROM remittance_tender x JOIN remittance m ON m.id = x.remittance_id
                                WHERE x.sale_id = t.sale_id AND x.n = t.n AND NOT x.released
                                  AND m.status IN ('REMITTED', 'CREDITED'))
             GROUP BY 1) w
      FULL JOIN (SELECT l.account, sum(l.amount_c)::bigint AS n FROM ledger_leg l JOIN ledger_event e ON e.id = l.event_id
                  WHERE l.account IN ('5112', '5115', '5116')
                    AND e.kind IN ('sale', 'cancellation', 'refund', 'payment_fix', 'remittance')
                  GROUP BY 1) b ON b.account = w.account
     WHERE coalesce(w.n, 0) <> coalesce(b.n, 0)`,

  'remittance in the ledger': `
    SELECT coalesce(m.number, e.piece) AS subject, concat_ws('/', m.counted_c, m.fee_c) AS expected,
           concat_ws('/', e.n, e.fee) AS found
      FROM (SELECT number, counted_c, coalesce(fee_c, 0) AS fee_c FROM remittance WHERE status IN ('REMITTED', 'CREDITED')) m
      FULL JOIN (SELECT e.piece, coalesce(sum(l.amount_c) FILTER (WHERE e.kind = 'remittance'), 0)::int AS n,
                        -coalesce(sum(l.amount_c) FILTER (WHERE e.kind = 'remittance_fee'), 0)::int AS fee
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id AND l.account IN ('512', '515')
                  WHERE e.kind IN ('remittance', 'remittance_fee') GROUP BY 1) e ON e.piece = m.number
     WHERE (m.counted_c, m.fee_c) IS DISTINCT FROM (e.n, e.fee)`,

  'versement in the ledger': `
    SELECT coalesce(v.number, e.piece) AS subject, coalesce(v.total_c, 0) AS expected, coalesce(e.n, 0) AS found
      FROM (SELECT number, total_c FROM versement WHERE status = 'HANDED_IN') v
      FULL JOIN (SELECT e.piece, sum(l.amount_c)::int AS n
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id AND l.amount_c > 0
                  WHERE e.kind = 'versement' GROUP BY 1) e ON e.piece = v.number
     WHERE coalesce(v.total_c, 0) <> coalesce(e.n, 0)`,

  'numbers of slips': `
    SELECT series AS subject, max(n) AS expected, count(*)::int AS found
      FROM (SELECT 'V-' || year AS series, n FROM versement
             UNION ALL SELECT kind || '-' || year, n FROM remittance
             UNION ALL SELECT 'PV-' || year, n FROM regie_handover) s
     GROUP BY 1 HAVING max(n) <> count(*) OR min(n) <> 1`,

  'SNCF memo of a ticket': `
    SELECT coalesce(m.id, x.sale_id) AS subject, coalesce(m.id, 'no memo') AS expected, coalesce(x.status, 'no ticket') AS found
      FROM sncf_memo m
      FULL JOIN (SELECT sale_id, status FROM sncf_sale x WHERE paid_on = 'SNCF_TERMINAL'
                    AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = x.sale_id)) x ON x.sale_id = m.id
     WHERE m.id IS NULL OR x.sale_id IS NULL OR (m.cancelled_at IS NULL) <> (x.status = 'SOLD')`,
}
