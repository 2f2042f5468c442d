import type { Tx } from '../../db/index.ts'
import { booksFor, catalogVersionOf } from '../catalog/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import { decide } from './decide.ts'
import { claimOrders, loadState } from './load.ts'
import { prepare, type SaleRequest } from './prepare.ts'
import { needOfBatch } from './sale.ts'

/**
 * Decides a sale as `sell` would now, under the same locks, and writes nothing: for money that is taken before its sale
 * is made. Throws what `sell` would refuse with; `id_reused` when the sale is there already.
 */
export async function checkSale(tx: Tx, request: SaleRequest, now: Instant): Promise<void> {
  const { orderId, id, lines } = request.input
  const sessionIds = lines.flatMap((line) => line.sessionIds)
  const [version, claimed] = await Promise.all([
    catalogVersionOf(tx),
    claimOrders(tx, { orderIds: [orderId], saleIds: [id], sessionIds }),
  ])
  const books = await booksFor(tx, version)
  const moment = { at: now, today: local(now).day, ticketKeyId: 0 }
  const prepared = prepare(books, claimed, request, moment)
  const state = await loadState(tx, needOfBatch(books, [request], [[]]), claimed)
  const verdict = decide(books, state, prepared, moment)
  if (verdict.kind === 'refused') throw verdict.error
  if (verdict.kind === 'replay') throw new AppError('id_reused')
}
