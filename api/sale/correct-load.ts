import { asc, eq } from 'drizzle-orm'
import * as schema from '../../db/schema/index.ts'
import type { CancellationTerms } from '../../db/schema/index.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { Canonical } from '../journal/canonical.ts'
import type { ProductKind } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import type { Means, TenderInput } from '../shared/tender.ts'
import type { Day, Instant } from '../shared/time.ts'

/** A line of the sale that is corrected, with what was taken back of it and what taking it back moves. */
export type OriginLine = typeof schema.saleLine.$inferSelect & {
  /** Units that corrections have taken back. */
  taken: number
  productKind: ProductKind
  /** Counter of goods; seats are given back by the booking's own counters. */
  stockId: string | null
  account: string
  principal: { account: string; aux: string } | null
  terms: CancellationTerms | null
  fareCategory: string | null
}

/** What settled the sale, as it is known by now: its own tenders and what payment fixes put in their place. */
export type OriginTender = {
  n: number
  means: Means
  /** The means that the money first came by: another than `means` after an exchange. */
  source: Means
  amountC: number
  leftC: number
  ref: string | null
  proof: TenderInput['proof'] | null
  voucherId: string | null
  paymentId: string | null
}

export type OriginTicket = {
  id: string
  shortCode: string
  lineN: number
  bookingId: string
  unitItemId: string
  seats: number
  isVoid: boolean
  isUsed: boolean
  name: string | null
}

export type Origin = {
  id: string
  orderId: string
  registerId: string
  shiftId: string
  docType: string
  number: string
  at: Instant
  businessDay: Day
  totalC: number
  customerRef: string | null
  shiftClosedAt: Instant | null
  hash: string
  /** The lines as its signed record says them. */
  sealed: ReadonlyMap<number, { readonly [key: string]: Canonical }>
  lines: OriginLine[]
  tenders: OriginTender[]
  tickets: OriginTicket[]
}

/** The order of a sale, which never changes: what is locked first. Throws `not_found`. */
export async function orderOf(db: Db, saleId: string): Promise<string> {
  const [sale] = await db.sql<
    { orderId: string }[]
  >`SELECT order_id AS "orderId" FROM sale WHERE id = ${saleId}`
  if (!sale) throw new AppError('not_found')
  return sale.orderId
}

/**
 * Locks the tickets of a sale against being scanned while they are voided, in order of id. Then what is read of who is
 * in stays true until the end.
 */
export async function lockTickets(tx: Tx, saleId: string): Promise<void> {
  await tx.sql`
    SELECT 1 FROM ticket
     WHERE booking_id IN (SELECT booking_id FROM sale_line WHERE sale_id = ${saleId}) AND sale_id = ${saleId}
     ORDER BY id FOR NO KEY UPDATE`
}

/** A sale with all that was done to it since. Throws `not_found`. */
export async function readOrigin(tx: Tx | Db, saleId: string): Promise<Origin> {
  const [heads, lines, more, tenders, tickets] = await Promise.all([
    tx.sql<(Omit<Origin, 'sealed' | 'lines' | 'tenders' | 'tickets'> & { payload: string })[]>`
      SELECT s.id, s.order_id AS "orderId", s.register_id AS "registerId", s.shift_id AS "shiftId",
             s.doc_type AS "docType", s.number, s.at, s.business_day AS "businessDay", s.total_c AS "totalC",
             s.customer_ref AS "customerRef", h.closed_at AS "shiftClosedAt", j.hash, j.payload
        FROM sale s JOIN shift h ON h.id = s.shift_id
        JOIN journal_record j ON j.register_id = s.register_id AND j.journal = 'T' AND j.seq = s.seq
       WHERE s.id = ${saleId}`,
    tx.orm
      .select()
      .from(schema.saleLine)
      .where(eq(schema.saleLine.saleId, saleId))
      .orderBy(asc(schema.saleLine.n)),
    readMore(tx, saleId),
    readTenders(tx, saleId),
    readTickets(tx, saleId),
  ])
  const head = heads[0]
  if (!head) throw new AppError('not_found')
  const { payload, ...sale } = head
  const sealed = (JSON.parse(payload) as { lines: { n: number; [key: string]: Canonical }[] }).lines
  return {
    ...sale,
    sealed: new Map(sealed.map((line) => [line.n, line])),
    lines: lines.map((line) => ({ ...line, ...(more.get(line.n) as More) })),
    tenders,
    tickets,
  }
}

