import { afterAll, expect, it } from 'vitest'
import { readAnchors } from '../closure/anchor-file.ts'
import { verifyJournals } from '../journal/verify.ts'
import { toDay } from '../shared/time.ts'
import { broken } from './invariants.ts'
import { liveDay } from './season-day.ts'
import { at, closeAt, daysOf, givenSeason, type Season } from './season.ts'
import { figures, FULL, sized } from './size.ts'

let season: Season | undefined
afterAll(() => season?.close())

/** What must hold of the closures and of the books, each as a query that finds what breaks it. */
const IDENTITIES: Record<string, string> = {
  'perpetual(end) − perpetual(start) is not the sum of the period': `
    SELECT register_id, from_day FROM (
      SELECT *, lag(perpetual_signed_c, 1, 0) OVER w AS before, lag(perpetual_own_c, 1, 0) OVER w AS own_before,
             lag(perpetual_third_c, 1, 0) OVER w AS third_before, lag(perpetual_voucher_c, 1, 0) OVER w AS voucher_before
        FROM closure WHERE kind = 'D' WINDOW w AS (PARTITION BY register_id ORDER BY from_day)) c
     WHERE perpetual_signed_c - before <> net_c OR perpetual_own_c - own_before <> own_c
        OR perpetual_third_c - third_before <> third_c OR perpetual_voucher_c - voucher_before <> voucher_c`,
  'a month is not the sum of its days, or a year not that of its months': `
    SELECT p.register_id, p.kind, p.from_day FROM closure p
      LEFT JOIN closure c ON c.register_id = p.register_id AND c.kind = CASE p.kind WHEN 'M' THEN 'D' ELSE 'M' END
                         AND c.from_day BETWEEN p.from_day AND p.to_day
     WHERE p.kind <> 'D' GROUP BY p.register_id, p.kind, p.from_day
    HAVING sum(c.net_c) IS DISTINCT FROM min(p.net_c) OR sum(c.gross_c) <> min(p.gross_c)
        OR sum(c.own_c) <> min(p.own_c) OR sum(c.third_c) <> min(p.third_c) OR sum(c.voucher_c) <> min(p.voucher_c)
        OR sum(c.ticket_count) <> min(p.ticket_count) OR max(c.perpetual_abs_c) <> min(p.perpetual_abs_c)`,
  'a day is not what was sold on it': `
    SELECT coalesce(c.register_id, s.register_id), c.from_day, s.business_day
      FROM (SELECT * FROM closure JOIN register g ON g.id = register_id AND g.kind <> 'OFFICE'
             WHERE closure.kind = 'D' AND ticket_count > 0) c
      FULL JOIN (SELECT register_id, business_day, sum(total_c) AS net, count(*) AS n FROM sale GROUP BY 1, 2) s
             ON s.register_id = c.register_id AND s.business_day = c.from_day
     WHERE c.net_c IS DISTINCT FROM s.net OR c.ticket_count IS DISTINCT FROM s.n`,
  'the office is not the sum of its registers': `
    SELECT c.from_day FROM closure c JOIN register g ON g.id = c.register_id WHERE c.kind = 'D' GROUP BY 1
    HAVING sum(net_c) FILTER (WHERE g.kind = 'OFFICE') <> sum(net_c) FILTER (WHERE g.kind <> 'OFFICE')`,
  'the VAT of the closures is not that of the lines': `
    SELECT * FROM (
      SELECT c.register_id, c.from_day AS day, (v->>'rateBp')::int AS rate, (v->>'htC')::bigint AS ht, (v->>'vatC')::bigint AS vat
        FROM closure c JOIN register g ON g.id = c.register_id AND g.kind <> 'OFFICE', jsonb_array_elements(c.vat) v
       WHERE c.kind = 'D') c
      FULL JOIN (SELECT s.register_id, s.business_day AS day, l.vat_rate_bp AS rate, sum(l.ht_c) AS ht, sum(l.vat_c) AS vat
                   FROM sale_line l JOIN sale s ON s.id = l.sale_id WHERE l.kind = 'OWN' GROUP BY 1, 2, 3) l
             USING (register_id, day, rate)
     WHERE c.ht IS DISTINCT FROM l.ht OR c.vat IS DISTINCT FROM l.vat`,
  'the ledger’s VAT is not that of the lines': `
    SELECT 1 FROM (SELECT -sum(amount_c) AS n FROM ledger_leg WHERE account LIKE '4457%') b,
                  (SELECT sum(vat_c) AS n FROM sale_line) l WHERE b.n IS DISTINCT FROM l.n`,
  'what is owed to a principal is not what its lines say': `
    SELECT account, b.n, l.n FROM (SELECT account, -sum(amount_c) AS n FROM ledger_leg WHERE account LIKE '467%' GROUP BY 1) b
      FULL JOIN (SELECT p.account, sum(l.total_c - l.commission_c) AS n FROM sale_line l
                   JOIN provider p ON p.id = l.provider_id WHERE l.kind <> 'OWN' GROUP BY 1) l USING (account)
     WHERE b.n IS DISTINCT FROM l.n`,
  'what is owed on vouchers is not what is left on them': `
    SELECT 1 FROM (SELECT coalesce(-sum(amount_c), 0) AS n FROM ledger_leg WHERE account IN ('41911', '4197')) b,
                  (SELECT coalesce(sum(balance_c), 0) AS n FROM voucher) v WHERE b.n <> v.n`,
  'what one document of an exchange leaves the other does not take': `
    SELECT 1 FROM ledger_leg WHERE account = '4718' HAVING sum(amount_c) <> 0`,
}

