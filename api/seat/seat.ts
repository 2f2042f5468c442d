import { callAll, type Call, type Tx } from '../../db/index.ts'

/** A counter while it is locked. */
export type Counter = { id: string; capacity: number; taken: number; held: number }

/** What to add to a counter's figures; negative gives back. */
export type Move = { id: string; taken: number; held: number }

/**
 * Locks counters in order of id, so that baskets which name them in opposite orders wait instead of deadlocking, and
 * returns them by id. Whoever takes, holds or releases goes through here first. Unknown ids are absent.
 */
export async function lockCounters(tx: Tx, ids: Iterable<string>): Promise<Map<string, Counter>> {
  const sorted = [...new Set(ids)].sort()
  if (sorted.length === 0) return new Map()
  // FOR NO KEY UPDATE: strong enough among us, and does not block foreign-key checks.
  const rows = await tx.sql<Counter[]>`
    SELECT id, capacity, taken, held FROM counter
     WHERE id = ANY(${sorted}::text[]) ORDER BY id FOR NO KEY UPDATE`
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * The call that moves locked counters, to stand in a SELECT; null when nothing moves. PostgreSQL refuses when one is
 * missing; the CHECK of the table refuses to oversell or to give back more than was taken, whatever the caller decided.
 */
export function counterMove(tx: Tx, moves: readonly Move[]): Call | null {
  const real = moves.filter((m) => m.taken !== 0 || m.held !== 0)
  if (real.length === 0) return null
  return tx.sql`counter_move(${real.map((m) => m.id)}::text[], ${real.map((m) => m.taken)}::int[],
                             ${real.map((m) => m.held)}::int[])`
}

/** Moves locked counters. */
export async function moveCounters(tx: Tx, moves: readonly Move[]): Promise<void> {
  await callAll(tx, [counterMove(tx, moves)])
}
