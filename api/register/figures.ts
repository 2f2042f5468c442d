import type { Db } from '../../db/index.ts'
import type { Reading } from './form.ts'
import { firstSince } from './log.ts'

export type Figures = Pick<
  Reading,
  | 'register'
  | 'byDocument'
  | 'saleCount'
  | 'totalC'
  | 'ownC'
  | 'thirdC'
  | 'voucherC'
  | 'vat'
  | 'byPrincipal'
  | 'copies'
  | 'firstNumber'
  | 'lastNumber'
>

type Of = { id: string; registerId: string; openedAt: string; closedAt: string | null }

/**
 * What a shift sold and took back: by kind of document, the VAT of the office's own sales, what is others' by principal,
 * vouchers, and the duplicates printed on its register while it was open.
 */
export async function figuresOf(db: Db, shift: Of): Promise<Figures> {
  const { sql } = db
  const [byDocument, [sums], vat, byPrincipal, [printed]] = await Promise.all([
    sql<Figures['byDocument']>`
      SELECT doc_type AS "docType", count(*)::int AS count, sum(total_c)::int AS "amountC"
        FROM sale WHERE shift_id = ${shift.id} GROUP BY doc_type
       ORDER BY array_position(ARRAY['SALE', 'CANCEL', 'REFUND', 'PAYMENT_FIX'], doc_type)`,
    sql<Omit<Figures, 'byDocument' | 'vat' | 'byPrincipal' | 'copies'>[]>`
      SELECT r.code AS register, count(s.id) FILTER (WHERE s.doc_type = 'SALE')::int AS "saleCount",
             coalesce(sum(s.total_c), 0)::int AS "totalC", coalesce(sum(s.own_c), 0)::int AS "ownC",
             coalesce(sum(s.third_c), 0)::int AS "thirdC", coalesce(sum(s.voucher_c), 0)::int AS "voucherC",
             (array_agg(s.number ORDER BY s.seq) FILTER (WHERE s.id IS NOT NULL))[1] AS "firstNumber",
             (array_agg(s.number ORDER BY s.seq DESC) FILTER (WHERE s.id IS NOT NULL))[1] AS "lastNumber"
        FROM register r LEFT JOIN sale s ON s.shift_id = ${shift.id}
       WHERE r.id = ${shift.registerId} GROUP BY r.code`,
    sql<Figures['vat']>`
      SELECT l.vat_rate_bp AS "rateBp", sum(l.ht_c)::int AS "htC", sum(l.vat_c)::int AS "vatC",
             sum(l.total_c)::int AS "ttcC"
        FROM sale s JOIN sale_line l ON l.sale_id = s.id
       WHERE s.shift_id = ${shift.id} AND l.kind IN ('OWN', 'BOOKING_FEE')
       GROUP BY l.vat_rate_bp ORDER BY l.vat_rate_bp DESC NULLS LAST`,
    sql<Figures['byPrincipal']>`
      SELECT coalesce(p.code, 'SNCF') AS code, coalesce(p.name, 'SNCF') AS name, sum(l.total_c)::int AS "amountC"
        FROM sale s JOIN sale_line l ON l.sale_id = s.id LEFT JOIN provider p ON p.id = l.provider_id
       WHERE s.shift_id = ${shift.id} AND l.kind IN ('THIRD_PARTY', 'SNCF')
       GROUP BY 1, 2 ORDER BY 3 DESC, 2`,
    copiesOf(db, shift),
  ])
  if (!sums) throw new Error(`the register ${shift.registerId} of a shift is gone`)
  return {
    ...sums,
    byDocument: [...byDocument],
    vat: [...vat],
    byPrincipal: [...byPrincipal],
    copies: printed?.copies ?? 0,
  }
}

/** Records of the register's C chain while the shift was open: only the numbers of those hours are read. */
function copiesOf({ sql }: Db, shift: Of) {
  const chain = { registerId: shift.registerId, journal: 'C' as const }
  const until =
    shift.closedAt === null
      ? sql``
      : sql`AND j.seq < ${firstSince(sql, chain, sql`(${shift.closedAt}::timestamptz + interval '1 millisecond')`)}`
  return sql<{ copies: number }[]>`
    SELECT count(*)::int AS copies FROM journal_record j
     WHERE j.register_id = ${shift.registerId} AND j.journal = 'C'
       AND j.seq >= ${firstSince(sql, chain, shift.openedAt as never)} ${until}`
}
