import type { Books } from '../catalog/catalog.ts'
import { permit } from '../context.ts'
import { headOf } from '../journal/journal.ts'
import { AppError } from '../shared/errors.ts'
import { msOf, type Day, type Instant } from '../shared/time.ts'
import { spend } from '../voucher/spend.ts'
import type { SellInput } from './input.ts'
import type { State } from './load.ts'
import { prepare, type Preparation, type Prepared } from './prepare.ts'
import { needOf, refuseSoldOut, type MatchedLine } from './seats.ts'

export type Verdict =
  | { kind: 'accepted'; sale: Prepared }
  | { kind: 'replay'; id: string }
  | { kind: 'refused'; error: AppError }

const SHIFT_MAX_MS = 24 * 3_600_000

/**
 * Decides one sale in memory, under the batch's locks, in order of arrival; an accepted one moves the counters of
 * `state`, so that the next sees what is left. Refusals leave no trace. `prepared` is used as it is when the sessions
 * that it was made from still are as they were.
 */
export function decide(
  books: Books,
  state: State,
  prepared: Preparation,
  moment: { at: Instant; today: Day },
): Verdict {
  try {
    const { request } = prepared
    const { input } = request
    permit(request.actor, 'sale.sell')
    const known = state.known.get(input.id)
    if (known !== undefined) {
      if (known !== request.digest) throw new AppError('id_reused')
      return { kind: 'replay', id: input.id }
    }
    checkRegister(books, state, input, moment.at)
    checkOrder(state, input)
    const sale = isFresh(prepared, state) ? prepared : prepare(books, state, request, moment)
    if ('error' in sale) throw sale.error
    const ownHeld = heldBy(state, input.orderId)
    refuseSoldOut(sale.matched, state, ownHeld)
    spend(state.wallet, input.tenders, { saleId: input.id, ...moment })
    take(state, sale.matched, ownHeld, input.orderId)
    state.known.set(input.id, request.digest)
    state.orders.set(input.orderId, { id: input.orderId, status: 'COMPLETED', registerId: input.registerId })
    return { kind: 'accepted', sale }
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', error }
    throw error
  }
}

/** True when no session was closed or reopened between the preparation and the locks. */
function isFresh(prepared: Preparation, state: State): boolean {
  if ('error' in prepared) return false
  return prepared.matched.every((line) => line.sessions.every((s) => state.sessions.get(s.id) === s))
}

/**
 * A register that is at work, with its own shift open, no older than 24 hours; its T chain is locked. Throws
 * `shift_closed`, `shift_too_old`.
 */
export function checkRegister(
  books: Books,
  state: Pick<State, 'shifts' | 'heads'>,
  input: Pick<SellInput, 'registerId' | 'shiftId'>,
  now: Instant,
): void {
  const register = books.registers.get(input.registerId)
  if (!register || register.closedAt !== null || register.kind !== 'COUNTER')
    throw new AppError('shift_closed')
  const shift = state.shifts.get(input.shiftId)
  if (!shift || shift.registerId !== input.registerId || shift.closedAt !== null)
    throw new AppError('shift_closed')
  if (msOf(now) - msOf(shift.openedAt) > SHIFT_MAX_MS) throw new AppError('shift_too_old')
  headOf(state.heads, { registerId: input.registerId, journal: 'T' })
}

/** An order is sold once, on the register that filled it. */
function checkOrder(state: State, input: SellInput): void {
  const order = state.orders.get(input.orderId)
  if (order && (order.status === 'COMPLETED' || order.registerId !== input.registerId)) {
    throw new AppError('id_reused', { orderId: input.orderId })
  }
}

/** Seats that an order holds, by counter. */
export function heldBy(state: Pick<State, 'held'>, orderId: string): Map<string, number> {
  const held = new Map<string, number>()
  for (const h of state.held) {
    if (h.orderId === orderId && h.counterId) held.set(h.counterId, (held.get(h.counterId) ?? 0) + h.seats)
  }
  return held
}

/** Ids of the bookings that an order holds. */
export function bookingsHeldBy(state: Pick<State, 'held'>, orderId: string): string[] {
  return [...new Set(state.held.filter((h) => h.orderId === orderId).map((h) => h.bookingId))]
}

/** Moves the counters in memory: the order's own hold is given back, what it buys is taken. */
function take(
  state: State,
  matched: readonly MatchedLine[],
  ownHeld: ReadonlyMap<string, number>,
  orderId: string,
) {
  for (const [counterId, seats] of ownHeld) {
    const counter = state.counters.get(counterId)
    if (counter) counter.held -= seats
  }
  state.held = state.held.filter((h) => h.orderId !== orderId)
  for (const [counterId, need] of needOf(matched)) {
    const counter = state.counters.get(counterId)
    if (counter) counter.taken += need.seats
  }
}
