import type { Db } from '../../db/index.ts'
import { verifyJournals } from '../journal/verify.ts'
import { reconcile } from '../report/reconcile.ts'

/** Each document is booked by one event of its kind. */
const DOCUMENTS = `'sale', 'cancellation', 'refund', 'payment_fix'`

/** What must hold of a database at rest, each as a query that finds what breaks it. */
const RULES: Record<string, string> = {
  'the ledger does not sum to zero': `SELECT 1 FROM ledger_leg HAVING coalesce(sum(amount_c), 0) <> 0`,
  'a ledger event does not sum to zero': `
    SELECT event_id FROM ledger_leg GROUP BY 1 HAVING sum(amount_c) <> 0`,
  'a sale is not booked once': `
    SELECT s.id FROM sale s LEFT JOIN ledger_event e ON e.sale_id = s.id AND e.kind IN (${DOCUMENTS})
     GROUP BY 1 HAVING count(e.id) <> 1`,
  'what the books debit is not what each means of payment brought': `
    SELECT coalesce(t.sale_id, l.sale_id), coalesce(t.account, l.account), t.n, l.n
      FROM (SELECT sale_id, account, sum(n) AS n FROM (
            SELECT s.id AS sale_id, CASE WHEN amount_c < 0 AND means IN ('VIREMENT', 'CB_TERMINAL') THEN '4198'
                                         WHEN means IN ('VIREMENT', 'MANDAT') THEN '411'
                                         WHEN means = 'CB_TERMINAL' THEN '512ST' WHEN means = 'GIFT' THEN '41911'
                                         WHEN means = 'AVOIR' THEN '4197' WHEN means = 'EXCHANGE' THEN '4718'
                                         ELSE CASE means WHEN 'CASH' THEN p.cash_account WHEN 'CB' THEN '5115'
                                               WHEN 'CHEQUE' THEN '5112' WHEN 'ANCV_P' THEN '5116' END END AS account,
                   amount_c AS n
              FROM tender t JOIN sale s ON s.id = t.sale_id JOIN register g ON g.id = s.register_id
              JOIN site p ON p.id = g.site_id
             UNION ALL
            SELECT sale_id, '41911', -total_c FROM sale_line WHERE kind = 'VOUCHER_MPV') a GROUP BY 1, 2) t
      FULL JOIN (SELECT e.sale_id, l.account, sum(l.amount_c) AS n
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id AND l.account !~ '^(70|445|467)'
                  WHERE e.kind IN (${DOCUMENTS}) GROUP BY 1, 2) l ON l.sale_id = t.sale_id AND l.account = t.account
     WHERE coalesce(t.n, 0) <> coalesce(l.n, 0)`,
  'what the books credit is not what each kind of line is worth': `
    SELECT coalesce(s.sale_id, l.sale_id), coalesce(s.account, l.account), s.n, l.n
      FROM (SELECT sale_id, left(coalesce(v.account, p.account), 3) AS account,
                   sum(CASE WHEN x.kind = 'OWN' THEN ht_c ELSE total_c END) AS n
              FROM sale_line x JOIN product p ON p.id = x.product_id
              LEFT JOIN provider v ON v.id = x.provider_id AND x.kind <> 'OWN'
             WHERE x.kind <> 'VOUCHER_MPV' GROUP BY 1, 2
             UNION ALL
            SELECT sale_id, '445', sum(vat_c) FROM sale_line GROUP BY 1 HAVING sum(vat_c) <> 0) s
      FULL JOIN (SELECT e.sale_id, left(l.account, 3) AS account, -sum(l.amount_c) AS n
                   FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id AND l.account ~ '^(70|445|467)'
                  WHERE e.kind IN (${DOCUMENTS}) GROUP BY 1, 2) l ON l.sale_id = s.sale_id AND l.account = s.account
     WHERE coalesce(s.n, 0) <> coalesce(l.n, 0)`,
  'lines do not sum to their sale': `
    SELECT s.id FROM sale s LEFT JOIN sale_line l ON l.sale_id = s.id
     GROUP BY 1 HAVING (count(l.n) = 0) <> (s.doc_type = 'PAYMENT_FIX') OR coalesce(sum(l.total_c), 0) <> s.total_c OR sum(l.ht_c + l.vat_c) <> s.total_c`,
  'tenders do not settle their sale': `
    SELECT s.id FROM sale s LEFT JOIN tender t ON t.sale_id = s.id
     GROUP BY 1 HAVING coalesce(sum(t.amount_c), 0) <> s.total_c OR coalesce(sum(t.change_c), 0) <> s.change_c`,
  'a line has not one ticket for each person': `
    SELECT l.sale_id FROM sale_line l JOIN sale s ON s.id = l.sale_id AND s.doc_type = 'SALE' LEFT JOIN ticket t ON t.sale_id = l.sale_id AND t.line_n = l.n
     GROUP BY l.sale_id, l.n, l.qty, l.booking_id
    HAVING count(t.id) <> CASE WHEN l.booking_id IS NULL THEN 0 ELSE l.qty END`,
  'tickets and unit items differ': `
    SELECT coalesce(t.id, u.id) FROM unit_item u FULL JOIN ticket t ON t.unit_item_id = u.id AND t.booking_id = u.booking_id
     WHERE t.id IS NULL OR u.id IS NULL`,
  'something is left of a sale that is not there': `
    SELECT sale_id FROM (SELECT sale_id FROM sale_line UNION SELECT sale_id FROM tender UNION SELECT sale_id FROM ticket
                   UNION SELECT sale_id FROM ledger_event UNION SELECT sale_id FROM sncf_sale WHERE paid_on = 'POS_DRAWER'
                   UNION SELECT sale_id FROM stock_movement) p
     WHERE sale_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sale s WHERE s.id = p.sale_id)`,
  'a confirmed booking has no sale': `
    SELECT b.id FROM booking b WHERE b.status IN ('CONFIRMED', 'REDEEMED')
       AND NOT EXISTS (SELECT 1 FROM sale_line l WHERE l.booking_id = b.id)`,
  'a register is not numbered 1…n': `
    SELECT register_id FROM sale GROUP BY 1
    HAVING min(seq) <> 1 OR max(seq) <> count(*) OR count(DISTINCT number) <> count(*)`,
  'a session does not add up': `
    SELECT c.id FROM session s JOIN counter c ON c.id = s.counter_id
      LEFT JOIN booking_seat bs ON bs.counter_id = c.id
      LEFT JOIN booking b ON b.id = bs.booking_id
      LEFT JOIN (SELECT booking_id, sum(seats) AS seats FROM unit_item WHERE status <> 'CANCELLED' GROUP BY 1) i
             ON i.booking_id = b.id
     GROUP BY c.id, c.taken, c.held, c.capacity
    HAVING coalesce(sum(i.seats) FILTER (WHERE b.status IN ('CONFIRMED', 'REDEEMED')), 0) <> c.taken
        OR coalesce(sum(bs.seats) FILTER (WHERE b.status = 'ON_HOLD'), 0) <> c.held
        OR c.taken + c.held > c.capacity`,
  'more is taken back of a line than was sold': `
    SELECT o.sale_id, o.n FROM sale_line o
      JOIN corrected_line k ON k.origin_id = o.sale_id AND k.origin_n = o.n
      JOIN sale_line l ON l.sale_id = k.sale_id AND l.n = k.n
     GROUP BY o.sale_id, o.n, o.qty, o.total_c, o.vat_c, o.discount_c
    HAVING sum(k.qty) > o.qty OR sum(k.qty) = o.qty
       AND (sum(l.total_c), sum(l.vat_c), sum(l.discount_c)) <> (-o.total_c, -o.vat_c, -o.discount_c)`,
}

