import type { Db, Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import type { Corrected } from './correct-form.ts'

/** What a correcting document answers, read from what was written: the first time and at every replay. */
export async function readCorrected(tx: Tx | Db, id: string): Promise<Corrected | null> {
  const [heads, vouchers, due, sales] = await Promise.all([
    tx.sql<Pick<Corrected, 'id' | 'number' | 'docType' | 'at' | 'totalC'>[]>`
      SELECT id, number, doc_type AS "docType", at, total_c AS "totalC" FROM sale
       WHERE id = ${id} AND doc_type <> 'SALE'`,
    tx.sql<Corrected['vouchers']>`
      SELECT id, code, initial_c AS "amountC", expires_on AS "expiresOn" FROM voucher
       WHERE sale_id = ${id} AND kind = 'CREDIT' ORDER BY line_n, copy`,
    tx.sql<Corrected['due']>`
      SELECT means, amount_c AS "amountC", not_before AS "notBefore" FROM refund_due
       WHERE sale_id = ${id} ORDER BY tender_n`,
    tx.sql<NonNullable<Corrected['sale']>[]>`
      SELECT s.id, s.number, s.total_c AS "totalC", s.change_c AS "changeC"
        FROM sale c
        JOIN sale s ON s.register_id = c.register_id AND s.origin_id = c.id AND s.doc_type = 'SALE' AND s.seq = c.seq + 1
       WHERE c.id = ${id}`,
  ])
  const head = heads[0]
  if (!head) return null
  return { ...head, vouchers: [...vouchers], due: [...due], sale: sales[0] ?? null }
}

/** What a document of this id answered if it is there already. Throws `id_reused` when it was asked for otherwise. */
export async function replayed(tx: Tx | Db, id: string, digest: string): Promise<Corrected | null> {
  const [known] = await tx.sql<{ digest: string }[]>`SELECT digest FROM sale WHERE id = ${id}`
  if (!known) return null
  if (known.digest !== digest) throw new AppError('id_reused')
  return readCorrected(tx, id)
}
