import { SOLD } from './reconcile-ledger.ts'
import type { CheckTable } from './reconcile-type.ts'

const SUM_OF_LINES = `
  SELECT sale_id, sum(total_c)::int AS total,
         coalesce(sum(total_c) FILTER (WHERE kind IN ('OWN', 'BOOKING_FEE')), 0)::int AS own,
         coalesce(sum(total_c) FILTER (WHERE kind IN ('THIRD_PARTY', 'SNCF')), 0)::int AS third,
         coalesce(sum(total_c) FILTER (WHERE kind = 'VOUCHER_MPV'), 0)::int AS voucher
    FROM sale_line GROUP BY 1`

/** Sales, journal and ledger against each other. */
export const BOOK_CHECKS: CheckTable = {
  'lines of a sale': `
    SELECT s.id AS subject, concat_ws('/', s.total_c, s.own_c, s.third_c, s.voucher_c) AS expected,
           concat_ws('/', coalesce(l.total, 0), coalesce(l.own, 0), coalesce(l.third, 0), coalesce(l.voucher, 0)) AS found
      FROM sale s LEFT JOIN (${SUM_OF_LINES}) l ON l.sale_id = s.id
     WHERE (s.total_c, s.own_c, s.third_c, s.voucher_c)
           <> (coalesce(l.total, 0), coalesce(l.own, 0), coalesce(l.third, 0), coalesce(l.voucher, 0))`,

  'tenders of a sale': `
    SELECT s.id AS subject, s.total_c || ', change ' || s.change_c AS expected,
           coalesce(t.total, 0) || ', change ' || coalesce(t.change, 0) AS found
      FROM sale s
      LEFT JOIN (SELECT sale_id, sum(amount_c)::int AS total, coalesce(sum(change_c), 0)::int AS change
                   FROM tender GROUP BY 1) t ON t.sale_id = s.id
     WHERE s.total_c <> coalesce(t.total, 0) OR s.change_c <> coalesce(t.change, 0)`,

  'sale of a line or tender': `
    SELECT x.sale_id AS subject, x.what AS expected, 'no sale' AS found
      FROM (SELECT DISTINCT sale_id, 'line' AS what FROM sale_line
             UNION SELECT DISTINCT sale_id, 'tender' FROM tender) x
     WHERE NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = x.sale_id)`,

  'record of a sale': `
    SELECT s.id AS subject, 'T record ' || s.seq AS expected, 'missing' AS found
      FROM sale s
     WHERE NOT EXISTS (SELECT 1 FROM journal_record r
                        WHERE r.subject = s.id AND r.journal = 'T' AND r.register_id = s.register_id AND r.seq = s.seq)`,

  'numbers of a register': `
    SELECT register_id AS subject, max(seq) AS expected, count(*)::int AS found
      FROM sale GROUP BY register_id HAVING max(seq) <> count(*)`,

  'stock sold': `
    SELECT coalesce(l.sale_id, m.sale_id) || ' ' || coalesce(l.product_id, m.product_id) AS subject,
           coalesce(l.n, 0) AS expected, coalesce(m.n, 0) AS found
      FROM (SELECT l.sale_id, l.product_id, sum(l.qty)::int AS n
              FROM sale_line l JOIN product p ON p.id = l.product_id AND p.kind = 'GOODS' AND p.counter_id IS NOT NULL
              JOIN sale s ON s.id = l.sale_id AND s.doc_type = 'SALE' GROUP BY 1, 2) l
      FULL JOIN (SELECT sale_id, product_id, -sum(qty)::int AS n FROM stock_movement WHERE reason = 'SALE' GROUP BY 1, 2) m
             ON m.sale_id = l.sale_id AND m.product_id = l.product_id
     WHERE coalesce(l.n, 0) <> coalesce(m.n, 0)`,

  'SNCF tickets of a sale': `
    SELECT coalesce(l.sale_id, x.sale_id) AS subject, coalesce(l.n, 0) AS expected, coalesce(x.n, 0) AS found
      FROM (SELECT l.sale_id, sum(l.total_c)::int AS n FROM sale_line l
              JOIN sale s ON s.id = l.sale_id AND s.doc_type = 'SALE' WHERE l.kind = 'SNCF' GROUP BY 1) l
      FULL JOIN (SELECT sale_id, sum(fare_c)::int AS n FROM sncf_sale WHERE paid_on = 'POS_DRAWER' GROUP BY 1) x
             ON x.sale_id = l.sale_id
     WHERE coalesce(l.n, 0) <> coalesce(x.n, 0)`,

  'ledger event that balances': `
    SELECT event_id AS subject, 0 AS expected, sum(amount_c) AS found
      FROM ledger_leg GROUP BY event_id HAVING sum(amount_c) <> 0`,

  'ledger that balances': `
    SELECT 'ledger' AS subject, 0 AS expected, sum(amount_c) AS found
      FROM ledger_leg HAVING coalesce(sum(amount_c), 0) <> 0`,

  'event of a ledger leg': `
    SELECT l.event_id AS subject, l.account AS expected, 'no event' AS found
      FROM ledger_leg l WHERE NOT EXISTS (SELECT 1 FROM ledger_event e WHERE e.id = l.event_id)`,

  'sale in the ledger': `
    SELECT coalesce(s.id, b.sale_id) AS subject, 'once, ' || coalesce(s.total_c - s.voucher_c, 0) AS expected,
           coalesce(b.events, 0) || ' times, ' || coalesce(b.total, 0) AS found
      FROM sale s
      FULL JOIN (SELECT e.sale_id, count(DISTINCT e.id) AS events,
                        coalesce(-sum(l.amount_c) FILTER (WHERE ${SOLD}), 0)::int AS total
                   FROM ledger_event e LEFT JOIN ledger_leg l ON l.event_id = e.id
                  WHERE e.kind IN ('sale', 'cancellation', 'refund', 'payment_fix') GROUP BY 1) b ON b.sale_id = s.id
     WHERE s.id IS NULL OR b.events IS DISTINCT FROM 1 OR b.total <> s.total_c - s.voucher_c`,
}
