import { bulkAll, into, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import type { Books } from '../catalog/catalog.ts'
import { append, headOf, type Heads, type Signer } from '../journal/journal.ts'
import { eventRows, legRows } from '../ledger/ledger.ts'
import { messageRows } from '../outbox/outbox.ts'
import { moveCounters, type Counter, type Move } from '../seat/seat.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { msOf } from '../shared/time.ts'
import { fillVouchers, voidVouchers } from '../voucher/give-back.ts'
import type { Document } from './correct-document.ts'
import { correctionEntry, correctionEvents, correctionLedger } from './correct-record.ts'
import type { Stamp } from './rows.ts'
import { stampAfter } from './write.ts'
import type { Instant } from '../shared/time.ts'

/** What a correcting document is written with: everything is locked. */
export type WriteContext = {
  keys: Signer
  books: Books
  heads: Heads
  counters: Map<string, Counter>
  /** Counters below each booking. */
  below: ReadonlyMap<string, readonly string[]>
  now: Instant
}

/** Written: its place and the hash of its record. */
export type Written = { stamp: Stamp; hash: string }

/** Writes a correcting document with all its effects; the caller commits. `counters` are moved in memory too. */
export async function writeCorrection(tx: Tx, ctx: WriteContext, doc: Document): Promise<Written> {
  const { books, heads, keys, now } = ctx
  const head = headOf(heads, { registerId: doc.registerId, journal: 'T' })
  const code = books.registers.get(doc.registerId)?.code ?? ''
  const stamp = stampAfter(head, { seq: head.lastSeq, at: head.lastAt }, code, now)
  const vouchers = await moveVouchers(tx, ctx, doc, stamp)
  const events = correctionLedger(books, doc, stamp)
  const moves = movesOf(ctx, doc)
  const [, , , , records] = await Promise.all([
    voidTickets(tx, doc, stamp),
    moveCounters(tx, moves),
    lose(tx, doc),
    writeRows(tx, doc, stamp, vouchers),
    append(tx, heads, keys, [correctionEntry(books, doc, stamp), ...correctionEvents(doc, stamp)]),
    bulkAll(tx, [
      eventRows(events),
      legRows(events),
      messageRows([{ kind: 'sale.corrected', payload: { saleIds: [doc.id] }, dueAt: now }]),
    ]),
    cancelOnTerminal(tx, doc),
  ])
  for (const move of moves) {
    const counter = ctx.counters.get(move.id)
    if (counter) counter.taken += move.taken
  }
  const lost = isLost(doc) ? goodsOf(doc) : []
  for (const { stockId, qty } of lost) {
    const counter = ctx.counters.get(stockId)
    if (counter) counter.capacity -= qty
  }
  return { stamp, hash: records[0]?.hash ?? '' }
}

/** Credit notes that are given and vouchers that are filled again; gift cards that were sold go. */
async function moveVouchers(
  tx: Tx,
  { books, now }: WriteContext,
  doc: Document,
  { at }: Stamp,
): Promise<Map<number, string>> {
  for (const { line, qty } of doc.backs) {
    if (line.kind === 'VOUCHER_MPV')
      await voidVouchers(tx, { saleId: doc.origin.id, lineN: line.n, qty, by: doc.id, at: now })
  }
  const fillings = doc.tenders
    .filter((t) => t.amountC < 0 && (t.means === 'GIFT' || t.means === 'AVOIR'))
    .map((t) => ({ n: t.n, amountC: -t.amountC, voucherId: t.voucherId }))
  const months = books.office?.voucherMonths ?? 12
  return fillVouchers(tx, fillings, { saleId: doc.id, at, months })
}

/** Seats and pieces that come free, by counter. */
function movesOf({ below }: WriteContext, doc: Document): Move[] {
  const free = new Map<string, number>()
  const add = (id: string, n: number) => free.set(id, (free.get(id) ?? 0) + n)
  for (const back of doc.backs) {
    for (const ticket of back.tickets)
      for (const counterId of below.get(ticket.bookingId) ?? []) add(counterId, ticket.seats)
  }
  for (const { stockId, qty } of goodsOf(doc)) add(stockId, qty)
  return [...free].map(([id, n]) => ({ id, taken: -n, held: 0 }))
}

const goodsOf = (doc: Document) =>
  doc.backs.flatMap(({ line, qty }) =>
    line.stockId === null ? [] : [{ productId: line.productId, stockId: line.stockId, qty }],
  )

/** What is broken comes back and is lost: it is not on sale again. */
const isLost = (doc: Document) => doc.reason === 'DEFECT'

async function lose(tx: Tx, doc: Document): Promise<void> {
  const goods = isLost(doc) ? goodsOf(doc) : []
  if (goods.length === 0) return
  await tx.sql`
    UPDATE counter c SET capacity = c.capacity - k.qty
      FROM (SELECT id, sum(qty)::int AS qty
              FROM unnest(${goods.map((g) => g.stockId)}::text[], ${goods.map((g) => g.qty)}::int[]) AS u(id, qty)
             GROUP BY id) k WHERE c.id = k.id`
}

/** Voids the very tickets that are taken back, with their unit items, and the bookings of which nobody is left. */
async function voidTickets(tx: Tx, doc: Document, { at }: Stamp): Promise<void> {
  const tickets = doc.backs.flatMap((b) => b.tickets)
  if (tickets.length === 0) return
  const ids = tickets.map((t) => t.id)
  const items = tickets.map((t) => t.unitItemId)
  const bookings = [...new Set(tickets.map((t) => t.bookingId))].sort()
  const [voided, cancelled] = await Promise.all([
    tx.sql`
      UPDATE ticket SET voided_at = ${at}::timestamptz, void_reason = ${doc.reason}
       WHERE id = ANY(${ids}::text[]) AND voided_at IS NULL`,
    tx.sql`
      UPDATE unit_item SET status = 'CANCELLED'
       WHERE booking_id = ANY(${bookings}::text[]) AND id = ANY(${items}::text[]) AND status <> 'CANCELLED'`,
    // Those who remain may all be in already: then the booking is redeemed, as the last scan would have said.
    tx.sql`
      UPDATE booking b
         SET status = CASE WHEN EXISTS (SELECT 1 FROM unit_item i WHERE i.booking_id = b.id AND i.status = 'CONFIRMED')
                             THEN 'CONFIRMED'
                           WHEN EXISTS (SELECT 1 FROM unit_item i WHERE i.booking_id = b.id AND i.status = 'REDEEMED')
                             THEN 'REDEEMED'
                           ELSE 'CANCELLED' END
       WHERE b.id = ANY(${bookings}::text[])`,
  ])
  if (voided.count !== ids.length || cancelled.count !== ids.length)
    throw new Error(
      `${voided.count} tickets and ${cancelled.count} unit items of ${ids.length} were taken back`,
    )
}

/** Notes under which number the SNCF's own terminal cancelled its ticket: once for all lines that its fare made. */
async function cancelOnTerminal(tx: Tx, doc: Document): Promise<void> {
  const rail = doc.backs.filter((b) => b.line.kind === 'SNCF')
  if (rail.length === 0) return
  await tx.sql`
    UPDATE sncf_sale s SET status = 'CANCELLED_ON_TERMINAL', cancel_ref = k.ref
      FROM unnest(${rail.map((b) => b.line.n)}::int[], ${rail.map((b) => b.cancelRef)}::text[]) AS k(n, ref)
     WHERE s.sale_id = ${doc.origin.id} AND s.line_n = k.n AND s.status = 'SOLD'`
}

async function writeRows(
  tx: Tx,
  doc: Document,
  stamp: Stamp,
  vouchers: ReadonlyMap<number, string>,
): Promise<void> {
  const saleId = doc.id
  const ms = msOf(stamp.at)
  const movement = (reason: 'RETURN' | 'LOSS', sign: number) =>
    goodsOf(doc).map(({ productId, stockId, qty }) => ({
      id: newId('movement', ms),
      productId,
      counterId: stockId,
      qty: sign * qty,
      reason,
      saleId,
      at: stamp.at,
    }))
  await bulkAll(tx, [
    into(schema.sale, [saleRow(doc, stamp)]),
    into(
      schema.saleLine,
      doc.lines.map(({ originN: _n, ofQty: _of, before: _before, account: _a, principal: _p, ...line }) => ({
        saleId,
        ...line,
      })),
    ),
    into(
      schema.tender,
      doc.tenders.map(({ n, means, amountC, tenderedC, ref, proof }) => ({
        saleId,
        n,
        means,
        amountC: cents(amountC),
        tenderedC,
        changeC: tenderedC === null ? null : cents(0),
        ref,
        proof,
      })),
    ),
    into(schema.correction, [
      {
        saleId,
        originId: doc.origin.id,
        reason: doc.reason,
        approvedBy: doc.approval?.staffId ?? null,
        causes: [...(doc.approval?.causes ?? [])],
      },
    ]),
    into(
      schema.correctedLine,
      doc.lines.map(({ originN, before, qty, ofQty, n }) => ({
        originId: doc.origin.id,
        originN,
        before,
        qty: -qty,
        ofQty,
        saleId,
        n,
      })),
    ),
    into(schema.tenderLink, linkRows(doc, vouchers)),
    into(schema.refundDue, dueRows(doc, stamp)),
    into(schema.stockMovement, [...movement('RETURN', 1), ...(isLost(doc) ? movement('LOSS', -1) : [])]),
  ])
}

function saleRow(doc: Document, stamp: Stamp): typeof schema.sale.$inferInsert {
  const { totals, origin } = doc
  return {
    id: doc.id,
    orderId: origin.orderId,
    registerId: doc.registerId,
    shiftId: doc.shiftId,
    staffId: doc.staffId,
    channel: 'COUNTER',
    docType: doc.docType,
    seq: stamp.seq,
    number: stamp.number,
    businessDay: stamp.day,
    at: stamp.at,
    totalC: totals.totalC,
    ownC: totals.ownC,
    thirdC: totals.thirdC,
    voucherC: totals.voucherC,
    changeC: cents(0),
    digest: doc.digest,
    originId: origin.id,
    reason: doc.reason,
    customerRef: origin.customerRef,
  }
}

function linkRows(
  doc: Document,
  vouchers: ReadonlyMap<number, string>,
): (typeof schema.tenderLink.$inferInsert)[] {
  return doc.tenders
    .filter((t) => t.originN !== null)
    .map((t) => ({
      saleId: doc.id,
      n: t.n,
      voucherId: vouchers.get(t.n) ?? (t.means === 'EXCHANGE' ? t.voucherId : null),
      paymentId: t.paymentId,
      originN: t.originN,
      sourceMeans: t.means === 'EXCHANGE' ? t.source : null,
      isRefund: true,
    }))
}

function dueRows(doc: Document, stamp: Stamp): (typeof schema.refundDue.$inferInsert)[] {
  return doc.tenders.flatMap((t) =>
    t.due
      ? [
          {
            id: newId('refundDue', msOf(stamp.at)),
            saleId: doc.id,
            tenderN: t.n,
            means: t.means,
            amountC: cents(-t.amountC),
            notBefore: t.due.notBefore,
            iban: t.due.iban,
            holder: t.due.holder,
            paymentId: t.paymentId,
            status: 'OPEN' as const,
            error: null,
            paidAt: null,
            paidBy: null,
            ref: null,
          },
        ]
      : [],
  )
}