type More = Pick<
  OriginLine,
  'taken' | 'productKind' | 'stockId' | 'account' | 'principal' | 'terms' | 'fareCategory'
>

async function readMore(tx: Tx | Db, saleId: string): Promise<Map<number, More>> {
  const rows = await tx.sql<(More & { n: number; owed: string | null; aux: string | null })[]>`
    SELECT l.n, p.kind AS "productKind", CASE WHEN p.kind = 'GOODS' THEN p.counter_id END AS "stockId", p.account,
           CASE WHEN l.kind IN ('THIRD_PARTY', 'SNCF') THEN v.account END AS owed, 'F' || v.code AS aux,
           a.cancellation AS terms, u.code AS "fareCategory",
           coalesce((SELECT sum(c.qty)::int FROM corrected_line c
                      WHERE c.origin_id = l.sale_id AND c.origin_n = l.n), 0) AS taken
      FROM sale_line l JOIN product p ON p.id = l.product_id
      LEFT JOIN unit u ON u.id = l.unit_id
      LEFT JOIN provider v ON v.id = l.provider_id
      LEFT JOIN agreement a ON a.id = l.agreement_id
     WHERE l.sale_id = ${saleId}`
  return new Map(
    rows.map(({ n, owed, aux, ...row }) => [
      n,
      { ...row, principal: owed === null ? null : { account: owed, aux: aux ?? '' } },
    ]),
  )
}

/**
 * The tenders of a sale by their places: a payment fix takes back at the place of what it takes back, and what it puts
 * there has the places that follow, so that each place is one tender of the sale for ever.
 */
async function readTenders(tx: Tx | Db, saleId: string): Promise<OriginTender[]> {
  const rows = await tx.sql<OriginTender[]>`
    SELECT t.n, t.means, coalesce(k.source_means, t.means) AS source, t.amount_c AS "amountC", t.ref, t.proof,
           k.voucher_id AS "voucherId", k.payment_id AS "paymentId",
           t.amount_c + coalesce((
             SELECT sum(b.amount_c)::int FROM correction c
               JOIN tender b ON b.sale_id = c.sale_id AND b.amount_c < 0
               JOIN tender_link x ON x.sale_id = b.sale_id AND x.n = b.n AND x.origin_n = t.n
              WHERE c.origin_id = ${saleId}), 0) AS "leftC"
      FROM tender t LEFT JOIN tender_link k ON k.sale_id = t.sale_id AND k.n = t.n
     WHERE t.amount_c > 0
       AND (t.sale_id = ${saleId}
            OR t.sale_id IN (SELECT c.sale_id FROM correction c JOIN sale s ON s.id = c.sale_id
                              WHERE c.origin_id = ${saleId} AND s.doc_type = 'PAYMENT_FIX'))
     ORDER BY t.n`
  return [...rows]
}

async function readTickets(tx: Tx | Db, saleId: string): Promise<OriginTicket[]> {
  const rows = await tx.sql<OriginTicket[]>`
    SELECT t.id, t.short_code AS "shortCode", t.line_n AS "lineN", t.booking_id AS "bookingId",
           t.unit_item_id AS "unitItemId", i.seats, t.voided_at IS NOT NULL AS "isVoid", g.name,
           EXISTS (SELECT 1 FROM admission a WHERE a.ticket_id = t.id AND a.admitted > 0) AS "isUsed"
      FROM ticket t
      JOIN unit_item i ON i.booking_id = t.booking_id AND i.id = t.unit_item_id
      LEFT JOIN guest g ON g.booking_id = t.booking_id AND g.unit_item_id = t.unit_item_id
     WHERE t.booking_id IN (SELECT booking_id FROM sale_line WHERE sale_id = ${saleId}) AND t.sale_id = ${saleId}
     ORDER BY t.line_n, t.id`
  return [...rows]
}

/** Counters below bookings: what a cancelled unit gives its seats back to. */
export async function countersBelow(tx: Tx, bookingIds: readonly string[]): Promise<Map<string, string[]>> {
  const below = new Map<string, string[]>()
  if (bookingIds.length === 0) return below
  const rows = await tx.sql<{ bookingId: string; counterId: string }[]>`
    SELECT booking_id AS "bookingId", counter_id AS "counterId" FROM booking_seat
     WHERE booking_id = ANY(${bookingIds as string[]}::text[])`
  for (const { bookingId, counterId } of rows)
    below.set(bookingId, [...(below.get(bookingId) ?? []), counterId])
  return below
}
