import type { Tx } from '../../db/index.ts'

/** One at a time decides, until its transaction ends, whether a paper or a letter carries the original of a receipt. */
export async function lockReceipt(tx: Tx, saleId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtext(${saleId}))`
}

/**
 * True when the original of a receipt was issued (fiscal.md 1.10): on paper, by a letter or to come by the one that was
 * chosen before payment, by a copy before, or because the next sale of its register began. A paper that did not come out
 * does not count. Call it under `lockReceipt`.
 */
export async function isIssued(tx: Tx, saleId: string): Promise<boolean> {
  const [row] = await tx.sql<{ issued: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM audit p
                    WHERE p.subject = ${saleId} AND p.action = 'sale.print' AND (p.detail->>'receipt')::boolean
                      AND NOT EXISTS (SELECT 1 FROM audit f
                                       WHERE f.subject = ${saleId} AND f.action = 'sale.print_failed'
                                         AND f.detail->>'request' = p.id))
        OR EXISTS (SELECT 1 FROM journal_record WHERE subject = ${saleId} AND journal = 'C')
        OR EXISTS (SELECT 1 FROM sale s JOIN sale n ON n.register_id = s.register_id AND n.seq > s.seq
                    WHERE s.id = ${saleId})
        OR EXISTS (SELECT 1 FROM sale s JOIN "order" o ON o.id = s.order_id AND o.receipt = 'EMAIL'
                    JOIN customer c ON c.id = o.customer_id AND c.email IS NOT NULL WHERE s.id = ${saleId})
        OR EXISTS (SELECT 1 FROM sale s JOIN mail m ON m.order_id = s.order_id
                    WHERE s.id = ${saleId}
                      AND m.attachments @> jsonb_build_array(jsonb_build_object('kind', 'RECEIPT', 'saleId', s.id)))
        AS issued`
  return row?.issued === true
}
