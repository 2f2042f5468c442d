import type { CheckTable } from './reconcile-type.ts'

/** Accounts of what a sale gave to principals, revenue and VAT; every other leg of a sale is a payment, or a gift card. */
export const SOLD = `(l.account LIKE '467%' OR l.account LIKE '70%' OR l.account LIKE '44571%')`

/** Each document is booked by one event of its kind. */
const DOCUMENTS = `'sale', 'cancellation', 'refund', 'payment_fix'`

/**
 * The legs that the rows of sales should have made, against those in the books, for each sale by account, auxiliary
 * account and family. `rows` gives (sale_id, account, aux, family, n), debit positive; empty text for none.
 */
const against = (kinds: string, legs: string, rows: string): string => `
    SELECT concat_ws(' ', coalesce(d.sale_id, b.sale_id), coalesce(d.account, b.account),
                     nullif(coalesce(d.aux, b.aux), ''), nullif(coalesce(d.family, b.family), '')) AS subject,
           coalesce(d.n, 0) AS expected, coalesce(b.n, 0) AS found
      FROM (SELECT sale_id, account, aux, family, sum(n)::int AS n FROM (${rows}) r GROUP BY 1, 2, 3, 4) d
      FULL JOIN (SELECT e.sale_id, l.account, coalesce(l.aux, '') AS aux, coalesce(l.family, '') AS family,
                        sum(l.amount_c)::int AS n
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
                  WHERE e.kind IN (${kinds}) AND e.sale_id IS NOT NULL AND ${legs} GROUP BY 1, 2, 3, 4) b
             ON b.sale_id = d.sale_id AND b.account = d.account AND b.aux = d.aux AND b.family = d.family
     WHERE coalesce(d.n, 0) <> coalesce(b.n, 0)`

const OWN = `l.kind IN ('OWN', 'BOOKING_FEE')`
const THIRD = `l.kind IN ('THIRD_PARTY', 'SNCF')`

/** The books against the sales that they tell of, account by account. */
export const LEDGER_CHECKS: CheckTable = {
  'payments of a sale': against(
    DOCUMENTS,
    `NOT ${SOLD}`,
    `SELECT t.sale_id, CASE WHEN t.amount_c < 0 AND t.means IN ('VIREMENT', 'CB_TERMINAL') THEN '4198'
                            ELSE CASE t.means WHEN 'CASH' THEN p.cash_account WHEN 'CB' THEN '5115'
                                              WHEN 'CB_TERMINAL' THEN '512ST' WHEN 'CHEQUE' THEN '5112'
                                              WHEN 'ANCV_P' THEN '5116' WHEN 'GIFT' THEN '41911'
                                              WHEN 'AVOIR' THEN '4197' WHEN 'VIREMENT' THEN '411'
                                              WHEN 'MANDAT' THEN '411' WHEN 'EXCHANGE' THEN '4718' END
                       END AS account,
            CASE WHEN t.amount_c > 0 AND t.means IN ('VIREMENT', 'MANDAT') AND q.id IS NOT NULL
                 THEN 'C' || coalesce(q.buyer->>'siret', upper(right(q.buyer_id, 8))) ELSE '' END AS aux,
            '' AS family, t.amount_c AS n
       FROM tender t JOIN sale s ON s.id = t.sale_id LEFT JOIN quote q ON q.sale_id = s.id
       JOIN register g ON g.id = s.register_id JOIN site p ON p.id = g.site_id
      UNION ALL
     SELECT l.sale_id, '41911', '', '', -l.total_c FROM sale_line l WHERE l.kind = 'VOUCHER_MPV'`,
  ),

  'revenue of a sale': against(
    DOCUMENTS,
    `l.account LIKE '70%'`,
    `SELECT l.sale_id, p.account, '' AS aux, l.family, -l.ht_c AS n
       FROM sale_line l JOIN product p ON p.id = l.product_id WHERE ${OWN}`,
  ),

  'VAT of a sale': against(
    DOCUMENTS,
    `l.account LIKE '44571%'`,
    `SELECT l.sale_id, '44571' || lpad((l.vat_rate_bp / 100)::text, 2, '0') AS account, '' AS aux, l.family,
            -l.vat_c AS n
       FROM sale_line l WHERE l.vat_c <> 0`,
  ),

  'due to a principal': against(
    DOCUMENTS,
    `l.account LIKE '467%'`,
    `SELECT l.sale_id, v.account, 'F' || v.code AS aux, l.family, -l.total_c AS n
       FROM sale_line l JOIN provider v ON v.id = l.provider_id WHERE ${THIRD}`,
  ),

  'commission of a sale': against(
    `'commission', 'commission_reversal'`,
    'true',
    `SELECT l.sale_id, v.account, 'F' || v.code AS aux, l.family, l.commission_c AS n
       FROM sale_line l JOIN provider v ON v.id = l.provider_id
      UNION ALL
     SELECT l.sale_id, '7082', '', l.family, -l.commission_c FROM sale_line l WHERE l.commission_c IS NOT NULL`,
  ),
}
