import type { CheckTable } from './reconcile-type.ts'

/** What a document sold in gift cards, and what of them it took back. */
const CARDS = `
  SELECT v.sale_id, sum(v.initial_c)::int AS n FROM voucher v JOIN sale s ON s.id = v.sale_id AND s.doc_type = 'SALE'
   WHERE v.kind = 'GIFT' GROUP BY 1
   UNION ALL
  SELECT sale_id, sum(amount_c)::int FROM voucher_movement WHERE kind = 'CANCEL' GROUP BY 1`

/** Gift cards and credit notes against their movements, the tenders that move them, and the books. */
export const VOUCHER_CHECKS: CheckTable = {
  'balance of a voucher': `
    SELECT v.id AS subject, concat_ws(' / ', coalesce(m.n, 0), m.last) AS expected,
           concat_ws(' / ', v.balance_c, v.balance_c) AS found
      FROM voucher v
      LEFT JOIN (SELECT voucher_id, sum(amount_c)::int AS n, (array_agg(balance_c ORDER BY n DESC))[1] AS last
                   FROM voucher_movement GROUP BY 1) m ON m.voucher_id = v.id
     WHERE v.balance_c IS DISTINCT FROM m.n OR v.balance_c IS DISTINCT FROM m.last`,

  'voucher of a tender': `
    SELECT concat_ws(' ', coalesce(t.sale_id, m.sale_id), coalesce(t.voucher_id, m.voucher_id)) AS subject,
           coalesce(t.n, 0) AS expected, coalesce(-m.n, 0) AS found
      FROM (SELECT t.sale_id, k.voucher_id, sum(t.amount_c)::int AS n
              FROM tender t LEFT JOIN tender_link k ON k.sale_id = t.sale_id AND k.n = t.n
             WHERE t.means IN ('GIFT', 'AVOIR') GROUP BY 1, 2) t
      FULL JOIN (SELECT m.sale_id, m.voucher_id, sum(m.amount_c)::int AS n
                   FROM voucher_movement m JOIN voucher v ON v.id = m.voucher_id JOIN sale s ON s.id = m.sale_id
                  WHERE m.kind IN ('SPEND', 'GIVE_BACK')
                     OR (m.kind = 'ISSUE' AND NOT (v.kind = 'GIFT' AND s.doc_type = 'SALE'))
                  GROUP BY 1, 2) m ON m.sale_id = t.sale_id AND m.voucher_id = t.voucher_id
     WHERE coalesce(t.n, 0) <> coalesce(-m.n, 0)`,

  'gift cards of a sale': `
    SELECT coalesce(l.sale_id, c.sale_id) AS subject, coalesce(l.n, 0) AS expected, coalesce(c.n, 0) AS found
      FROM (SELECT sale_id, sum(total_c)::int AS n FROM sale_line WHERE kind = 'VOUCHER_MPV' GROUP BY 1) l
      FULL JOIN (SELECT sale_id, sum(n)::int AS n FROM (${CARDS}) c GROUP BY 1) c ON c.sale_id = l.sale_id
     WHERE coalesce(l.n, 0) <> coalesce(c.n, 0)`,

  'vouchers in the books': `
    SELECT k.account AS subject, coalesce(v.n, 0) AS expected, coalesce(b.n, 0) AS found
      FROM (VALUES ('41911', 'GIFT'), ('4197', 'CREDIT')) AS k(account, kind)
      LEFT JOIN (SELECT kind, sum(balance_c)::bigint AS n FROM voucher GROUP BY 1) v ON v.kind = k.kind
      LEFT JOIN (SELECT account, -sum(amount_c)::bigint AS n FROM ledger_leg
                  WHERE account IN ('41911', '4197') GROUP BY 1) b ON b.account = k.account
     WHERE coalesce(v.n, 0) <> coalesce(b.n, 0)`,
}
