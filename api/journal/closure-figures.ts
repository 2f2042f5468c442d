import type { Tx } from '../../db/index.ts'
import type { closure } from '../../db/schema/journal.ts'
import { cents } from '../shared/money.ts'
import type { Day } from '../shared/time.ts'

/** A closure as it is stored. */
export type ClosureRow = typeof closure.$inferSelect

/** What a closure says of its period alone. */
export type Figures = Pick<
  ClosureRow,
  | 'ticketCount'
  | 'cancelCount'
  | 'refundCount'
  | 'fixCount'
  | 'copyCount'
  | 'firstNumber'
  | 'lastNumber'
  | 'lastHash'
  | 'grossC'
  | 'returnsC'
  | 'netC'
  | 'ownC'
  | 'thirdC'
  | 'voucherC'
  | 'vat'
  | 'third'
  | 'payments'
>

/** Totals since the register was opened, never reset. */
export type Perpetual = Pick<
  ClosureRow,
  'perpetualSignedC' | 'perpetualAbsC' | 'perpetualOwnC' | 'perpetualThirdC' | 'perpetualVoucherC'
>

/** The figures of one day, with the perpetual totals that its last ticket seals. */
export type DayFigures = Figures & { signedC: number | null; absC: number | null }

const zero = cents(0)

export const NO_FIGURES: Figures = {
  ticketCount: 0,
  cancelCount: 0,
  refundCount: 0,
  fixCount: 0,
  copyCount: 0,
  firstNumber: null,
  lastNumber: null,
  lastHash: null,
  grossC: zero,
  returnsC: zero,
  netC: zero,
  ownC: zero,
  thirdC: zero,
  voucherC: zero,
  vat: [],
  third: [],
  payments: [],
}

export const NO_PERPETUAL: Perpetual = {
  perpetualSignedC: zero,
  perpetualAbsC: zero,
  perpetualOwnC: zero,
  perpetualThirdC: zero,
  perpetualVoucherC: zero,
}

/*
 * Documents of all kinds of a register, day by day, each part grouped once. VAT is that of the office's own sales; what
 * it sold for others stands by principal. Gross and returns by their sign: a document that corrects is negative.
 */
const DAYS = `
WITH s AS MATERIALIZED (
  SELECT id, seq, number, business_day AS day, doc_type, total_c, own_c, third_c, voucher_c
    FROM sale WHERE register_id = $1 AND business_day BETWEEN $2::date AND $3::date),
total AS (
  SELECT day, count(*)::int AS tickets, count(*) FILTER (WHERE doc_type = 'CANCEL')::int AS cancels,
         count(*) FILTER (WHERE doc_type = 'REFUND')::int AS refunds,
         count(*) FILTER (WHERE doc_type = 'PAYMENT_FIX')::int AS fixes,
         coalesce(sum(total_c) FILTER (WHERE total_c > 0), 0) AS gross,
         coalesce(sum(total_c) FILTER (WHERE total_c < 0), 0) AS returns,
         sum(total_c) AS net, sum(own_c) AS own, sum(third_c) AS third, sum(voucher_c) AS voucher,
         min(seq) AS first, max(seq) AS last
    FROM s GROUP BY day),
line AS MATERIALIZED (
  SELECT s.day, l.kind, l.vat_rate_bp, l.provider_id, sum(l.ht_c) AS ht, sum(l.vat_c) AS vat, sum(l.total_c) AS ttc
    FROM s JOIN sale_line l ON l.sale_id = s.id GROUP BY 1, 2, 3, 4),
vat AS (
  SELECT day, jsonb_agg(jsonb_build_object('rateBp', rate, 'htC', ht, 'vatC', vat, 'ttcC', ttc) ORDER BY rate) AS list
    FROM (SELECT day, vat_rate_bp AS rate, sum(ht) AS ht, sum(vat) AS vat, sum(ttc) AS ttc
            FROM line WHERE kind IN ('OWN', 'BOOKING_FEE') AND vat_rate_bp IS NOT NULL GROUP BY 1, 2) v GROUP BY day),
third AS (
  SELECT day, jsonb_agg(jsonb_build_object('code', code, 'ttcC', ttc) ORDER BY code) AS list
    FROM (SELECT day, coalesce(p.code, '?') AS code, sum(ttc) AS ttc
            FROM line LEFT JOIN provider p ON p.id = provider_id
           WHERE kind IN ('THIRD_PARTY', 'SNCF') GROUP BY 1, 2) t GROUP BY day),
paid AS (
  SELECT day, jsonb_agg(jsonb_build_object('means', means, 'count', n, 'amountC', amount) ORDER BY means) AS list
    FROM (SELECT s.day, t.means, count(*)::int AS n, sum(t.amount_c) AS amount
            FROM s JOIN tender t ON t.sale_id = s.id GROUP BY 1, 2) p GROUP BY day)
SELECT total.day, tickets AS "ticketCount", cancels AS "cancelCount", refunds AS "refundCount", fixes AS "fixCount",
       f.number AS "firstNumber", e.number AS "lastNumber", r.hash AS "lastHash",
       gross AS "grossC", returns AS "returnsC", net AS "netC", own AS "ownC", total.third AS "thirdC",
       total.voucher AS "voucherC", coalesce(vat.list, '[]') AS vat, coalesce(third.list, '[]') AS third,
       coalesce(paid.list, '[]') AS payments,
       (r.payload::jsonb #>> '{gt,signedC}')::bigint AS "signedC", (r.payload::jsonb #>> '{gt,absC}')::bigint AS "absC"
  FROM total JOIN s f ON f.seq = total.first JOIN s e ON e.seq = total.last
  LEFT JOIN vat ON vat.day = total.day LEFT JOIN third ON third.day = total.day LEFT JOIN paid ON paid.day = total.day
  LEFT JOIN journal_record r ON r.register_id = $1 AND r.journal = 'T' AND r.seq = total.last`

