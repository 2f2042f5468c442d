import type { CheckTable } from './reconcile-type.ts'

/** Corrections against what they correct, and what is owed of them against the books. */
export const CORRECTION_CHECKS: CheckTable = {
  'correction of a document': `
    SELECT s.id AS subject, concat_ws('/', s.origin_id, s.reason) AS expected, concat_ws('/', c.origin_id, c.reason) AS found
      FROM (SELECT id, origin_id, reason FROM sale WHERE doc_type <> 'SALE') s
      FULL JOIN correction c ON c.sale_id = s.id
     WHERE s.id IS NULL OR c.sale_id IS NULL OR s.origin_id IS DISTINCT FROM c.origin_id OR s.reason IS DISTINCT FROM c.reason
        OR NOT EXISTS (SELECT 1 FROM sale o WHERE o.id = c.origin_id AND o.doc_type = 'SALE')`,

  'line of a correction': `
    SELECT coalesce(l.sale_id || '/' || l.n, k.sale_id || '/' || k.n) AS subject,
           concat_ws(' ', -k.qty, 'of', k.of_qty) AS expected, concat_ws(' ', l.qty, 'of', o.qty) AS found
      FROM (SELECT l.sale_id, l.n, l.qty FROM sale_line l JOIN sale s ON s.id = l.sale_id AND s.doc_type <> 'SALE') l
      FULL JOIN corrected_line k ON k.sale_id = l.sale_id AND k.n = l.n
      LEFT JOIN sale_line o ON o.sale_id = k.origin_id AND o.n = k.origin_n
     WHERE l.sale_id IS NULL OR k.sale_id IS NULL OR l.qty <> -k.qty OR o.qty IS DISTINCT FROM k.of_qty`,

  'units taken back of a line': `
    SELECT origin_id || '/' || origin_n AS subject, sum(qty) AS expected, max(before + qty) AS found
      FROM corrected_line GROUP BY origin_id, origin_n HAVING sum(qty) <> max(before + qty)`,

  'amounts taken back of a line': `
    SELECT o.sale_id || '/' || o.n AS subject, concat_ws('/', o.total_c, o.vat_c, o.discount_c) AS expected,
           concat_ws('/', -sum(l.total_c), -sum(l.vat_c), -sum(l.discount_c)) AS found
      FROM sale_line o
      JOIN corrected_line k ON k.origin_id = o.sale_id AND k.origin_n = o.n
      JOIN sale_line l ON l.sale_id = k.sale_id AND l.n = k.n
     GROUP BY o.sale_id, o.n
    HAVING (-sum(l.total_c), -sum(l.vat_c), -sum(l.discount_c))
           IS DISTINCT FROM (round(o.total_c * sum(k.qty)::numeric / o.qty), round(o.vat_c * sum(k.qty)::numeric / o.qty),
                             sum(k.qty) * o.unit_c - round(o.total_c * sum(k.qty)::numeric / o.qty))`,

  // A payment fix gives back at the place of what it corrects, so that no tender gives back more than it brought.
  'money given back of a tender': `
    SELECT t.sale_id || '/' || t.n AS subject, t.amount_c AS expected, b.n AS found
      FROM (SELECT c.origin_id, k.origin_n, -sum(x.amount_c)::int AS n
              FROM correction c JOIN tender_link k ON k.sale_id = c.sale_id AND k.origin_n IS NOT NULL
              JOIN tender x ON x.sale_id = k.sale_id AND x.n = k.n GROUP BY 1, 2) b
      LEFT JOIN LATERAL (
        SELECT t.* FROM tender t
         WHERE t.n = b.origin_n AND t.amount_c > 0
           AND (t.sale_id = b.origin_id OR t.sale_id IN (
             SELECT c.sale_id FROM correction c JOIN sale s ON s.id = c.sale_id
              WHERE c.origin_id = b.origin_id AND s.doc_type = 'PAYMENT_FIX'))) t ON true
     WHERE b.n > coalesce(t.amount_c, 0)`,

  'refund of a tender': `
    SELECT coalesce(t.sale_id || '/' || t.n, d.sale_id || '/' || d.tender_n) AS subject,
           concat_ws(' ', t.means, -t.amount_c) AS expected, concat_ws(' ', d.means, d.amount_c) AS found
      FROM (SELECT * FROM tender WHERE amount_c < 0 AND means IN ('VIREMENT', 'CB_TERMINAL')) t
      FULL JOIN refund_due d ON d.sale_id = t.sale_id AND d.tender_n = t.n
     WHERE t.means IS DISTINCT FROM d.means OR -t.amount_c IS DISTINCT FROM d.amount_c`,

  'refunds that are owed': `
    SELECT '4198' AS subject, coalesce(d.n, 0) AS expected, coalesce(l.n, 0) AS found
      FROM (SELECT sum(amount_c)::int AS n FROM refund_due WHERE status <> 'PAID') d
      CROSS JOIN (SELECT -sum(amount_c)::int AS n FROM ledger_leg WHERE account = '4198') l
     WHERE coalesce(d.n, 0) <> coalesce(l.n, 0)`,

  'account of a refund that is paid': `
    SELECT id AS subject, 'forgotten' AS expected, 'kept' AS found
      FROM refund_due WHERE status = 'PAID' AND (iban IS NOT NULL OR holder IS NOT NULL)`,

  'what exchanges leave': `
    SELECT '4718' AS subject, 0 AS expected, sum(amount_c) AS found
      FROM ledger_leg WHERE account = '4718' HAVING coalesce(sum(amount_c), 0) <> 0`,
}
