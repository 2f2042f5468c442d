import { local, plusDays, type Day, type Instant } from '../../api/shared/time.ts'
import { bulk, transaction, type Db, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import { planHistory, type PlannedShift } from '../../db/seed/history/plan.ts'
import { programmeRows } from '../../db/seed/history/programme.ts'
import type { HistorySession } from '../../db/seed/history/seats.ts'
import { stockOf } from '../../db/seed/history/stock.ts'
import { HISTORY_BEGUN, markHistory, type Begun } from './mark.ts'

/**
 * Makes room for a history that ends at `now`, in one transaction: the sessions of the two years, the stock that came
 * in, and the mark that it was begun. `owner` is the owner's connection.
 */
export async function beginHistory(
  owner: Db,
  now: Instant,
): Promise<{ begun: Begun; shifts: PlannedShift[] }> {
  const [first] = await owner.sql<{ openedAt: Instant; day: Day }[]>`
    SELECT (SELECT min(opened_at) FROM register WHERE kind = 'COUNTER') AS "openedAt",
           (SELECT min(day) FROM session) AS day`
  if (!first?.day) throw new Error('The demonstration has no sessions.')
  const begun: Begun = { from: local(first.openedAt).day, openedAt: first.openedAt, now }
  const shifts = await transaction(owner, async (tx) => {
    await addProgramme(tx, begun.from, plusDays(first.day, -1))
    const planned = planHistory({ ...begun, sessions: await readSessions(tx) })
    await addStock(tx, planned)
    await markHistory(tx, HISTORY_BEGUN, now, begun)
    return planned
  })
  await owner.sql`ANALYZE`
  return { begun, shifts }
}

/** Rows in one statement. */
const PACE = 4000

async function addProgramme(tx: Tx, from: Day, to: Day): Promise<void> {
  const { rules, counters, sessions } = programmeRows(from, to)
  await bulk(tx, schema.sessionRule, rules)
  for (let i = 0; i < sessions.length; i += PACE) {
    await bulk(tx, schema.counter, counters.slice(i, i + PACE))
    await bulk(tx, schema.session, sessions.slice(i, i + PACE))
  }
}

/** What was bought through the years, so that as much is left as the demonstration has. */
async function addStock(tx: Tx, shifts: readonly PlannedShift[]): Promise<void> {
  const { movements, places } = stockOf(shifts)
  await bulk(tx, schema.stockMovement, movements)
  await tx.sql`
    UPDATE counter c SET capacity = c.capacity + m.more
      FROM unnest(${places.map((p) => p.counterId)}::text[], ${places.map((p) => p.more)}::int[]) AS m(id, more)
     WHERE c.id = m.id`
}

/** Every session that is not closed, with the codes of what it is of. */
export async function readSessions(db: Db | Tx): Promise<HistorySession[]> {
  return db.sql<HistorySession[]>`
    SELECT s.id, p.code AS product, o.code AS option, s.leg, s.group_id AS "groupId", s.day,
           s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.cutoff_at AS "cutoffAt", c.capacity
      FROM session s JOIN product p ON p.id = s.product_id JOIN option o ON o.id = s.option_id
      JOIN counter c ON c.id = s.counter_id
     WHERE s.closed_at IS NULL`
}
