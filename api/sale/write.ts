import { bulk, bulkAll, into, type Tx } from '../../db/index.ts'
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
import { bookedRows } from '../ledger/ledger.ts'
import { enqueue } from '../outbox/outbox.ts'
import { moveCounters, type Move } from '../seat/seat.ts'
import { local, type Instant } from '../shared/time.ts'
import type { Accepted } from './decide.ts'
import type { SaleAnswer } from './input.ts'
import type { State } from './load.ts'
import { saleEntry, saleEvents } from './record.ts'
import { addRows, noRows, type Rows, type Stamp } from './rows.ts'

export type Keys = Signer & { ticket: { id: number } }

/** Sales whose rows are sent together: PostgreSQL inserts the ones while Node makes the next. */
const PART = 16

type Booked = { sale: Accepted; stamp: Stamp }

/**
 * Writes all accepted sales, and answers by id. Rows are sent in parts as they are made and never awaited one by one,
 * so that PostgreSQL inserts some while Node makes the next, and other threads sign the records meanwhile: the locks
 * of a batch are held as long as this lasts.
 */
export async function writeSales(
  tx: Tx,
  keys: Keys,
  books: Books,
  state: State,
  accepted: readonly Accepted[],
  moves: readonly Move[],
  now: Instant,
): Promise<Map<string, SaleAnswer>> {
  if (accepted.length === 0) return new Map()
  const stamps = numbersOf(keys, books, state, accepted, now)
  const booked = accepted.map((sale, i) => ({ sale, stamp: stamps[i] as Stamp }))
  const answers = new Map<string, SaleAnswer>()
  const records: ChainedRecord[] = []
  const signed: Promise<SealedRecord[]>[] = []
  const sent: Promise<unknown>[] = []
  for (let from = 0; from < booked.length; from += PART) {
    const part = booked.slice(from, from + PART)
    const chained = part.map(({ sale, stamp }) => chainSale(books, state, sale, stamp))
    records.push(...chained)
    signed.push(signAside(keys, chained))
    sent.push(writePart(tx, books, part, answers))
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

/** Chains the record of a sale; throws when it would not stand where its paper says. */
function chainSale(books: Books, state: State, sale: Accepted, stamp: Stamp): ChainedRecord {
  const record = chain(state.heads, saleEntry(books, sale, stamp))
  if (record.seq !== stamp.seq) throw new Error(`${stamp.number} would be sealed as number ${record.seq}`)
  return record
}

/** Makes and sends the rows of some sales, and adds their answers. Sends before it first awaits. */
async function writePart(
  tx: Tx,
  books: Books,
  part: readonly Booked[],
  answers: Map<string, SaleAnswer>,
): Promise<void> {
  const rows = noRows()
  for (const { sale, stamp } of part) addRows(rows, books, sale, stamp)
  const events = part.flatMap(({ sale, stamp }) => saleEvents(books, sale, stamp))
  await Promise.all([
    // Apart and first, since inserts of one statement have no order: an id that is taken must be told as such.
    bulk(tx, schema.sale, rows.sale),
    bulkAll(tx, [
      into(schema.booking, rows.booking),
      into(schema.bookingSeat, rows.bookingSeat),
      into(schema.unitItem, rows.unitItem),
      into(schema.ticket, rows.ticket),
      into(schema.saleLine, rows.saleLine),
      into(schema.tender, rows.tender),
      into(schema.sncfSale, rows.sncfSale),
      into(schema.stockMovement, rows.stockMovement),
      ...bookedRows(events),
    ]),
    completeOrders(tx, rows.order),
  ])
  addAnswers(answers, rows)
}

/** The place of each sale in its register's chain, in order, with the number and the time of its paper. */
function numbersOf(
  keys: Keys,
  books: Books,
  state: State,
  accepted: readonly Accepted[],
  now: Instant,
): Stamp[] {
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
    return { at, today: day, seq, number, ticketKeyId: keys.ticket.id }
  })
}

/** The orders of the batch are completed; one that never held anything is made now. */
async function completeOrders(tx: Tx, orders: Rows['order']): Promise<void> {
  const byId = [...new Map(orders.map((o) => [o.id, o])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  await tx.sql`
    INSERT INTO "order" (id, channel, register_id, status)
    SELECT * FROM unnest(${byId.map((o) => o.id)}::text[], ${byId.map((o) => o.channel)}::text[],
                         ${byId.map((o) => o.registerId)}::text[], ${byId.map((o) => o.status)}::text[])
    ON CONFLICT (id) DO UPDATE SET status = 'COMPLETED', expires_at = NULL`
}

async function dropHolds(tx: Tx, bookingIds: readonly string[]): Promise<void> {
  if (bookingIds.length === 0) return
  await Promise.all([
    tx.sql`DELETE FROM booking_seat WHERE booking_id = ANY(${bookingIds as string[]}::text[])`,
    tx.sql`DELETE FROM booking WHERE id = ANY(${bookingIds as string[]}::text[]) AND status = 'ON_HOLD'`,
  ])
}

function addAnswers(answers: Map<string, SaleAnswer>, rows: Rows): void {
  const lines = new Map(rows.saleLine.map((l) => [`${l.saleId}/${l.n}`, l]))
  for (const s of rows.sale) {
    answers.set(s.id, {
      id: s.id,
      number: s.number,
      at: s.at,
      totalC: s.totalC,
      changeC: s.changeC,
      tickets: [],
    })
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
