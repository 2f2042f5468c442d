import { permit, type Ctx } from '../context.ts'
import type { DaySheet } from '../shared/report.ts'
import type { Day } from '../shared/time.ts'
import { shiftsOfDay } from './shifts.ts'

export type DayAsked = { day: Day; siteId?: string | undefined }

type Sums = Omit<DaySheet, 'reading' | 'day' | 'siteId' | 'shifts' | 'at'>

/**
 * Everything sold on a civil day, at one site or all of them: by means of payment, family and principal, the office's
 * own sales by rate of VAT, SNCF tickets, discounts, and the shifts with their gaps. The sums are made in one statement, so that
 * they agree while sales go on. A reading, not a closure: nothing is written.
 */
export async function readDay(ctx: Ctx, { day, siteId }: DayAsked): Promise<DaySheet> {
  permit(ctx.actor, 'report.read')
  const site = siteId ?? null
  const [sums, shifts] = await Promise.all([sumsOf(ctx, day, site), shiftsOfDay(ctx.db, day, site)])
  return { reading: true, day, siteId: site, ...sums, shifts, at: ctx.now }
}

async function sumsOf(ctx: Ctx, day: Day, site: string | null): Promise<Sums> {
  const [row] = await ctx.db.sql<Sums[]>`
    WITH s AS MATERIALIZED (
           SELECT s.id, s.doc_type FROM sale s JOIN register r ON r.id = s.register_id
            WHERE s.business_day = ${day}::date AND r.kind <> 'SCHOOL'
              AND (${site}::text IS NULL OR r.site_id = ${site})),
         l AS MATERIALIZED (
           SELECT l.*, CASE WHEN l.fare IS NULL THEN 0 ELSE l.qty END AS tickets
             FROM s JOIN sale_line l ON l.sale_id = s.id),
         means AS (
           SELECT t.means, count(*)::int AS count, sum(t.amount_c)::int AS "amountC"
             FROM s JOIN tender t ON t.sale_id = s.id GROUP BY t.means ORDER BY t.means),
         family AS (
           SELECT family, sum(tickets)::int AS tickets, sum(total_c)::int AS "grossC"
             FROM l WHERE kind <> 'VOUCHER_MPV' GROUP BY family ORDER BY 3 DESC, 1),
         principal AS (
           SELECT l.provider_id AS "providerId", p.name, sum(tickets)::int AS tickets, sum(total_c)::int AS "grossC",
                  coalesce(sum(commission_c), 0)::int AS "commissionC"
             FROM l JOIN provider p ON p.id = l.provider_id
            WHERE l.kind IN ('THIRD_PARTY', 'SNCF') GROUP BY 1, 2 ORDER BY 4 DESC, 2),
         vat AS (
           SELECT vat_rate_bp AS "rateBp", vat_exempt_code AS "exemptCode", sum(ht_c)::int AS "htC",
                  sum(vat_c)::int AS "vatC", sum(total_c)::int AS "ttcC"
             FROM l WHERE kind IN ('OWN', 'BOOKING_FEE') GROUP BY 1, 2 ORDER BY 1 DESC NULLS LAST, 2),
         rail AS (
           SELECT coalesce(sum(passengers), 0)::int AS tickets,
                  coalesce(sum(fare_c) FILTER (WHERE paid_on = 'POS_DRAWER'), 0)::int AS "drawerC",
                  coalesce(sum(fare_c) FILTER (WHERE paid_on = 'SNCF_TERMINAL'), 0)::int AS "terminalC"
             FROM (SELECT n.* FROM s JOIN sncf_sale n ON n.sale_id = s.id
                    UNION ALL
                   SELECT n.* FROM sncf_memo m JOIN sncf_sale n ON n.sale_id = m.id
                     JOIN register r ON r.id = m.register_id CROSS JOIN office o
                    WHERE (n.sold_at AT TIME ZONE o.zone)::date = ${day}::date
                      AND (${site}::text IS NULL OR r.site_id = ${site})) n WHERE n.status = 'SOLD')
    SELECT (SELECT count(*) FROM s WHERE doc_type = 'SALE')::int AS sales,
           coalesce(sum(l.tickets), 0)::int AS tickets,
           coalesce(sum(l.total_c) FILTER (WHERE l.kind <> 'VOUCHER_MPV'), 0)::int AS "grossC",
           coalesce(sum(l.discount_c), 0)::int AS "discountC",
           coalesce((SELECT json_agg(x) FROM means x), '[]') AS "byMeans",
           coalesce((SELECT json_agg(x) FROM family x), '[]') AS "byFamily",
           coalesce((SELECT json_agg(x) FROM principal x), '[]') AS "byPrincipal",
           coalesce((SELECT json_agg(x) FROM vat x), '[]') AS "ownVat",
           (SELECT to_json(x) FROM rail x) AS sncf
      FROM l`
  return row as Sums
}
