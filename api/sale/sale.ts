import { createHash } from 'node:crypto'
import { transaction, violated, bulk, type Db, type Tx } from '../../db/index.ts'
import * as schema from '../../db/schema/index.ts'
import { booksFor, catalogVersionOf, type Books } from '../catalog/catalog.ts'
import type { Actor } from '../context.ts'
import { chainAhead } from '../journal/clock.ts'
import { headOf, seal, writeSealed, type Head, type SealedRecord, type Signer } from '../journal/journal.ts'
import { post, type LedgerEvent } from '../ledger/ledger.ts'
import { enqueue } from '../outbox/outbox.ts'
import { moveCounters, type Counter } from '../seat/seat.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import { readAnswers } from './answers.ts'
import { decide, type Accepted, type SaleRequest, type Verdict } from './decide.ts'
import type { SaleAnswer, SellInput } from './input.ts'
import { claimOrders, loadState, type Need, type State } from './load.ts'
import { saleEntry, saleEvents } from './record.ts'
import { addRows, noRows, type Rows } from './rows.ts'

/** What the core needs besides the sales: the database, the keys, and the moment of the batch. */
export type SellContext = {
  db: Db
  keys: Signer & { ticket: { id: number } }
  now: () => Instant
  /** Told after the commit which counters moved; what it does is advisory. */
  onSeats?: (counters: Counter[]) => void
  /** Told after the commit that the clock went back behind a chain, which kept its last time. Must not throw. */
  onClockBack?: (head: Head, now: Instant) => Promise<void>
}

export type Outcome = { ok: true; replay: boolean; answer: SaleAnswer } | { ok: false; error: AppError }

/** A sale to decide: who asks for it, and what. */
export function saleRequest(actor: Actor, input: SellInput): SaleRequest {
  const asked = { ...input, expected: undefined }
  return { actor, input, digest: createHash('sha256').update(JSON.stringify(asked)).digest('hex') }
}

/**
 * Sells a list of baskets in one transaction, each with its own verdict; a refused one leaves the others standing and
 * no trace. Money in cents. Order of locks: orders, counters by id, chain heads by (register, journal).
 *
 * Idempotent by the sale's id: a replay answers what the first answered, another basket under the same id is
 * `id_reused`. Throws only when the batch fails as a whole; then nothing of it is there.
 */
export async function sell(ctx: SellContext, requests: readonly SaleRequest[]): Promise<Outcome[]> {
  const now = ctx.now()
  const batch = await transaction(ctx.db, (tx) => sellIn(tx, ctx, requests, now)).catch((error: unknown) => {
    if (requests.length === 1 && violated(error) === 'sncf_sale_ref') {
      return {
        outcomes: [{ ok: false, error: new AppError('external_ref_used') } satisfies Outcome],
        counters: [],
        ahead: null,
      }
    }
    // Another basket under the same id, with no counter nor chain in common to wait for, committed first: it is there
    // now, and the same question finds it. Or a short code was drawn that exists: others are drawn.
    if (requests.length === 1 && ['sale_pkey', 'ticket_short_code'].includes(violated(error) ?? '')) {
      return transaction(ctx.db, (tx) => sellIn(tx, ctx, requests, now))
    }
    throw error
  })
  if (batch.counters.length > 0) ctx.onSeats?.(batch.counters)
  if (batch.ahead) await ctx.onClockBack?.(batch.ahead, now)
  return batch.outcomes
}

async function sellIn(
  tx: Tx,
  ctx: SellContext,
  requests: readonly SaleRequest[],
  now: Instant,
): Promise<{ outcomes: Outcome[]; counters: Counter[]; ahead: Head | null }> {
  const today = local(now).day
  const inputs = requests.map((r) => r.input)
  const orderIds = inputs.map((input) => input.orderId)
  const sessionIds = inputs.flatMap((input) => input.lines.flatMap((line) => line.sessionIds))
  const [version, claimed] = await Promise.all([
    catalogVersionOf(tx),
    claimOrders(tx, { orderIds, sessionIds }),
  ])
  const books = await booksFor(tx, version)
  const state = await loadState(tx, needOfBatch(books, requests), claimed)
  const before = new Map([...state.counters].map(([id, c]) => [id, { ...c }]))
  const verdicts = requests.map((request) => decide(books, state, request, now, today))
  const written = await write(tx, ctx, books, state, before, verdicts, now)
  const replays = verdicts.flatMap((v) => (v.kind === 'replay' && !written.has(v.id) ? [v.id] : []))
  const answers = new Map([...written, ...(await readAnswers(tx, replays))])
  return {
    outcomes: verdicts.map((v) => outcomeOf(v, answers)),
    counters: written.size > 0 ? [...state.counters.values()] : [],
    ahead: written.size > 0 ? chainAhead(state.heads, now) : null,
  }
}

