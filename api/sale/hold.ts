import * as schema from '../../db/schema/index.ts'
import { bulk, transaction, type Tx } from '../../db/index.ts'
import { booksFor, catalogVersionOf, type Books } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { append, lockHeads } from '../journal/journal.ts'
import { moveCounters, type Counter } from '../seat/seat.ts'
import type { ProductKind } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { local, msOf, plusMinutes, type Day, type Instant } from '../shared/time.ts'
import type { HoldInput } from './input.ts'
import { claimOrders, loadState, type State } from './load.ts'
import { bookingsHeldBy, heldBy } from './decide.ts'
import { priceLines, type SaleRequest } from './prepare.ts'
import { removedEntries, removedLines, type RemovedLine } from './removed.ts'
import { matchLines, needOf, refuseSoldOut, type MatchedLine } from './seats.ts'

/** How long a basket keeps its seats without being touched; the till renews it while somebody works on it. */
export const HOLD_MINUTES = 15

export type Held = { expiresAt: Instant; counters: Counter[] }

/**
 * Keeps the seats of a basket until `expiresAt`, replacing whatever this order kept before; an empty basket keeps
 * nothing. Idempotent: the same basket again only renews. A refusal changes nothing: what was kept stays kept. A line
 * that leaves the basket is logged (fiscal.md 1.11).
 */
export async function hold(ctx: Ctx, orderId: string, input: HoldInput): Promise<Held> {
  permit(ctx.actor, 'order.hold')
  return transaction(ctx.db, (tx) => holdIn(tx, ctx, orderId, input))
}

/** How a quote keeps seats: until its own time, at the prices that it promised. */
export type HoldTerms = { expiresAt?: Instant; promised?: SaleRequest['promised'] }

/** As `hold`, in the caller's transaction, which has locked nothing but this order. */
export async function holdIn(
  tx: Tx,
  ctx: Ctx,
  orderId: string,
  input: HoldInput,
  terms: HoldTerms = {},
): Promise<Held> {
  const operator = 'code' in ctx.actor ? ctx.actor.code : '-'
  const sessionIds = input.lines.flatMap((l) => l.sessionIds)
  const [version, claimed] = await Promise.all([
    catalogVersionOf(tx),
    claimOrders(tx, { orderIds: [orderId], saleIds: [], sessionIds }),
  ])
  const books = await booksFor(tx, version)
  const register = books.registers.get(input.registerId)
  if (!register) throw new AppError('not_found')
  // A basket is given back even when its register was closed meanwhile.
  if (input.lines.length > 0 && (register.kind !== 'COUNTER' || register.closedAt !== null))
    throw new AppError('not_found')
  const counterIds = input.lines.flatMap((l) => books.index.options.get(l.optionId)?.product.counterId ?? [])
  const need = { saleIds: [], shiftIds: [], registerIds: [], loggedIds: [], counterIds, showIds: [] }
  const state = await loadState(tx, need, claimed)
  const matched = matchLines(books.index, state, input.lines, ctx.now)
  refuseUnpriced(books, matched, input, local(ctx.now).day, terms.promised)
  const ownHeld = heldBy(state, orderId)
  refuseSoldOut(matched, state, ownHeld)
  const expiresAt = terms.expiresAt ?? plusMinutes(ctx.now, HOLD_MINUTES)
  await openOrder(tx, orderId, input, expiresAt)
  await replaceHold(tx, state, orderId, matched, input, expiresAt)
  await dropLapsed(tx, bookingsHeldBy({ held: claimed.lapsed }, orderId))
  const removed = removedLines(claimed, orderId, input.lines)
  await logRemoved(tx, ctx, removed, { orderId, registerId: input.registerId, operator })
  return { expiresAt, counters: moved(state, matched, ownHeld) }
}

/** What the SNCF's terminal prints has its price when it is printed, a gift card what the visitor puts on it. */
const hasPrice = (kind: ProductKind) => kind !== 'EXTERNAL' && kind !== 'VOUCHER'

/** Keeps nothing that cannot be sold. */
function refuseUnpriced(
  books: Books,
  matched: readonly MatchedLine[],
  input: HoldInput,
  today: Day,
  promised: SaleRequest['promised'],
): void {
  for (const [line, found] of matched.entries()) {
    const asked = input.lines[line]
    if (!asked || !hasPrice(found.product.kind)) continue
    try {
      priceLines(books, [found], [asked], today, promised && ((_, unitId) => promised(line, unitId)))
    } catch (error) {
      throw error instanceof AppError ? new AppError(error.code, { lines: [{ line }] }) : error
    }
  }
}