/**
 * What does not hold in a database where nothing is under way: by our own sums, by `reconcile`, and by `verify` of
 * every chain. Empty when all is well.
 */
export async function broken(db: Db): Promise<string[]> {
  const found: string[] = []
  for (const [rule, query] of Object.entries(RULES)) {
    const rows = await db.sql.unsafe(query)
    if (rows.length > 0) found.push(`${rule}: ${rows.length} × ${JSON.stringify(rows[0])}`)
  }
  const differences = await reconcile(db)
  if (differences.length > 0) found.push(`reconcile: ${JSON.stringify(differences.slice(0, 3))}`)
  const { faults } = await verifyJournals(db)
  for (const f of faults.slice(0, 3))
    found.push(`verify: ${f.register}/${f.journal}/${f.seq} ${f.what}, ${f.detail}`)
  return found
}

/** The perpetual totals of every T chain against the sales of its register, in cents. */
export async function perpetualTotals(db: Db): Promise<{ signedC: number; soldC: number }> {
  const [row] = await db.sql`
    SELECT (SELECT coalesce(sum(signed_c), 0)::int FROM journal_head WHERE journal = 'T') AS signed,
           (SELECT coalesce(sum(total_c), 0)::int FROM sale) AS sold`
  return { signedC: row?.signed, soldC: row?.sold }
}