/** Duplicates by the day they were made on; a register has few, whatever its years. */
const COPIES = `
SELECT business_day AS day, count(*)::int AS n FROM journal_record
 WHERE register_id = $1 AND journal = 'C' AND business_day BETWEEN $2::date AND $3::date GROUP BY 1`

/** What happened on a register from day to day, both included; a day without anything is absent. */
export async function readDays(
  sql: Tx['sql'],
  registerId: string,
  from: Day,
  to: Day,
): Promise<Map<Day, DayFigures>> {
  const values = [registerId, from, to]
  const [rows, copies] = await Promise.all([
    sql.unsafe<(DayFigures & { day: Day })[]>(DAYS, values, { prepare: true }),
    sql.unsafe<{ day: Day; n: number }[]>(COPIES, values, { prepare: true }),
  ])
  const days = new Map<Day, DayFigures>()
  for (const { day, ...figures } of rows) days.set(day, { ...figures, copyCount: 0 })
  for (const { day, n } of copies) {
    const known = days.get(day) ?? { ...NO_FIGURES, signedC: null, absC: null }
    days.set(day, { ...known, copyCount: n })
  }
  return days
}

/** The perpetual totals after a day, from those before it; its last ticket's own word where it has one. */
export function perpetualAfter(before: Perpetual, day: DayFigures): Perpetual {
  return {
    perpetualSignedC: cents(day.signedC ?? before.perpetualSignedC),
    perpetualAbsC: cents(day.absC ?? before.perpetualAbsC),
    perpetualOwnC: cents(before.perpetualOwnC + day.ownC),
    perpetualThirdC: cents(before.perpetualThirdC + day.thirdC),
    perpetualVoucherC: cents(before.perpetualVoucherC + day.voucherC),
  }
}

/** The figures of several closures together: days of a month, months of a year; or registers of an office. */
export function sumOf(parts: readonly Figures[]): Figures {
  const sum = (name: NumberName) => cents(parts.reduce((all, part) => all + part[name], 0))
  const firsts = parts.flatMap(({ firstNumber }) => firstNumber ?? [])
  const lasts = parts.flatMap(({ lastNumber }) => lastNumber ?? [])
  return {
    ticketCount: sum('ticketCount'),
    cancelCount: sum('cancelCount'),
    refundCount: sum('refundCount'),
    fixCount: sum('fixCount'),
    copyCount: sum('copyCount'),
    firstNumber: firsts[0] ?? null,
    lastNumber: lasts.at(-1) ?? null,
    lastHash: parts.at(-1)?.lastHash ?? null,
    grossC: sum('grossC'),
    returnsC: sum('returnsC'),
    netC: sum('netC'),
    ownC: sum('ownC'),
    thirdC: sum('thirdC'),
    voucherC: sum('voucherC'),
    vat: merged(
      parts.flatMap(({ vat }) => vat),
      'rateBp',
    ),
    third: merged(
      parts.flatMap(({ third }) => third),
      'code',
    ),
    payments: merged(
      parts.flatMap(({ payments }) => payments),
      'means',
    ),
  }
}

type NumberName = { [K in keyof Figures]: Figures[K] extends number ? K : never }[keyof Figures]

/** One item for each value of `by`, in its order, the amounts of the others added. */
function merged<K extends string, T extends { [name in K]: string | number }>(
  items: readonly T[],
  by: K,
): T[] {
  const sums = new Map<string | number, T>()
  for (const item of items) {
    const sum = sums.get(item[by])
    if (!sum) {
      sums.set(item[by], { ...item })
      continue
    }
    for (const name of Object.keys(item) as (keyof T)[])
      if (name !== by) sum[name] = ((sum[name] as number) + (item[name] as number)) as T[keyof T]
  }
  return [...sums.values()].sort((a, b) => (a[by] < b[by] ? -1 : 1))
}