/**
 * Gives back what an order keeps, at once; its lines are logged as removed, also when their seats had lapsed before the
 * till could say so. Nothing to do is not an error: a till that heard no answer asks again.
 */
export async function release(ctx: Ctx, orderId: string): Promise<Held> {
  permit(ctx.actor, 'order.hold')
  const [order] = await ctx.db.sql`
    SELECT register_id FROM "order" WHERE id = ${orderId} AND status IN ('OPEN', 'EXPIRED')`
  if (!order) return { expiresAt: ctx.now, counters: [] }
  return hold(ctx, orderId, { registerId: order.register_id, lines: [] })
}

/**
 * Opens the order, renews it, or sets it aside when its basket was emptied. A completed order keeps no more seats: a
 * late request must not take any.
 */
async function openOrder(tx: Tx, orderId: string, input: HoldInput, expiresAt: Instant): Promise<void> {
  const empty = input.lines.length === 0
  const done = await tx.sql`
    INSERT INTO "order" (id, channel, register_id, status, expires_at)
    VALUES (${orderId}, 'COUNTER', ${input.registerId}, ${empty ? 'CANCELLED' : 'OPEN'},
            ${empty ? null : expiresAt}::timestamptz)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, expires_at = excluded.expires_at
     WHERE "order".status <> 'COMPLETED' AND "order".register_id = excluded.register_id
    RETURNING id`
  if (done.length === 0) throw new AppError('id_reused')
}

async function replaceHold(
  tx: Tx,
  state: State,
  orderId: string,
  matched: readonly MatchedLine[],
  input: HoldInput,
  expiresAt: Instant,
): Promise<void> {
  const old = bookingsHeldBy(state, orderId)
  const ms = msOf(expiresAt)
  const bookings = matched.map((line, i) => ({
    id: newId('booking', ms),
    orderId,
    productId: line.product.id,
    optionId: input.lines[i]?.optionId ?? line.option.id,
    status: 'ON_HOLD' as const,
    expiresAt,
    confirmedAt: null,
  }))
  const seats = matched.flatMap((line, i) => [
    ...line.sessions.map((s, n) => ({
      bookingId: bookings[i]?.id ?? '',
      n: n + 1,
      sessionId: s.id as string | null,
      counterId: s.counterId,
      seats: line.seats,
    })),
    ...(line.product.counterId
      ? [
          {
            bookingId: bookings[i]?.id ?? '',
            n: 100,
            sessionId: null,
            counterId: line.product.counterId,
            seats: line.seats,
          },
        ]
      : []),
  ])
  const need = needOf(matched)
  const had = heldBy(state, orderId)
  const moves = [...new Set([...need.keys(), ...had.keys()])].map((id) => ({
    id,
    taken: 0,
    held: (need.get(id)?.seats ?? 0) - (had.get(id) ?? 0),
  }))
  await Promise.all([
    moveCounters(tx, moves),
    tx.sql`DELETE FROM booking_seat WHERE booking_id = ANY(${old}::text[])`,
    tx.sql`DELETE FROM booking WHERE id = ANY(${old}::text[])`,
    bulk(tx, schema.booking, bookings),
    bulk(tx, schema.bookingSeat, seats),
  ])
}

/** What lapsed is asked for again, or given up: no later basket is compared with it. */
async function dropLapsed(tx: Tx, bookingIds: readonly string[]): Promise<void> {
  if (bookingIds.length === 0) return
  await tx.sql`UPDATE booking SET status = 'CANCELLED' WHERE id = ANY(${bookingIds as string[]}::text[]) AND status = 'EXPIRED'`
}

async function logRemoved(
  tx: Tx,
  { keys, now }: Ctx,
  removed: readonly RemovedLine[],
  of: { orderId: string; registerId: string; operator: string },
): Promise<void> {
  if (removed.length === 0) return
  const heads = await lockHeads(tx, [{ registerId: of.registerId, journal: 'L' }])
  await append(tx, heads, keys, removedEntries(removed, { ...of, at: now }))
}

/** The counters as they are after the hold, for the live feed. */
function moved(
  state: State,
  matched: readonly MatchedLine[],
  ownHeld: ReadonlyMap<string, number>,
): Counter[] {
  const need = needOf(matched)
  return [...state.counters.values()].map((c) => ({
    ...c,
    held: c.held + (need.get(c.id)?.seats ?? 0) - (ownHeld.get(c.id) ?? 0),
  }))
}
