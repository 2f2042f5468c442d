import type { Db, Tx } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import type { Day, Instant } from '../shared/time.ts'
import type { Pieces, Reading, Shift } from './form.ts'

export type ShiftRow = {
  id: string
  registerId: string
  openedAt: Instant
  openedBy: string
  businessDay: Day
  floatC: number
  closedAt: Instant | null
  expectedC: number | null
  countedC: number | null
}

/** The shift under an id, with the code of who opened it; `not_found` when there is none. */
export async function shiftRow(db: Db | Tx, id: string): Promise<ShiftRow> {
  const [row] = await db.sql<ShiftRow[]>`
    SELECT h.id, h.register_id AS "registerId", h.opened_at AS "openedAt", s.code AS "openedBy",
           h.business_day AS "businessDay", h.float_c AS "floatC", h.closed_at AS "closedAt",
           h.expected_c AS "expectedC", h.counted_c AS "countedC"
      FROM shift h JOIN staff s ON s.id = h.opened_by
     WHERE h.id = ${id}`
  if (!row) throw new AppError('not_found')
  return row
}

export function shiftJson(row: ShiftRow): Shift {
  const gapC = row.expectedC === null || row.countedC === null ? null : row.countedC - row.expectedC
  return { ...row, gapC }
}

/** Pieces of the float, as they were counted at opening. */
export async function openingFloat(tx: Tx, shiftId: string): Promise<Pieces> {
  const [row] = await tx.sql<{ pieces: Pieces }[]>`
    SELECT pieces FROM cash_movement WHERE shift_id = ${shiftId} AND kind = 'OPENING_FLOAT'`
  return row?.pieces ?? {}
}

export type Takings = Pick<Reading, 'byMeans' | 'saleCount' | 'totalC'> & { cashC: number }

/** What a shift's sales brought, by means of payment. Cash is net: `tender.amountC` leaves the change out. */
export async function takingsOf(db: Db | Tx, shiftId: string): Promise<Takings> {
  const [byMeans, totals] = await Promise.all([
    db.sql<Takings['byMeans']>`
      SELECT t.means, count(*)::int AS count, sum(t.amount_c)::int AS "amountC"
        FROM tender t JOIN sale s ON s.id = t.sale_id
       WHERE s.shift_id = ${shiftId}
       GROUP BY t.means ORDER BY t.means`,
    db.sql<{ count: number; totalC: number }[]>`
      SELECT count(*) FILTER (WHERE doc_type = 'SALE')::int AS count, coalesce(sum(total_c), 0)::int AS "totalC"
        FROM sale WHERE shift_id = ${shiftId}`,
  ])
  const cashC = byMeans.find((row) => row.means === 'CASH')?.amountC ?? 0
  return { byMeans: [...byMeans], saleCount: totals[0]?.count ?? 0, totalC: totals[0]?.totalC ?? 0, cashC }
}

/** X reading: what a shift took so far, and the cash its drawer should hold. Changes nothing. */
export async function readShift(ctx: Ctx, id: string): Promise<Reading> {
  permit(ctx.actor, 'shift.read')
  const row = await shiftRow(ctx.db, id)
  const { cashC, ...takings } = await takingsOf(ctx.db, id)
  const expectedC = row.expectedC ?? row.floatC + cashC
  return { ...shiftJson(row), ...takings, cash: cashC, expectedC }
}
