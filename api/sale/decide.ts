import type { Books } from '../catalog/catalog.ts'
import { commissionOf } from '../catalog/terms.ts'
import { headOf } from '../journal/journal.ts'
import { permit, type Actor, type SignedIn } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { applyRate, cents, roundHalfUp, type Cents } from '../shared/money.ts'
import { NotOnSale, priceBasket, type BasketLine, type PricedBasket } from '../shared/price.ts'
import { changeOf, refuseTenders } from '../shared/tender.ts'
import { msOf, type Day, type Instant } from '../shared/time.ts'
import type { SaleLineInput, SellInput } from './input.ts'
import type { State } from './load.ts'
import { matchLines, needOf, refuseSoldOut, type MatchedLine } from './seats.ts'

export type SaleRequest = { actor: Actor; input: SellInput; digest: string }

export type CommissionTerms = {
  agreementId: string
  agreementVersion: number
  rateBp: number
  fixedC: Cents
  commissionC: Cents
}

/** A sale that was accepted, with everything that its rows say. */
export type Accepted = {
  request: SaleRequest
  seller: SignedIn
  matched: MatchedLine[]
  priced: PricedBasket
  /** One for each priced line; null when no principal is owed. */
  commissions: (CommissionTerms | null)[]
  changeC: Cents
  /** Seats of this order's own hold, given back when it is confirmed. */
  ownHeld: Map<string, number>
  /** Bookings that kept those seats: replaced by the confirmed ones. */
  heldBookings: string[]
}

export type Verdict =
  | { kind: 'accepted'; sale: Accepted }
  | { kind: 'replay'; id: string }
  | { kind: 'refused'; error: AppError }

const SHIFT_MAX_MS = 24 * 3_600_000

/**
 * Decides one sale in memory, under the batch's locks, in order of arrival; an accepted one moves the counters of
 * `state`, so that the next sees what is left. Refusals leave no trace.
 */
export function decide(books: Books, state: State, request: SaleRequest, now: Instant, today: Day): Verdict {
  try {
    const { input } = request
    const known = state.known.get(input.id)
    if (known !== undefined) {
      if (known !== request.digest) throw new AppError('id_reused')
      return { kind: 'replay', id: input.id }
    }
    const seller = permit(request.actor, 'sale.sell')
    checkRegister(books, state, input, now)
    checkOrder(state, input)
    const matched = matchLines(books.index, state, input.lines, now)
    checkExternal(books, matched, input)
    const priced = priceLines(books, matched, input.lines, today)
    checkExpected(priced, input)
    checkTenders(books, priced, input)
    const commissions = commissionsOf(books, priced, today)
    const ownHeld = heldBy(state, input.orderId)
    refuseSoldOut(matched, state, ownHeld)
    const heldBookings = bookingsHeldBy(state, input.orderId)
    take(state, matched, ownHeld, input.orderId)
    state.known.set(input.id, request.digest)
    state.orders.set(input.orderId, { id: input.orderId, status: 'COMPLETED', registerId: input.registerId })
    return {
      kind: 'accepted',
      sale: {
        request,
        seller,
        matched,
        priced,
        commissions,
        changeC: changeOf(input.tenders),
        ownHeld,
        heldBookings,
      },
    }
  } catch (error) {
    if (error instanceof AppError) return { kind: 'refused', error }
    throw error
  }
}

function checkRegister(books: Books, state: State, input: SellInput, now: Instant): void {
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

/** What the terminal printed stands beside each external ticket, and beside nothing else. */
function checkExternal(books: Books, matched: readonly MatchedLine[], input: SellInput): void {
  for (const [line, { product }] of matched.entries()) {
    const asked = input.lines[line]
    const wrong = (path: string) =>
      new AppError('bad_request', { issues: [{ path: `lines.${line}.${path}` }] })
    if (!asked || (asked.external !== undefined) !== (product.kind === 'EXTERNAL')) throw wrong('external')
    if (asked.external) checkPrinted(books, asked.units, asked.external, wrong)
  }
}

/** What has a price in the catalogue is the Tire-Bouchon; every other ticket has the fare that was printed. */
function checkPrinted(
  books: Books,
  units: SaleLineInput['units'],
  external: NonNullable<SaleLineInput['external']>,
  wrong: (path: string) => AppError,
): void {
  const { fareC, passengers } = external
  if (passengers !== units.reduce((sum, u) => sum + u.qty, 0)) throw wrong('external.passengers')
  const isFixed = units.every((u) => books.index.fares.get(u.unitId)?.unit.tariffs.length)
  if (isFixed && external.product !== 'TIRE_BOUCHON') throw wrong('external.product')
  if (!isFixed && fareC === undefined) throw wrong('external.fareC')
  // One fare was printed: it cannot be divided between adults and children.
  if (fareC !== undefined && units.length > 1) throw wrong('units')
}

/** Prices matched lines as they are sold at the counter. Throws `not_on_sale`. */
export function priceLines(
  books: Books,
  matched: readonly MatchedLine[],
  lines: readonly BasketLine[],
  today: Day,
): PricedBasket {
  try {
    return priceBasket(books.index, lines, {
      channel: 'COUNTER',
      saleDay: today,
      dayOf: (_, i) => matched[i]?.sessions[0]?.day ?? today,
    })
  } catch (error) {
    if (error instanceof NotOnSale) throw new AppError('not_on_sale', { lines: [{ line: error.basketLine }] })
    throw error
  }
}

function checkExpected(priced: PricedBasket, input: SellInput): void {
  if (priced.totalC === input.expected.totalC) return
  throw new AppError('price_changed', {
    totalC: priced.totalC,
    lines: priced.lines.map((l) => ({ line: l.basketLine, unitId: l.fare.unit.id, unitC: l.unitC })),
  })
}

function checkTenders(books: Books, priced: PricedBasket, input: SellInput): void {
  if (!books.office) throw new AppError('not_set_up')
  const refusal = refuseTenders(priced, input.tenders, books.office)
  if (refusal) {
    const { code, ...data } = refusal
    throw new AppError(code, data)
  }
  if (changeOf(input.tenders) !== input.expected.changeC) {
    throw new AppError('tender_mismatch', { missingC: 0, changeC: changeOf(input.tenders) })
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

/** Commission before tax of each line, stored once and for all (fiscal.md 2.6): round_half_up(base × rate) + fixed. */
function commissionsOf(books: Books, priced: PricedBasket, today: Day): (CommissionTerms | null)[] {
  return priced.lines.map((line, i) => {
    const { product } = line.fare
    if (product.saleMode !== 'MANDATE' || product.providerId === null) return null
    const terms = commissionOf(books.terms, product.id, product.providerId, 'COUNTER', today)
    if (!terms) throw new AppError('not_on_sale', { lines: [{ line: line.basketLine }] })
    const base = terms.base === 'PROVIDER_HT' ? providerHt(line.totalC, line.vatRateBp) : line.totalC
    const before = priced.lines[i - 1]
    // The second line of a printed fare is the same ticket.
    const isSame = before?.basketLine === line.basketLine && before.fare.unit.id === line.fare.unit.id
    const fixedC = isSame ? cents(0) : terms.fixedC
    return {
      agreementId: terms.agreementId,
      agreementVersion: terms.version,
      rateBp: terms.rateBp,
      fixedC,
      commissionC: cents(applyRate(base, terms.rateBp) + fixedC),
    }
  })
}

function providerHt(ttc: number, rateBp: number | null): number {
  return rateBp === null ? ttc : roundHalfUp(ttc * 10_000, 10_000 + rateBp)
}
