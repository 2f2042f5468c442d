import type { Db } from '../../db/index.ts'

type OpenTraining = {
  id: string
  registerId: string
  openedAt: string
  openedBy: string
  heldBy: string
  floatC: number
}

/** The open trainings of the office, each as the session of its school register: without any cash. */
export async function openTrainings(db: Db): Promise<OpenTraining[]> {
  const rows = await db.sql<OpenTraining[]>`
    SELECT t.id, t.register_id AS "registerId", t.opened_at AS "openedAt", f.code AS "openedBy",
           f.code AS "heldBy", 0 AS "floatC"
      FROM training t JOIN staff f ON f.id = t.opened_by WHERE t.closed_at IS NULL`
  return [...rows]
}
