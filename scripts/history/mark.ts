import { newId } from '../../api/shared/id.ts'
import { msOf, type Day, type Instant } from '../../api/shared/time.ts'
import type { Db, Tx } from '../../db/index.ts'
import { audit } from '../../db/schema/auth.ts'

/** A history that was begun: the day it starts on, when the registers were opened, and the moment it ends at. */
export type Begun = { from: Day; openedAt: Instant; now: Instant }

/**
 * What became of the history: written to its end, or stopped when asked. `there already`: nothing was left to do;
 * `too late`: this demonstration sold, or closed its days, before it had a history, or while that was interrupted; `elsewhere`:
 * another process writes it.
 */
export type HistoryOutcome = 'done' | 'stopped' | 'there already' | 'too late' | 'elsewhere'

/** What is to be said of an outcome that was not asked for. */
export const HISTORY_NOTES: Readonly<Partial<Record<HistoryOutcome, string>>> = {
  stopped: 'The history is not complete: the next start goes on with it.',
  'too late':
    'Somebody sold, or days were closed, before the history was complete: it stays as it is, since a chain of records only goes forward.',
  elsewhere: 'Another process writes the history.',
}

/** What the database says of its history, in its audit: nothing is remembered anywhere else. */
export const HISTORY_BEGUN = 'history.begin'
export const HISTORY_ENDED = 'history.end'
const SUBJECT = 'demonstration'

/** How far the history is: null when there may be one, `too late` when something was sold without one. */
export async function historyOf(db: Db): Promise<Begun | 'done' | 'too late' | null> {
  const rows = await db.sql<{ action: string; detail: Begun }[]>`
    SELECT action, detail FROM audit WHERE subject = ${SUBJECT} AND action IN (${HISTORY_BEGUN}, ${HISTORY_ENDED})`
  if (rows.some((row) => row.action === HISTORY_ENDED)) return 'done'
  if (rows[0]) return rows[0].detail
  const [sold] = await db.sql`
    SELECT 1 FROM journal_record j JOIN register r ON r.id = j.register_id WHERE r.kind = 'COUNTER' LIMIT 1`
  return sold ? 'too late' : null
}

export async function markHistory(
  tx: Tx,
  action: typeof HISTORY_BEGUN | typeof HISTORY_ENDED,
  at: Instant,
  detail: Record<string, unknown>,
): Promise<void> {
  await tx.orm
    .insert(audit)
    .values({ id: newId('audit', msOf(at)), at, actor: 'system', action, subject: SUBJECT, detail })
}
