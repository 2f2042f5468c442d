import type { Tx } from '../../db/index.ts'
import type { showTicket } from '../../db/schema/ticket.ts'
import type { Books } from '../catalog/catalog.ts'
import { cents, prorate } from '../shared/money.ts'
import type { Prepared } from './prepare.ts'
import type { Rows, Stamp } from './rows.ts'

/** True for a show, each ticket of which is numbered in the series of its performance (fiscal.md 2.7). */
export function isShow(books: Books, productId: string): boolean {
  return books.terms.products.get(productId)?.isShow === true
}

/**
 * The last serial number of each performance, 0 before the first ticket. Ask it once the performance's counter is locked:
 * its tickets are numbered one seller after the other, in the order in which they are sold.
 */
export async function lastSerials(tx: Tx, sessionIds: readonly string[]): Promise<Map<string, number>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await tx.sql<{ id: string; last: number }[]>`
    SELECT k.id, coalesce((SELECT max(serial) FROM show_ticket s WHERE s.session_id = k.id), 0) AS last
      FROM unnest(${[...new Set(sessionIds)]}::text[]) AS k(id)`
  return new Map(rows.map(({ id, last }) => [id, last]))
}

/**
 * Numbers the tickets of shows that some sales sell, free ones too, in the order of sales, lines and tickets; moves the
 * last serial numbers of `state`.
 */
export function showRows(
  books: Books,
  state: { serials: Map<string, number> },
  sales: readonly Prepared[],
  rows: Rows,
  stamps: readonly Stamp[],
): (typeof showTicket.$inferInsert)[] {
  return sales.flatMap((sale, place) => {
    const { id } = sale.request.input
    const tickets = rows.ticket.filter((t) => t.saleId === id)
    return sale.priced.lines.flatMap((line) => {
      const { product, unit } = line.fare
      const performance = sale.matched[line.basketLine]?.sessions[0]
      if (!performance || !isShow(books, product.id)) return []
      const own = tickets.filter((t) => t.lineN === line.n)
      const prices = prorate(
        line.totalC,
        own.map(() => 1),
      )
      return own.map((ticket, i) => {
        const serial = (state.serials.get(performance.id) ?? 0) + 1
        state.serials.set(performance.id, serial)
        return {
          sessionId: performance.id,
          serial,
          ticketId: ticket.id,
          saleId: id,
          category: unit.name.fr,
          priceC: prices[i] ?? cents(0),
          at: (stamps[place] as Stamp).at,
        }
      })
    })
  })
}
