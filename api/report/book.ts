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

/**
 * Everything that was sold, oldest first: a copy in this process, read once. Sales are never changed nor deleted and
 * number themselves without a gap, so the last number of each register says what is missing from it: it is asked for
 * before each report, and what came meanwhile is read, so that a report is right at once after a sale.
 */
export type Book = {
  readonly sales: readonly Sold[]
  /** Answers about days that are over, until a sale of those days or earlier ones comes: `settled`. */
  readonly answers: Map<string, { to: Day; answer: unknown }>
}

type Kept = {
  sales: Sold[]
  answers: Book['answers']
  /** Last number read of each register. */
  known: Map<string, number>
  /** Every text once: ids of products and days come again and again. */
  texts: Map<string, string>
  running: Promise<unknown>
  next: Promise<Book> | null
}

const books = new WeakMap<Db, Kept>()

/** So many sales in one question: short ones, that keep no snapshot open. */
const PIECE = 1_000

/** The book with everything that was committed when it was asked for. */
export function soldBook(db: Db): Promise<Book> {
  let kept = books.get(db)
  if (!kept) books.set(db, (kept = newBook()))
  const book = kept
  // A look that has begun may have missed the sale before this question: the next one is shared by all who wait.
  book.next ??= book.running
    .catch(() => {})
    .then(() => {
      const look = (book.running = update(db, book))
      book.next = null
      return look
    })
  return book.next
}

function newBook(): Kept {
  return {
    sales: [],
    answers: new Map(),
    known: new Map(),
    texts: new Map(),
    running: Promise.resolve(),
    next: null,
  }
}

async function update(db: Db, kept: Kept): Promise<Book> {
  const ends = await db.sql<{ id: string; siteId: string; seq: number }[]>`
    SELECT r.id, r.site_id AS "siteId", coalesce((SELECT max(s.seq) FROM sale s WHERE s.register_id = r.id), 0) AS seq
      FROM register r WHERE r.kind <> 'SCHOOL'`
  // Another history under the same name (a copy was put back): all is read again.
  if (ends.some((end) => end.seq < (kept.known.get(end.id) ?? 0))) {
    kept.known.clear()
    kept.sales = []
    kept.answers = new Map()
  }
  const added: Sold[] = []
  for (const { id, siteId, seq } of ends) {
    for (let from = kept.known.get(id) ?? 0; from < seq; from += PIECE) {
      added.push(...(await read(db, kept, { id, siteId, from, to: Math.min(from + PIECE, seq) })))
    }
  }
  // Nothing is awaited from here on: whoever reads the book meanwhile sees all of it or none.
  for (const end of ends) kept.known.set(end.id, end.seq)
  if (added.length > 0) {
    added.sort(byTime)
    const first = (added[0] as Sold).day
    kept.sales = [...kept.sales, ...added].sort(byTime)
    // A copy, since a report under way still reads the book as it was.
    kept.answers = new Map([...kept.answers].filter(([, { to }]) => to < first))
  }
  return { sales: kept.sales, answers: kept.answers }
}

/** So many answers are kept; the oldest goes. */
const MOST_ANSWERS = 300

/** An answer about days up to `to`, worked out once: sales are only ever added, and on the day of their making. */
export function settled<T>({ answers }: Book, key: string, to: Day, make: () => T): T {
  const known = answers.get(key)
  if (known) return known.answer as T
  const answer = make()
  if (answers.size >= MOST_ANSWERS) answers.delete(answers.keys().next().value as string)
  answers.set(key, { to, answer })
  return answer
}

/** Order of a report: by civil day, by moment, by id. */
export function byTime(a: Pick<Sold, 'day' | 'at' | 'id'>, b: Pick<Sold, 'day' | 'at' | 'id'>): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

type Piece = { id: string; siteId: string; from: number; to: number }
type Row = SoldLine & Pick<Sold, 'day' | 'at' | 'channel' | 'staffId' | 'counts'> & { saleId: string }

/** Vouchers of many uses are no turnover until they pay for something (fiscal.md 2.8). */
async function read(db: Db, { texts }: Kept, { id, siteId, from, to }: Piece): Promise<Sold[]> {
  const rows = await db.sql<Row[]>`
    SELECT s.id AS "saleId", s.business_day AS day, s.at, s.channel, s.staff_id AS "staffId",
           CASE s.doc_type WHEN 'SALE' THEN 1 ELSE 0 END AS counts,
           l.n, l.product_id AS "productId", l.family, l.provider_id AS "providerId",
           CASE WHEN l.fare IS NULL THEN 0 ELSE l.qty END AS tickets, l.total_c AS "grossC",
           CASE WHEN l.kind IN ('OWN', 'BOOKING_FEE') THEN l.ht_c ELSE 0 END AS "ownHtC",
           coalesce(l.commission_c, 0) AS "commissionC"
      FROM sale s JOIN sale_line l ON l.sale_id = s.id
     WHERE s.register_id = ${id} AND s.seq > ${from} AND s.seq <= ${to} AND l.kind <> 'VOUCHER_MPV'
     ORDER BY s.seq, l.n`
  const once = <T extends string>(text: T): T => {
    const known = texts.get(text)
    if (known === undefined) texts.set(text, text)
    return (known ?? text) as T
  }
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

/** Where the first sale of that day or a later one stands. */
export function firstFrom(sales: readonly Sold[], day: Day): number {
  let low = 0
  let high = sales.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sales[middle] as Sold).day < day) low = middle + 1
    else high = middle
  }
  return low
}
