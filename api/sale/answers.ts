import type { Tx } from '../../db/index.ts'
import type { SaleAnswer } from './input.ts'

/** What sales that are there already answered when they were made, by id: a replay is told the same. */
export async function readAnswers(tx: Tx, ids: readonly string[]): Promise<Map<string, SaleAnswer>> {
  if (ids.length === 0) return new Map()
  const [sales, tickets, cards] = await Promise.all([
    tx.sql`SELECT id, number, at, total_c, change_c FROM sale WHERE id = ANY(${ids as string[]}::text[])`,
    tx.sql`
      SELECT t.id, t.sale_id, t.short_code, t.admits, l.label, l.fare
        FROM sale_line l JOIN ticket t ON t.booking_id = l.booking_id AND t.sale_id = l.sale_id AND t.line_n = l.n
       WHERE l.sale_id = ANY(${ids as string[]}::text[]) ORDER BY t.sale_id, t.id`,
    tx.sql`
      SELECT sale_id, count(*)::int AS n FROM voucher
       WHERE kind = 'GIFT' AND sale_id = ANY(${ids as string[]}::text[]) GROUP BY 1`,
  ])
  return new Map(
    sales.map((s) => [
      s.id,
      {
        id: s.id,
        number: s.number,
        at: s.at,
        totalC: s.total_c,
        changeC: s.change_c,
        tickets: tickets
          .filter((t) => t.sale_id === s.id)
          .map((t) => ({
            id: t.id,
            shortCode: t.short_code,
            label: t.label,
            fare: t.fare,
            admits: t.admits,
          })),
        cards: cards.find((c) => c.sale_id === s.id)?.n ?? 0,
      },
    ]),
  )
}
