import type { Db } from '../../db/index.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { isId } from '../shared/id.ts'
import type { ReportFilter, ReportRow, ReportRows } from '../shared/report.ts'
import { plusDays, type Day, type Instant } from '../shared/time.ts'
import { firstFrom, soldBook, type Book } from './book.ts'
import { countAll, isOfLine, isOfSale, type Asked } from './count.ts'
import { askedOf } from './figures.ts'
import { officeAim } from './names.ts'
import { byTime, type Sold } from './sold.ts'

/** A line of a sale, by its key. */
type Picked = { sale: Sold; n: number }

/**
 * The lines behind a figure, newest first, `limit` at a time, with what all of them add up to: the same lines that the
 * figure counted. `after` is the `next` of the page before; sales that come meanwhile move nothing. Throws `bad_request`
 * for a cursor that is none, and `not_set_up`.
 */
export async function readRows(
  ctx: Ctx,
  filter: ReportFilter,
  page: { after?: string; limit: number },
): Promise<ReportRows> {
  permit(ctx.actor, 'report.read')
  const asked = askedOf(filter, await officeAim(ctx.db))
  const after = page.after === undefined ? null : cursorOf(page.after)
  const book = await soldBook(ctx.db, asked.from)
  const total = countAll(book, asked)
  const found = pick(book, asked, after, page.limit + 1)
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: await loadRows(ctx.db, shown),
    total,
    next: found.length > page.limit && last ? textOf(last) : null,
  }
}

/** The lines of a question, newest first, that come after a cursor: so many at most. */
function pick(book: Book, asked: Asked, after: Cursor | null, most: number): Picked[] {
  const { sales } = book
  const picked: Picked[] = []
  const to = after !== null && after.day < asked.to ? after.day : asked.to
  const first = firstFrom(book, asked.from)
  for (let i = firstFrom(book, plusDays(to, 1)) - 1; i >= first && picked.length < most; i--) {
    const sale = sales[i] as Sold
    if (!isOfSale(sale, asked)) continue
    for (const line of sale.lines) {
      const one = { sale, n: line.n }
      if (isOfLine(line, asked) && (after === null || isAfter(one, after))) picked.push(one)
    }
  }
  return picked.slice(0, most)
}

type Cursor = { day: Day; at: Instant; id: string; n: number }

function textOf({ sale, n }: Picked): string {
  return [sale.day, sale.at, sale.id, n].join('~')
}

function cursorOf(text: string): Cursor {
  const [day = '', at = '', id = '', n = ''] = text.split('~')
  const isOne =
    /^\d{4}-\d\d-\d\d$/.test(day) && /^[\dT:.-]{23}Z$/.test(at) && isId('sale', id) && /^\d{1,5}$/.test(n)
  if (!isOne) throw new AppError('bad_request', { issues: [{ path: 'after', message: 'not a cursor' }] })
  return { day: day as Day, at: at as Instant, id, n: Number(n) }
}

/** Newest first: what follows is older, or a later line of the same sale. */
function isAfter({ sale, n }: Picked, cursor: Cursor): boolean {
  const order = byTime(sale, cursor)
  return order < 0 || (order === 0 && n > cursor.n)
}

/** What the rows say, in the order of the keys. */
export async function loadRows(db: Db, picked: readonly Picked[]): Promise<ReportRow[]> {
  if (picked.length === 0) return []
  const rows = await db.sql<ReportRow[]>`
    SELECT s.id AS "saleId", s.order_id AS "orderId", l.n, s.number, s.at, s.business_day AS day, t.name AS site, r.code AS register, s.channel,
           coalesce(f.name, '') AS agent, p.name AS provider, l.label AS product, l.fare, l.family,
           l.service_day AS "serviceDay", l.qty, l.discount_c AS "discountC", l.total_c AS "totalC",
           CASE WHEN l.kind IN ('OWN', 'BOOKING_FEE') THEN l.ht_c ELSE 0 END AS "ownHtC", l.vat_c AS "vatC",
           coalesce(l.commission_c, 0) AS "commissionC"
      FROM unnest(${picked.map((one) => one.sale.id)}::text[], ${picked.map((one) => one.n)}::int[])
           WITH ORDINALITY AS k (sale_id, n, place)
      JOIN sale_line l ON l.sale_id = k.sale_id AND l.n = k.n
      JOIN sale s ON s.id = k.sale_id
      JOIN register r ON r.id = s.register_id
      JOIN site t ON t.id = r.site_id
      LEFT JOIN staff f ON f.id = s.staff_id
      LEFT JOIN provider p ON p.id = l.provider_id
     ORDER BY k.place`
  return [...rows]
}

/** Lines that a file asks for at once. */
const PIECE = 1_000

/**
 * Every row of a filter, newest first, in pieces: nothing holds a whole year, nor a snapshot. Throws `too_many_rows` with
 * how many there are, before any is read, when they are more than `most`.
 */
export async function* allRows(ctx: Ctx, filter: ReportFilter, most: number): AsyncGenerator<ReportRow[]> {
  permit(ctx.actor, 'report.read')
  const asked = askedOf(filter, await officeAim(ctx.db))
  const picked = pick(await soldBook(ctx.db, asked.from), asked, null, Number.POSITIVE_INFINITY)
  if (picked.length > most) throw new AppError('too_many_rows', { rows: picked.length, most })
  for (let from = 0; from < picked.length; from += PIECE)
    yield await loadRows(ctx.db, picked.slice(from, from + PIECE))
}
