import type { Tx } from '../../db/index.ts'
import type { quote } from '../../db/schema/group.ts'
import { lockOrders } from '../sale/order-lock.ts'
import { AppError } from '../shared/errors.ts'
import type { QuoteStatus } from '../shared/quote.ts'

export type HeldQuote = Pick<
  typeof quote.$inferSelect,
  | 'id'
  | 'orderId'
  | 'number'
  | 'version'
  | 'kind'
  | 'status'
  | 'name'
  | 'email'
  | 'buyerId'
  | 'buyer'
  | 'lines'
  | 'priced'
  | 'totalC'
  | 'paysBy'
  | 'validUntil'
  | 'dueAt'
  | 'saleId'
  | 'payDay'
  | 'registerId'
>

/**
 * Locks a quote, its order first as everybody does, and refuses one whose state takes no such step. Throws `not_found`,
 * `quote_state`.
 */
export async function lockQuote(tx: Tx, id: string, states: readonly QuoteStatus[]): Promise<HeldQuote> {
  const [known] = await tx.sql<
    { orderId: string }[]
  >`SELECT order_id AS "orderId" FROM quote WHERE id = ${id}`
  if (!known) throw new AppError('not_found')
  await lockOrders(tx, [known.orderId])
  const [held] = await tx.sql<HeldQuote[]>`
    SELECT id, order_id AS "orderId", number, version, kind, status, name, email, buyer_id AS "buyerId", buyer, lines,
           priced, total_c AS "totalC", pays_by AS "paysBy", valid_until AS "validUntil", due_at AS "dueAt",
           sale_id AS "saleId", pay_day AS "payDay", register_id AS "registerId"
      FROM quote WHERE id = ${id} FOR UPDATE`
  if (!held) throw new AppError('not_found')
  if (!states.includes(held.status))
    throw new AppError('quote_state', { status: held.status, number: held.number })
  return held
}

/** The price that the quote promised for a unit of a line, in cents. */
export function promisedBy({
  priced,
}: Pick<HeldQuote, 'priced'>): (line: number, unitId: string) => number | undefined {
  return (line, unitId) => priced.find((fare) => fare.line === line && fare.unitId === unitId)?.unitC
}
