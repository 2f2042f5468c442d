import type { Tx } from '../../db/index.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { plusMinutes } from '../shared/time.ts'

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
        OR EXISTS (SELECT 1 FROM sale s JOIN "order" o ON o.id = s.order_id AND o.receipt = 'EMAIL' AND s.doc_type = 'SALE'
                    JOIN customer c ON c.id = o.customer_id AND c.email IS NOT NULL WHERE s.id = ${saleId})
        OR EXISTS (SELECT 1 FROM sale s JOIN mail m ON m.order_id = s.order_id
                    WHERE s.id = ${saleId}
                      AND m.attachments @> jsonb_build_array(jsonb_build_object('kind', 'RECEIPT', 'saleId', s.id)))
        AS issued`
  return row?.issued === true
}

/** Minutes within which a device fetches the original that it was told to print. */
const FETCHED = 15

/**
 * The original of a receipt is had by a device that was just told to print it (`claimPrint`), and by nobody else,
 * whatever it is drawn on: every other print, PDF or letter is a numbered copy (fiscal.md 1.10). Throws `printed_already`.
 */
export async function refuseUnclaimed({ db, now }: Ctx, saleId: string): Promise<void> {
  const [unclaimed] = await db.sql`
    SELECT 1 FROM sale s
     WHERE s.id = ${saleId}
       AND NOT EXISTS (SELECT FROM audit p
                        WHERE p.subject = s.id AND p.action = 'sale.print' AND p.at >= ${plusMinutes(now, -FETCHED)}
                          AND p.detail->>'by' = 'DEVICE' AND (p.detail->>'receipt')::boolean
                          AND p.detail->>'copy' IS NULL
                          AND NOT EXISTS (SELECT FROM audit f
                                           WHERE f.subject = p.subject AND f.action = 'sale.print_failed'
                                             AND f.detail->>'request' = p.id))`
  if (unclaimed) throw new AppError('printed_already')
}
