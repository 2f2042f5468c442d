import type { Db, Tx } from '../../db/index.ts'
import type { Movement } from './form.ts'

/** The movements and counts of a shift in the order of their numbers. */
export async function movementsOf(db: Db | Tx, shiftId: string): Promise<Movement[]> {
  const rows = await db.sql<Movement[]>`
    SELECT m.id, m.shift_id AS "shiftId", m.kind, r.code || '-P-' || coalesce(m.seq, 0) AS number,
           m.amount_c AS "amountC", m.reason, m.bag, coalesce(t.code, g.code) AS other, s.code AS staff, m.at
      FROM cash_movement m
      JOIN shift h ON h.id = m.shift_id
      JOIN register r ON r.id = h.register_id
      JOIN staff s ON s.id = m.staff_id
      LEFT JOIN staff t ON t.id = m.to_id
      LEFT JOIN cash_movement k ON k.id = m.link_id
      LEFT JOIN shift o ON o.id = k.shift_id
      LEFT JOIN register g ON g.id = o.register_id
     WHERE m.shift_id = ${shiftId}
     ORDER BY m.seq NULLS FIRST, m.at, m.id`
  return [...rows]
}
