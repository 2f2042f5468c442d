import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { EVENT } from '../journal/event.ts'
import { MOVED_SUM } from '../register/drawer-sum.ts'
import { firstSince } from '../register/log.ts'
import { AppError } from '../shared/errors.ts'
import type { ShiftLine, ShiftReport } from '../shared/report.ts'
import { daysBetween, toInstant, type Day, type Instant } from '../shared/time.ts'

export type ShiftsAsked = { from: Day; to: Day; siteId?: string | undefined }

/** A year of shifts, leap years too: some thousand lines. */
const MOST_DAYS = 366

/**
 * Shifts opened within a span of days, newest first, with what each sold. Throws `span_too_long` for more than a year.
 */
export async function readShifts(ctx: Ctx, asked: ShiftsAsked): Promise<{ shifts: ShiftLine[] }> {
  permit(ctx.actor, 'report.read')
  if (daysBetween(asked.from, asked.to) >= MOST_DAYS) throw new AppError('span_too_long', { most: MOST_DAYS })
  const rows = await ctx.db.sql<ShiftLine[]>`
    ${shiftLines(ctx.db)}
     WHERE h.business_day BETWEEN ${asked.from}::date AND ${asked.to}::date
       AND (${asked.siteId ?? null}::text IS NULL OR r.site_id = ${asked.siteId ?? null})
     ORDER BY h.opened_at DESC, h.id DESC`
  return { shifts: [...rows] }
}

/** The select of a shift among others; a WHERE follows. */
function shiftLines(db: Db) {
  return db.sql`
    SELECT h.id, h.register_id AS "registerId", r.code AS register, t.id AS "siteId", t.name AS site,
           h.business_day AS day, h.opened_at AS "openedAt", o.name AS "openedBy", h.closed_at AS "closedAt",
           c.name AS "closedBy", h.float_c AS "floatC", h.expected_c AS "expectedC", h.counted_c AS "countedC",
           h.counted_c - h.expected_c AS "gapC", h.gap_reason AS "gapReason", coalesce(s.sales, 0) AS sales,
           coalesce(s.total, 0) AS "totalC"
      FROM shift h
      JOIN register r ON r.id = h.register_id
      JOIN site t ON t.id = r.site_id
      JOIN staff o ON o.id = h.opened_by
      LEFT JOIN staff c ON c.id = h.closed_by
      LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE doc_type = 'SALE')::int AS sales, sum(total_c)::int AS total
          FROM sale WHERE shift_id = h.id) s ON true`
}

/** The shifts that a day's sheet shows: opened on it, or having sold on it. */
export async function shiftsOfDay(db: Db, day: Day, siteId: string | null): Promise<ShiftLine[]> {
  const rows = await db.sql<ShiftLine[]>`
    ${shiftLines(db)}
     WHERE (h.business_day = ${day}::date
            OR h.id IN (SELECT shift_id FROM sale WHERE business_day = ${day}::date))
       AND (${siteId}::text IS NULL OR t.id = ${siteId})
     ORDER BY t.position, r.code, h.opened_at`
  return [...rows]
}

type Extra = Pick<
  ShiftReport,
  | 'byMeans'
  | 'floatPieces'
  | 'countedPieces'
  | 'firstNumber'
  | 'lastNumber'
  | 'tickets'
  | 'discountC'
  | 'removedLines'
  | 'copies'
> & { line: ShiftLine; movedC: number }

/**
 * What one shift did, in one look: its sales by means of payment, the drawer expected and counted, the numbers of its
 * tickets, and what its register's event log and copies say of the time it was open. A reading, not a closure: nothing
 * is written. Throws `not_found`.
 */
export async function readShiftReport(ctx: Ctx, id: string): Promise<ShiftReport> {
  permit(ctx.actor, 'report.read')
  const { sql } = ctx.db
  const [row] = await sql<Extra[]>`
    WITH line AS (${shiftLines(ctx.db)} WHERE h.id = ${id}),
         of_it AS MATERIALIZED (SELECT id, seq, number FROM sale WHERE shift_id = ${id}),
         sums AS (
           SELECT coalesce(sum(CASE WHEN l.fare IS NULL THEN 0 ELSE l.qty END), 0)::int AS tickets,
                  coalesce(sum(l.discount_c), 0)::int AS discount
             FROM of_it s JOIN sale_line l ON l.sale_id = s.id),
         means AS (
           SELECT t.means, count(*)::int AS count, sum(t.amount_c)::int AS "amountC"
             FROM of_it s JOIN tender t ON t.sale_id = s.id GROUP BY t.means ORDER BY t.means)
    SELECT to_json(line.*) AS line, coalesce((SELECT json_agg(x) FROM means x), '[]') AS "byMeans",
           ${pieces(ctx.db, id, 'OPENING_FLOAT')} AS "floatPieces",
           ${pieces(ctx.db, id, 'CLOSING_COUNT')} AS "countedPieces",
           (SELECT number FROM of_it ORDER BY seq LIMIT 1) AS "firstNumber",
           (SELECT number FROM of_it ORDER BY seq DESC LIMIT 1) AS "lastNumber",
           (SELECT ${sql.unsafe(MOVED_SUM)} FROM cash_movement m WHERE m.shift_id = ${id}) AS "movedC",
           sums.tickets, sums.discount AS "discountC",
           ${recorded(ctx.db, 'L')} AS "removedLines", ${recorded(ctx.db, 'C')} AS copies
      FROM line CROSS JOIN sums`
  if (!row) throw new AppError('not_found')
  const { line, movedC, ...extra } = row
  const cashC = extra.byMeans.find(({ means }) => means === 'CASH')?.amountC ?? 0
  return {
    ...line,
    openedAt: toInstant(line.openedAt),
    closedAt: line.closedAt === null ? null : toInstant(line.closedAt),
    ...extra,
    reading: true,
    cashC: cashC as ShiftReport['cashC'],
    drawerC: (line.expectedC ?? line.floatC + cashC + movedC) as ShiftReport['drawerC'],
    at: ctx.now satisfies Instant,
  }
}

function pieces(db: Db, id: string, kind: 'OPENING_FLOAT' | 'CLOSING_COUNT') {
  return db.sql`coalesce((SELECT pieces FROM cash_movement WHERE shift_id = ${id} AND kind = ${kind} LIMIT 1), '{}')`
}

/**
 * Records of the register while the shift was open: lines taken out of baskets (L), duplicates (C). Only the numbers of
 * those hours are read of its chain.
 */
function recorded({ sql }: Db, journal: 'L' | 'C') {
  const kind = journal === 'L' ? sql`AND j.payload::jsonb ->> 'code' = ${EVENT.LINE_REMOVED}` : sql``
  const chain = { registerId: sql`line."registerId"`, journal }
  const end = sql`coalesce(line."closedAt" + interval '1 millisecond', 'infinity')`
  return sql`(
    SELECT count(*)::int FROM journal_record j
     WHERE j.register_id = line."registerId" AND j.journal = ${journal}
       AND j.seq >= ${firstSince(sql, chain, sql`line."openedAt"`)} AND j.seq < ${firstSince(sql, chain, end)} ${kind})`
}
