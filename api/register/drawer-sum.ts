import type { Db, Tx } from '../../db/index.ts'

/**
 * SQL: what the movements `m` of a shift add to its drawer beyond float and sales: in less out, and what a hand-over
 * found too much or too little, which the next agent starts from. What goes to the safe after the closing count is no
 * part of what was to be counted.
 */
export const MOVED_SUM = `coalesce(sum(CASE m.kind
  WHEN 'IN' THEN m.amount_c WHEN 'TRANSFER_IN' THEN m.amount_c
  WHEN 'OUT' THEN -m.amount_c WHEN 'TRANSFER_OUT' THEN -m.amount_c WHEN 'SAFE_DEPOSIT' THEN -m.amount_c
  WHEN 'HANDOVER_COUNT' THEN m.amount_c - m.expected_c END), 0)::int`

/** What a shift's movements add to its drawer, in cents. */
export async function movedOf(db: Db | Tx, shiftId: string): Promise<number> {
  const [row] = await db.sql<{ movedC: number }[]>`
    SELECT ${db.sql.unsafe(MOVED_SUM)} AS "movedC" FROM cash_movement m WHERE m.shift_id = ${shiftId}`
  return row?.movedC ?? 0
}

/** What the drawer of an open shift should hold: float + cash of sales and refunds + in − out (fiscal.md 3.3). */
export async function drawerOf(db: Db | Tx, shift: { id: string; floatC: number }): Promise<number> {
  const [movedC, [cash]] = await Promise.all([
    movedOf(db, shift.id),
    db.sql<{ cashC: number }[]>`
      SELECT coalesce(sum(t.amount_c), 0)::int AS "cashC"
        FROM tender t JOIN sale s ON s.id = t.sale_id
       WHERE s.shift_id = ${shift.id} AND t.means = 'CASH'`,
  ])
  return shift.floatC + (cash?.cashC ?? 0) + movedC
}
