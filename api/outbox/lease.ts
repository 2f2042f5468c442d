import type { Db, Tx } from '../../db/index.ts'
import { plusMinutes, type Instant } from '../shared/time.ts'

/** A message that one process works at until `dueAt`; after that it is anybody's again. */
export type Lease = { id: string; payload: Record<string, unknown>; attempts: number; dueAt: Instant }

/**
 * Takes the next due message of a kind for so many minutes, outside any transaction: who dies at it leaves it to
 * another. `attempts` counts this one. Null when nothing is due.
 */
export async function lease(db: Db, kind: string, now: Instant, minutes: number): Promise<Lease | null> {
  const [taken] = await db.sql<Lease[]>`
    UPDATE outbox SET due_at = ${plusMinutes(now, minutes)}::timestamptz, attempts = attempts + 1
     WHERE id = (SELECT id FROM outbox
                  WHERE kind = ${kind} AND due_at <= ${now}::timestamptz AND failed_at IS NULL
                  ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, payload, attempts, due_at AS "dueAt"`
  return taken ?? null
}

/** The message is done with. Nothing happens when the lease had run out and another took it. */
export async function settle(tx: Tx, { id, dueAt }: Lease): Promise<void> {
  await tx.sql`DELETE FROM outbox WHERE id = ${id} AND due_at = ${dueAt}::timestamptz`
}

/** To be tried again at `at`; `error` is a code, never a text that may hold a name. */
export async function putOff(tx: Tx, { id, dueAt }: Lease, at: Instant, error: string): Promise<void> {
  await tx.sql`
    UPDATE outbox SET due_at = ${at}::timestamptz, last_error = ${error}
     WHERE id = ${id} AND due_at = ${dueAt}::timestamptz`
}
