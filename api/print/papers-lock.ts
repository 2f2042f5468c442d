import type { Tx } from '../../db/index.ts'

/** One print of a sale decides at a time which of its receipts is the original. Before chain heads. */
export async function lockPapers(tx: Tx, saleId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtext(${saleId}))`
}
