import { bulkAll, into, runBulk, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import type { Books } from '../catalog/catalog.ts'
import {
  chain,
  headOf,
  moveHeads,
  signAside,
  writeRecords,
  type ChainedRecord,
  type SealedRecord,
  type Signer,
} from '../journal/journal.ts'
import { eventRows } from '../ledger/ledger.ts'
import { enqueue } from '../outbox/outbox.ts'
import { moveCounters, type Move } from '../seat/seat.ts'
import { local, type Instant } from '../shared/time.ts'
import type { Accepted } from './decide.ts'
import { draft, isDraftOf, type Draft, type Drafts } from './draft.ts'
import type { SaleAnswer } from './input.ts'
import type { State } from './load.ts'
import type { Prepared } from './prepare.ts'
import { saleEntry } from './record.ts'
import { saleRow, type Rows, type SaleRow, type Stamp } from './rows.ts'

export type Keys = Signer & { ticket: { id: number } }

/** What a batch is decided upon and written with. */
export type Batch = { keys: Keys; books: Books; state: State; now: Instant }

/**
 * Writes all accepted sales, and answers by id. `drafts` is sent as it is when all that was drafted was accepted.
 * Statements are never awaited one by one, so that PostgreSQL inserts rows while Node chains the records and other
 * threads sign them: the locks of a batch are held as long as this lasts.
 */
export async function writeSales(
  tx: Tx,
  batch: Batch,
  drafts: Drafts,
  accepted: readonly Accepted[],
  moves: readonly Move[],
): Promise<Map<string, SaleAnswer>> {
  if (accepted.length === 0) return new Map()
  const { keys, books, state, now } = batch
  const stamps = numbersOf(books, state, accepted, now)
  const parts = isDraftOf(drafts, accepted, stamps) ? drafts.parts : redraft(batch, accepted, stamps)
  const answers = new Map<string, SaleAnswer>()
  const records: ChainedRecord[] = []
  const signed: Promise<SealedRecord[]>[] = []
  const sent: Promise<unknown>[] = []
  for (const part of parts) {
    const numbered = part.sales.map((sale, i) => ({ sale, stamp: stamps[records.length + i] as Stamp }))
    const chained = numbered.map(({ sale, stamp }) => chainSale(books, state, sale, stamp))
    records.push(...chained)
    signed.push(signAside(keys, chained))
    sent.push(writePart(tx, part, numbered, answers))
  }
  const heldBookings = accepted.flatMap((s) => s.heldBookings)
  const jobs = accepted.map((s) => ({
    kind: 'sale.completed' as const,
    payload: { saleId: s.request.input.id },
    dueAt: now,
  }))
  const rows = Promise.all([...sent, moveCounters(tx, moves), dropHolds(tx, heldBookings), enqueue(tx, jobs)])
  // A row may be refused while the records are being signed: the transaction stays open until all has been sent.
  rows.catch(() => {})
  const sealed = (await Promise.all(signed)).flat()
  await Promise.all([rows, writeRecords(tx, sealed), moveHeads(tx, state.heads, records)])
  return answers
}

/** Some were refused, or the clock stood behind a chain: those that follow each other at one moment are drafted again. */
function redraft({ books, keys }: Batch, accepted: readonly Accepted[], stamps: readonly Stamp[]): Draft[] {
  const parts: Draft[] = []
  let from = 0
  for (let to = 1; to <= accepted.length; to++) {
    const at = stamps[from]?.at as Instant
    if (stamps[to]?.at === at) continue
    const moment = { at, today: local(at).day, ticketKeyId: keys.ticket.id }
    parts.push(...draft(books, accepted.slice(from, to), moment).parts)
    from = to
  }
  return parts
}

/** Chains the record of a sale; throws when it would not stand where its paper says. */
function chainSale(books: Books, state: State, sale: Prepared, stamp: Stamp): ChainedRecord {
  const record = chain(state.heads, saleEntry(books, sale, { ...stamp, today: local(stamp.at).day }))
  if (record.seq !== stamp.seq) throw new Error(`${stamp.number} would be sealed as number ${record.seq}`)
  return record
}

/** Sends the rows of some sales and adds their answers. Sends before it first awaits. */
async function writePart(
  tx: Tx,
  { rows, events, statement }: Draft,
  numbered: readonly { sale: Prepared; stamp: Stamp }[],
  answers: Map<string, SaleAnswer>,
): Promise<void> {
  const sales = numbered.map(({ sale, stamp }) => saleRow(sale, stamp, local(stamp.at).day))
  const booked = numbered.flatMap(({ stamp }, i) =>
    (events[i] ?? []).map((event) => ({ ...event, piece: stamp.number })),
  )
  await Promise.all([
    // First, since an id that is taken must be told as such, whatever else of the sale is there.
    bulkAll(tx, [into(schema.sale, sales), eventRows(booked)]),
    runBulk(tx, statement),
    completeOrders(tx, sales),
  ])
  addAnswers(answers, sales, rows)
}

/** The place of each sale in its register's chain, in order, with the number and the time of its paper. */
function numbersOf(books: Books, state: State, accepted: readonly Accepted[], now: Instant): Stamp[] {
  const added = new Map<string, number>()
  return accepted.map((sale) => {
    const { registerId } = sale.request.input
    const head = headOf(state.heads, { registerId, journal: 'T' })
    // The time on the paper is the time in the chain, which never goes back.
    const at = head.lastAt !== null && head.lastAt > now ? head.lastAt : now
    const nth = (added.get(registerId) ?? 0) + 1
    added.set(registerId, nth)
    const seq = head.lastSeq + nth
    const code = books.registers.get(registerId)?.code ?? ''
    const { day } = local(at)
    const number = `${code}-${day.slice(0, 4)}-${String(seq).padStart(6, '0')}`
    return { at, seq, number }
  })
}

/** The orders of the sales are completed; one that never held anything is made now. */
async function completeOrders(tx: Tx, sales: readonly SaleRow[]): Promise<void> {
  const byId = [...new Map(sales.map((s) => [s.orderId, s])).values()]
  byId.sort((a, b) => (a.orderId < b.orderId ? -1 : 1))
  await tx.sql`
    INSERT INTO "order" (id, channel, register_id, status)
    SELECT id, 'COUNTER', register_id, 'COMPLETED'
      FROM unnest(${byId.map((s) => s.orderId)}::text[], ${byId.map((s) => s.registerId)}::text[]) AS o(id, register_id)
    ON CONFLICT (id) DO UPDATE SET status = 'COMPLETED', expires_at = NULL`
}

async function dropHolds(tx: Tx, bookingIds: readonly string[]): Promise<void> {
  if (bookingIds.length === 0) return
  await Promise.all([
    tx.sql`DELETE FROM booking_seat WHERE booking_id = ANY(${bookingIds as string[]}::text[])`,
    tx.sql`DELETE FROM booking WHERE id = ANY(${bookingIds as string[]}::text[]) AND status = 'ON_HOLD'`,
  ])
}

function addAnswers(answers: Map<string, SaleAnswer>, sales: readonly SaleRow[], rows: Rows): void {
  const lines = new Map(rows.saleLine.map((l) => [`${l.saleId}/${l.n}`, l]))
  for (const { id, number, at, totalC, changeC } of sales) {
    answers.set(id, { id, number, at, totalC, changeC, tickets: [] })
  }
  for (const t of rows.ticket) {
    const line = lines.get(`${t.saleId}/${t.lineN}`)
    answers.get(t.saleId)?.tickets.push({
      id: t.id,
      shortCode: t.shortCode,
      label: line?.label ?? '',
      fare: line?.fare ?? null,
      admits: t.admits,
    })
  }
}
