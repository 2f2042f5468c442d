import type { Db, Tx } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { may } from '../shared/role.ts'
import type { Day, Instant } from '../shared/time.ts'
import { movedOf } from './drawer-sum.ts'
import { figuresOf } from './figures.ts'
import type { Pieces, Reading, Shift } from './form.ts'
import { movementsOf } from './movement-read.ts'

export type ShiftRow = {
  id: string
  registerId: string
  openedAt: Instant
  openedBy: string
  /** Who holds the drawer: who took it over last, else who opened it. */
  heldBy: string
  businessDay: Day
  floatC: number
  closedAt: Instant | null
  expectedC: number | null
  countedC: number | null
  leftC: number | null
}

/** SQL: the code of who holds the drawer of the shift `h`, whose opener is `s`. */
export const HELD_BY = `coalesce((
  SELECT x.code FROM cash_movement m JOIN staff x ON x.id = m.to_id
   WHERE m.shift_id = h.id AND m.kind = 'HANDOVER_COUNT' ORDER BY m.seq DESC LIMIT 1), s.code)`

/** The shift under an id, with the code of who opened it; `not_found` when there is none. */
export async function shiftRow(db: Db | Tx, id: string): Promise<ShiftRow> {
  const [row] = await db.sql<ShiftRow[]>`
    SELECT h.id, h.register_id AS "registerId", h.opened_at AS "openedAt", s.code AS "openedBy",
           ${db.sql.unsafe(HELD_BY)} AS "heldBy", h.business_day AS "businessDay", h.float_c AS "floatC",
           h.closed_at AS "closedAt", h.expected_c AS "expectedC", h.counted_c AS "countedC", h.left_c AS "leftC"
      FROM shift h JOIN staff s ON s.id = h.opened_by
     WHERE h.id = ${id}`
  if (!row) throw new AppError('not_found')
  return row
}

export function shiftJson(row: ShiftRow): Shift {
  const { heldBy: _, leftC: __, ...shift } = row
  const gapC = row.expectedC === null || row.countedC === null ? null : row.countedC - row.expectedC
  return { ...shift, gapC }
}

/** Pieces of the float, as they were counted at opening. */
export async function openingFloat(tx: Tx, shiftId: string): Promise<Pieces> {
  const [row] = await tx.sql<{ pieces: Pieces }[]>`
    SELECT pieces FROM cash_movement WHERE shift_id = ${shiftId} AND kind = 'OPENING_FLOAT'`
  return row?.pieces ?? {}
}

export type Takings = {
  byMeans: { means: string; count: number; amountC: number }[]
  cashC: number
}

/**
 * What a shift's sales brought, by means of payment, and its corrections took back. Cash is net: `tender.amountC` leaves
 * the change out, and what was given back is negative.
 */
export async function takingsOf(db: Db | Tx, shiftId: string): Promise<Takings> {
  const byMeans = await db.sql<Takings['byMeans']>`
    SELECT t.means, count(*)::int AS count, sum(t.amount_c)::int AS "amountC"
      FROM tender t JOIN sale s ON s.id = t.sale_id
     WHERE s.shift_id = ${shiftId}
     GROUP BY t.means ORDER BY t.means`
  const cashC = byMeans.find((row) => row.means === 'CASH')?.amountC ?? 0
  return { byMeans: [...byMeans], cashC }
}

/**
 * X reading: what a shift took so far, and the cash its drawer should hold. Changes nothing. While it is open, who will
 * count the drawer is told neither: of the office, only those who read its reports are (fiscal.md 3.3).
 */
export async function readShift(ctx: Ctx, id: string): Promise<Reading> {
  const actor = permit(ctx.actor, 'shift.read')
  const row = await shiftRow(ctx.db, id)
  const [{ cashC, byMeans }, movedC, figures, movements, counts] = await Promise.all([
    takingsOf(ctx.db, id),
    movedOf(ctx.db, id),
    figuresOf(ctx.db, row),
    movementsOf(ctx.db, id),
    countsRead(ctx.db, id),
  ])
  const expectedC = row.expectedC ?? row.floatC + cashC + movedC
  const isBlind = row.closedAt === null && !may(actor.roles, 'report.read')
  return {
    ...shiftJson(row),
    ...figures,
    heldBy: row.heldBy,
    byMeans: byMeans.map((one) => (isBlind && one.means === 'CASH' ? { ...one, amountC: null } : one)),
    // A count within the shift says what the drawer held.
    movements: isBlind ? movements.filter((one) => one.kind !== 'HANDOVER_COUNT') : movements,
    counts,
    cash: isBlind ? null : cashC,
    expectedC: isBlind ? null : expectedC,
    leftC: row.leftC,
  }
}

async function countsRead(db: Db, shiftId: string): Promise<Reading['counts']> {
  const rows = await db.sql<Reading['counts']>`
    SELECT c.means, c.expected_c AS "expectedC", c.counted_c AS "countedC", c.counted_c - c.expected_c AS "gapC",
           c.reason, a.code AS "approvedBy"
      FROM shift_count c LEFT JOIN staff a ON a.id = c.approved_by
     WHERE c.shift_id = ${shiftId}
     ORDER BY array_position(ARRAY['CASH', 'CHEQUE', 'ANCV_P', 'CB'], c.means)`
  return [...rows]
}
