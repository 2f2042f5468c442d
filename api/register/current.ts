import type { Db, Tx } from '../../db/index.ts'
import type { Cents } from '../shared/money.ts'
import type { Day, Instant } from '../shared/time.ts'
import { HELD_BY } from './read.ts'

/** An open shift, as the other domains see it. `openedBy` and `heldBy` are agents' codes. */
export type OpenShift = {
  id: string
  registerId: string
  openedAt: Instant
  openedBy: string
  /** Who took the drawer over last, else who opened it. */
  heldBy: string
  businessDay: Day
  floatC: Cents
}

/** Every open shift, at most one for each register. */
export async function openShifts(db: Db | Tx): Promise<OpenShift[]> {
  const rows = await db.sql<OpenShift[]>`
    SELECT h.id, h.register_id AS "registerId", h.opened_at AS "openedAt", s.code AS "openedBy",
           ${db.sql.unsafe(HELD_BY)} AS "heldBy", h.business_day AS "businessDay", h.float_c AS "floatC"
      FROM shift h JOIN staff s ON s.id = h.opened_by
     WHERE h.closed_at IS NULL`
  return [...rows]
}

/** The shift open on a register, or null. */
export async function currentShift(db: Db | Tx, registerId: string): Promise<OpenShift | null> {
  const [row] = await db.sql<OpenShift[]>`
    SELECT h.id, h.register_id AS "registerId", h.opened_at AS "openedAt", s.code AS "openedBy",
           ${db.sql.unsafe(HELD_BY)} AS "heldBy", h.business_day AS "businessDay", h.float_c AS "floatC"
      FROM shift h JOIN staff s ON s.id = h.opened_by
     WHERE h.register_id = ${registerId} AND h.closed_at IS NULL`
  return row ?? null
}
