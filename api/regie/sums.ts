import type { Tx } from '../../db/index.ts'
import { sumCents } from '../shared/money.ts'
import type { VersementRange, VersementSums } from '../shared/regie.ts'
import type { Means } from '../shared/tender.ts'
import type { Day } from '../shared/time.ts'

export type Taken = Pick<VersementSums, 'grossC' | 'thirdC' | 'voucherC' | 'revenue' | 'means'> & {
  ranges: VersementRange[]
  firstDay: Day | null
}

/** Means whose money is held until it is handed in; the others are debts, or are on an account of their own. */
const HELD: readonly Means[] = ['CASH', 'CHEQUE', 'ANCV_P', 'CB']

/** What the period brought that is held, in cents. */
export const takenC = (taken: Pick<Taken, 'means'>): number =>
  sumCents(taken.means.filter((m) => HELD.includes(m.means)).map((m) => m.amountC))

/**
 * Every document after the last receipt of each register that an earlier versement accounted for, up to the last one that
 * is written: numbers have no gap, so that each is accounted for once, whatever the clock says. One statement.
 */
export async function takenSince(tx: Tx, before: readonly VersementRange[], today: Day): Promise<Taken> {
  const [row] = await tx.sql<Taken[]>`
    WITH s AS MATERIALIZED (
           SELECT s.id, s.register_id, r.code, s.seq, s.number, s.business_day, s.total_c, s.third_c, s.voucher_c
             FROM sale s JOIN register r ON r.id = s.register_id
             LEFT JOIN unnest(${before.map((b) => b.registerId)}::text[], ${before.map((b) => b.toSeq)}::int[])
                       AS b(register_id, seq) ON b.register_id = s.register_id
            WHERE r.kind <> 'SCHOOL' AND s.seq > coalesce(b.seq, 0)
              AND s.business_day <= ${today}::date),
         range AS (
           SELECT register_id AS "registerId", min(code) AS register, min(seq) AS "fromSeq", max(seq) AS "toSeq",
                  (array_agg(number ORDER BY seq))[1] AS "fromNumber",
                  (array_agg(number ORDER BY seq DESC))[1] AS "toNumber", count(*)::int AS count
             FROM s GROUP BY 1 ORDER BY 2),
         revenue AS (
           SELECT l.family, l.kind, sum(l.total_c)::int AS "totalC"
             FROM s JOIN sale_line l ON l.sale_id = s.id GROUP BY 1, 2 HAVING sum(l.total_c) <> 0 ORDER BY 3 DESC, 1, 2),
         means AS (
           SELECT t.means, count(*)::int AS count, sum(t.amount_c)::int AS "amountC"
             FROM s JOIN tender t ON t.sale_id = s.id GROUP BY 1 ORDER BY 3 DESC, 1)
    SELECT coalesce(sum(total_c), 0)::int AS "grossC", coalesce(sum(third_c), 0)::int AS "thirdC",
           coalesce(sum(voucher_c), 0)::int AS "voucherC", min(business_day) AS "firstDay",
           coalesce((SELECT json_agg(x) FROM range x), '[]') AS ranges,
           coalesce((SELECT json_agg(x) FROM revenue x), '[]') AS revenue,
           coalesce((SELECT json_agg(x) FROM means x), '[]') AS means
      FROM s`
  return row as Taken
}

/** The last receipt accounted for of every register: those that sold nothing since keep theirs. */
export function upTo(before: readonly VersementRange[], now: readonly VersementRange[]): VersementRange[] {
  const by = new Map(before.map((range) => [range.registerId, { ...range, count: 0 }]))
  for (const range of now) by.set(range.registerId, range)
  return [...by.values()]
}
