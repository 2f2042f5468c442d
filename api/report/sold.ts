import type { Db } from '../../db/index.ts'
import type { Channel, Family } from '../shared/catalog.ts'
import type { Day, Instant } from '../shared/time.ts'

/** One line of a sale as reports count it, in cents. */
export type SoldLine = {
  n: number
  productId: string
  family: Family
  /** Null for what the office sells itself. */
  providerId: string | null
  /** People and things that it admits, SNCF tickets too; goods are none. Negative on what takes a sale back. */
  tickets: number
  grossC: number
  ownHtC: number
  commissionC: number
}

/** A sale as reports count it. `counts` is 1 for a sale and 0 for the documents that correct one. */
export type Sold = {
  id: string
  day: Day
  at: Instant
  siteId: string
  channel: Channel
  staffId: string
  counts: number
  lines: SoldLine[]
}

/** Order of a report: by civil day, by moment, by id. */
export function byTime(a: Pick<Sold, 'day' | 'at' | 'id'>, b: Pick<Sold, 'day' | 'at' | 'id'>): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Every text once: ids of products and days come again and again. */
export type Once = <T extends string>(text: T) => T

export function onceEach(): Once {
  const texts = new Map<string, string>()
  return <T extends string>(text: T) => {
    const known = texts.get(text)
    if (known === undefined) texts.set(text, text)
    return (known ?? text) as T
  }
}

/** Sales of a register by their numbers, of days from one on and before another. */
type Stretch = {
  id: string
  siteId: string
  above: number
  upTo: number
  from: Day
  before: Day | null
}

/** So many sales in one question: short ones, that keep no snapshot open. */
const PIECE = 1_000

/** Reads a stretch behind the sales given, in pieces; its texts once each. */
export async function readSold(db: Db, sales: Sold[], once: Once, stretch: Stretch): Promise<void> {
  for (let { above } = stretch; above < stretch.upTo; above += PIECE) {
    const piece = { ...stretch, above, upTo: Math.min(above + PIECE, stretch.upTo) }
    for (const sale of await read(db, once, piece)) sales.push(sale)
  }
}

type Row = SoldLine & Pick<Sold, 'day' | 'at' | 'channel' | 'staffId' | 'counts'> & { saleId: string }

/** Vouchers of many uses are no turnover until they pay for something (fiscal.md 2.8). */
async function read(db: Db, once: Once, stretch: Stretch): Promise<Sold[]> {
  const { id, siteId, above, upTo, from, before } = stretch
  const rows = await db.sql<Row[]>`
    SELECT s.id AS "saleId", s.business_day AS day, s.at, s.channel, s.staff_id AS "staffId",
           CASE s.doc_type WHEN 'SALE' THEN 1 ELSE 0 END AS counts,
           l.n, l.product_id AS "productId", l.family, l.provider_id AS "providerId",
           CASE WHEN l.fare IS NULL THEN 0 ELSE l.qty END AS tickets, l.total_c AS "grossC",
           CASE WHEN l.kind IN ('OWN', 'BOOKING_FEE') THEN l.ht_c ELSE 0 END AS "ownHtC",
           coalesce(l.commission_c, 0) AS "commissionC"
      FROM sale s JOIN sale_line l ON l.sale_id = s.id
     WHERE s.register_id = ${id} AND s.seq > ${above} AND s.seq <= ${upTo} AND l.kind <> 'VOUCHER_MPV'
       AND s.business_day >= ${from}::date AND (${before}::date IS NULL OR s.business_day < ${before}::date)
     ORDER BY s.seq, l.n`
  const sales: Sold[] = []
  for (const { saleId, day, at, channel, staffId, counts, ...line } of rows) {
    let sale = sales.at(-1)
    if (sale?.id !== saleId) {
      sale = {
        id: saleId,
        day: once(day),
        at,
        siteId,
        channel: once(channel),
        staffId: once(staffId),
        counts,
        lines: [],
      }
      sales.push(sale)
    }
    sale.lines.push({
      ...line,
      productId: once(line.productId),
      family: once(line.family),
      providerId: line.providerId === null ? null : once(line.providerId),
    })
  }
  return sales
}
