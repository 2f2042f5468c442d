import type { Tx } from '../../db/index.ts'

/**
 * Locks orders by name, those that do not exist yet too, in one order for everybody: hold, sale and expiry of one
 * basket follow each other. First of all locks; then counters, then chain heads.
 */
export async function lockOrders(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await tx.sql`
    SELECT pg_advisory_xact_lock(k.key) FROM (
      SELECT DISTINCT hashtextextended(id, 0) AS key FROM unnest(${orderIds as string[]}::text[]) AS o(id)
       ORDER BY 1 OFFSET 0) AS k`
}