it(
  'a simulated season: the chain verifies, identities hold, ledger balances, counters equal rows',
  async () => {
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss)
    }, 100)
    const days = daysOf(FULL)
    season = await givenSeason(days)
    const { db, done, keys, anchorFile } = season
    const sales = sized(216, 20_000)
    const start = performance.now()
    for (const [i, day] of days.entries()) {
      const due = Math.round((sales * (i + 1)) / days.length) - Math.round((sales * i) / days.length)
      await liveDay(season, day, i, due)
    }
    await closeAt(season, at(toDay('2027-02-01'), '05:00'))
    // As autovacuum does in an office: the planner knows how much there is.
    await db.owner().sql`ANALYZE`
    const lived = performance.now() - start
    if (FULL) figures(`season lived in ${Math.round(lived / 1000)} s: ${done.sales} sales`)
    const anchors = (await readAnchors(anchorFile)) ?? []
    const trusted = new Set(keys.all.map((key) => key.id))
    const { faults, records, chains } = await verifyJournals(db, { trusted, anchors })
    expect(faults).toEqual([])
    if (FULL) figures(`season verified: ${records} records`)
    expect(await broken(db)).toEqual([])
    if (FULL) figures('season reconciled')
    for (const [rule, query] of Object.entries(IDENTITIES))
      expect([...(await db.sql.unsafe(query))], rule).toEqual([])
    // What was to happen did, each kind of it.
    const [kinds] = await db.sql`
      SELECT array(SELECT DISTINCT doc_type FROM sale ORDER BY 1) AS documents,
             array(SELECT DISTINCT means FROM tender ORDER BY 1) AS means,
             array(SELECT DISTINCT kind FROM voucher_movement ORDER BY 1) AS vouchers,
             (SELECT count(DISTINCT site_id)::int FROM sale s JOIN register g ON g.id = s.register_id) AS sites,
             (SELECT count(*)::int FROM closure WHERE kind = 'Y') AS years,
             (SELECT count(*)::int FROM sale WHERE business_day IN ('2026-03-29', '2026-10-25', '2027-01-01')) AS turns`
    expect(kinds).toMatchObject({
      documents: ['CANCEL', 'PAYMENT_FIX', 'REFUND', 'SALE'],
      means: ['ANCV_P', 'AVOIR', 'CASH', 'CB', 'CB_TERMINAL', 'CHEQUE', 'EXCHANGE', 'GIFT', 'VIREMENT'],
      vouchers: ['EXPIRE', 'GIVE_BACK', 'ISSUE', 'SPEND'],
      sites: 3,
      years: 4,
    })
    expect(kinds?.turns).toBeGreaterThan(15)
    clearInterval(watch)
    const mb = Math.round(most / 1024 / 1024)
    const did = Object.entries(done).map(([what, n]) => `${n} ${what}`)
    const seconds = (ms: number) => (ms / 1000).toFixed(1)
    figures(
      `season of ${days.length} days: ${did.join(', ')}; ${records} records in ${chains.length} chains; ${seconds(lived)} s, ` +
        `${Math.round(((done.sales ?? 0) * 1000) / lived)} sales/s, checked in ${seconds(performance.now() - start - lived)} s, ${mb} MB`,
    )
    if (FULL) expect(mb).toBeLessThan(512)
  },
  sized(60_000, 1_200_000),
)