function outcomeOf(verdict: Verdict, answers: ReadonlyMap<string, SaleAnswer>): Outcome {
  if (verdict.kind === 'refused') return { ok: false, error: verdict.error }
  const id = verdict.kind === 'replay' ? verdict.id : verdict.sale.request.input.id
  return { ok: true, replay: verdict.kind === 'replay', answer: answers.get(id) as SaleAnswer }
}

function needOfBatch(books: Books, requests: readonly SaleRequest[]): Need {
  const need: Need = {
    sessionIds: [],
    saleIds: [],
    shiftIds: [],
    registerIds: [],
    counterIds: [],
  }
  for (const { input } of requests) {
    need.saleIds.push(input.id)
    need.shiftIds.push(input.shiftId)
    // A register that does not exist has no chain to lock; the sale is refused.
    if (books.registers.has(input.registerId)) need.registerIds.push(input.registerId)
    for (const line of input.lines) {
      need.sessionIds.push(...line.sessionIds)
      const counterId = books.index.options.get(line.optionId)?.product.counterId
      if (counterId) need.counterIds.push(counterId)
    }
  }
  return need
}

/** Writes all accepted sales, each table in one statement, all statements sent at once. */
async function write(
  tx: Tx,
  ctx: SellContext,
  books: Books,
  state: State,
  before: ReadonlyMap<string, Counter>,
  verdicts: readonly Verdict[],
  now: Instant,
): Promise<Map<string, SaleAnswer>> {
  const accepted = verdicts.flatMap((v) => (v.kind === 'accepted' ? [v.sale] : []))
  if (accepted.length === 0) return new Map()
  const rows = noRows()
  const records: SealedRecord[] = []
  const events: LedgerEvent[] = []
  for (const sale of accepted) records.push(book(ctx, books, state, sale, now, rows, events))
  const moves = [...state.counters.values()].map((after) => {
    const was = before.get(after.id) ?? after
    return { id: after.id, taken: after.taken - was.taken, held: after.held - was.held }
  })
  await Promise.all([
    moveCounters(tx, moves),
    dropHolds(
      tx,
      accepted.flatMap((s) => s.heldBookings),
    ),
    writeRows(tx, rows),
    post(tx, events),
    writeSealed(tx, state.heads, records),
    enqueue(
      tx,
      accepted.map((s) => ({ kind: 'sale.completed', payload: { saleId: s.request.input.id }, dueAt: now })),
    ),
  ])
  return answersOf(rows)
}

/** Numbers and seals one sale on its register's chain, and adds its rows and ledger events. */
function book(
  ctx: SellContext,
  books: Books,
  state: State,
  sale: Accepted,
  now: Instant,
  rows: Rows,
  events: LedgerEvent[],
): SealedRecord {
  const { registerId } = sale.request.input
  const head = headOf(state.heads, { registerId, journal: 'T' })
  // The time on the paper is the time in the chain, which never goes back.
  const at = head.lastAt !== null && head.lastAt > now ? head.lastAt : now
  const seq = head.lastSeq + 1
  const code = books.registers.get(registerId)?.code ?? ''
  const day = local(at).day
  const number = `${code}-${day.slice(0, 4)}-${String(seq).padStart(6, '0')}`
  const stamp = { at, today: day, seq, number, ticketKeyId: ctx.keys.ticket.id }
  addRows(rows, books, sale, stamp)
  events.push(...saleEvents(books, sale, stamp))
  return seal(state.heads, ctx.keys, saleEntry(books, sale, stamp))
}

async function writeRows(tx: Tx, rows: Rows): Promise<void> {
  await Promise.all([
    completeOrders(tx, rows.order),
    bulk(tx, schema.booking, rows.booking),
    bulk(tx, schema.bookingSeat, rows.bookingSeat),
    bulk(tx, schema.unitItem, rows.unitItem),
    bulk(tx, schema.ticket, rows.ticket),
    bulk(tx, schema.sale, rows.sale),
    bulk(tx, schema.saleLine, rows.saleLine),
    bulk(tx, schema.tender, rows.tender),
    bulk(tx, schema.sncfSale, rows.sncfSale),
    bulk(tx, schema.stockMovement, rows.stockMovement),
  ])
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

function answersOf(rows: Rows): Map<string, SaleAnswer> {
  const lines = new Map(rows.saleLine.map((l) => [`${l.saleId}/${l.n}`, l]))
  const answers = new Map<string, SaleAnswer>()
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
  return answers
}
