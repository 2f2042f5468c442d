import type { Books } from '../catalog/catalog.ts'
import { commissionOf } from '../catalog/terms.ts'
import { permit, type Actor, type SignedIn } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { applyRate, cents, roundHalfUp, type Cents } from '../shared/money.ts'
import { refuseRevenue } from '../shared/regie.ts'
import { NotOnSale, priceBasket, type BasketLine, type PricedBasket } from '../shared/price.ts'
import { changeOf, refuseTenders, TYPED_MEANS, type Means } from '../shared/tender.ts'
import { fitsProduct, mayGive } from '../shared/discount.ts'
import { newId } from '../shared/id.ts'
import { msOf, type Day, type Instant } from '../shared/time.ts'
import type { SaleLineInput, SellInput } from './input.ts'
import type { Sessions } from './load.ts'
import { matchLines, type MatchedLine } from './seats.ts'

export type SaleRequest = {
  actor: Actor
  input: SellInput
  digest: string
  /** When it was made, for one that is written down later; the moment of its batch when absent. Never a till's word. */
  at?: Instant
  /** Means that no agent types, for which the caller answers: the terminal was charged, an exchange leaves them. */
  vouched?: readonly Means[]
  /** Prices that a quote promised, of a unit of a line, in cents. */
  promised?: (line: number, unitId: string) => number | undefined
  /** The auxiliary account of whoever pays on account. */
  accountAux?: string
  /** The correction that it comes with: an exchange. */
  follows?: { id: string; number: string; hash: string }
}

export type CommissionTerms = {
  agreementId: string
  agreementVersion: number
  rateBp: number
  fixedC: Cents
  commissionC: Cents
}

/** All that can be told of a sale without knowing what is left: lines, prices, tenders, commissions. */
export type Prepared = {
  request: SaleRequest
  seller: SignedIn
  matched: MatchedLine[]
  priced: PricedBasket
  /** One for each priced line; null when no principal is owed. */
  commissions: (CommissionTerms | null)[]
  changeC: Cents
  /** The random reference of whoever left a name or an address; null when nobody did. */
  customerId: string | null
}

/** A prepared sale, or the refusal that it will get when its turn comes. */
export type Preparation = Prepared | { request: SaleRequest; error: AppError }

/**
 * Prepares a sale from the catalogue and its sessions, which may be read before anything is locked: what takes long
 * need not be done while others wait for the same seats.
 */
export function prepare(
  books: Books,
  sessions: Sessions,
  request: SaleRequest,
  { at: now, today }: { at: Instant; today: Day },
): Preparation {
  try {
    const { input } = request
    const seller = permit(request.actor, 'sale.sell')
    const matched = matchLines(books.index, sessions, input.lines, now)
    checkLines(books, matched, input.lines, seller)
    const priced = priceLines(books, matched, input.lines, today, request.promised)
    checkExpected(priced, input)
    checkTenders(books, priced, request)
    checkRevenue(books, priced, input, today)
    const commissions = commissionsOf(books, priced, today)
    const changeC = changeOf(input.tenders)
    const customerId = input.visitor ? newId('customer', msOf(now)) : null
    return { request, seller, matched, priced, commissions, changeC, customerId }
  } catch (error) {
    if (error instanceof AppError) return { request, error }
    throw error
  }
}

/** What was printed, is taken off and is named of each line is as its product wants, and as the seller may. */
export function checkLines(
  books: Books,
  matched: readonly MatchedLine[],
  lines: readonly SaleLineInput[],
  seller: SignedIn,
): void {
  checkExternal(books, matched, lines)
  checkCards(matched, lines)
  checkDiscounts(books, matched, lines, seller)
  checkNames(books, matched, lines)
}

/** What the terminal printed stands beside each external ticket, and beside nothing else. */
function checkExternal(books: Books, matched: readonly MatchedLine[], lines: readonly SaleLineInput[]): void {
  for (const [line, { product }] of matched.entries()) {
    const asked = lines[line]
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

/** What is put on it is said of each gift card that has no price in the catalogue, and of nothing else. */
function checkCards(matched: readonly MatchedLine[], lines: readonly SaleLineInput[]): void {
  for (const [line, { product, option }] of matched.entries()) {
    const { voucher, units = [] } = lines[line] ?? {}
    const free = units.filter((u) => option.units.find((o) => o.id === u.unitId)?.tariffs.length === 0)
    const isChosen = product.kind === 'VOUCHER' && free.length > 0
    if ((voucher !== undefined) !== isChosen || (isChosen && units.length > 1))
      throw new AppError('bad_request', { issues: [{ path: `lines.${line}.voucher` }] })
  }
}

/** A discount is given by who may, on what it is for, as much as it allows, on units that are there. */
function checkDiscounts(
  books: Books,
  matched: readonly MatchedLine[],
  lines: readonly SaleLineInput[],
  seller: SignedIn,
): void {
  for (const [line, { product }] of matched.entries()) {
    const left = new Map(lines[line]?.units.map((u) => [u.unitId, u.qty]))
    for (const asked of lines[line]?.discounts ?? []) {
      const discount = books.index.discounts.get(asked.discountId)
      const remain = (left.get(asked.unitId) ?? 0) - asked.qty
      left.set(asked.unitId, remain)
      if (
        !discount ||
        remain < 0 ||
        !fitsProduct(discount, product) ||
        !mayGive(discount, asked, seller.roles)
      )
        throw new AppError('discount_not_allowed', { lines: [{ line, discountId: asked.discountId }] })
    }
  }
}

/** Every ticket that takes a seat of a product that asks for names has one. */
function checkNames(books: Books, matched: readonly MatchedLine[], lines: readonly SaleLineInput[]): void {
  for (const [line, { product }] of matched.entries()) {
    const { names = [], units = [] } = lines[line] ?? {}
    const people = units.reduce((n, u) => n + (takesSeat(books, u.unitId) ? u.qty : 0), 0)
    if (product.asksNames ? names.length !== people : names.length > people)
      throw new AppError('names_needed', { lines: [{ line, people }] })
  }
}

/** What takes no seat, a dog or a bicycle, has no name on a list. */
export function takesSeat(books: Books, unitId: string): boolean {
  return (books.index.fares.get(unitId)?.unit.seats ?? 0) > 0
}

/** Prices matched lines as they are sold at the counter. Throws `not_on_sale`. */
export function priceLines(
  books: Books,
  matched: readonly MatchedLine[],
  lines: readonly BasketLine[],
  today: Day,
  promised?: (i: number, unitId: string) => number | undefined,
): PricedBasket {
  try {
    return priceBasket(books.index, lines, {
      channel: 'COUNTER',
      saleDay: today,
      dayOf: (_, i) => matched[i]?.sessions[0]?.day ?? today,
      ...(promised ? { promised } : {}),
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

function checkTenders(books: Books, priced: PricedBasket, { input, vouched = [] }: SaleRequest): void {
  if (!books.office) throw new AppError('not_set_up')
  const known: readonly Means[] = [...TYPED_MEANS, ...vouched]
  const n = input.tenders.findIndex((t) => !known.includes(t.means))
  if (n >= 0) throw new AppError('tender_not_allowed', { means: input.tenders[n]?.means, n, allowedC: 0 })
  const refusal = refuseTenders(priced, input.tenders, books.office)
  if (refusal) {
    const { code, ...data } = refusal
    throw new AppError(code, data)
  }
  if (changeOf(input.tenders) !== input.expected.changeC) {
    throw new AppError('tender_mismatch', { missingC: 0, changeC: changeOf(input.tenders) })
  }
}

/** Nothing is taken in that the act of the régie does not list: decided from the copy of the catalogue, without a statement. */
function checkRevenue(
  { office, regies, registers }: Books,
  priced: PricedBasket,
  input: SellInput,
  day: Day,
): void {
  if (!office) return
  const refusal = refuseRevenue(office.legalForm, regies, {
    day,
    siteId: registers.get(input.registerId)?.siteId ?? '',
    lines: priced.lines.map((l) => ({ kind: l.kind, family: l.fare.product.family, line: l.basketLine })),
    means: input.tenders.map((t) => t.means),
  })
  if (refusal) throw new AppError('revenue_not_authorised', refusal)
}

/** Commission before tax of each line, stored once and for all (fiscal.md 2.6): round_half_up(base × rate) + fixed. */
function commissionsOf(books: Books, priced: PricedBasket, today: Day): (CommissionTerms | null)[] {
  return priced.lines.map((line, i) => {
    const { product } = line.fare
    if (product.saleMode !== 'MANDATE' || product.providerId === null) return null
    const terms = commissionOf(books.terms, product.id, product.providerId, 'COUNTER', today)
    if (!terms) throw new AppError('not_on_sale', { lines: [{ line: line.basketLine }] })
    const base = terms.base === 'PROVIDER_HT' ? providerHt(line.totalC, line.vatRateBp) : line.totalC
    // Parts of one fare, at several prices, are one line of the basket: its fixed part is owed once, by the first that
    // is paid for. Nothing is owed for a place that was given.
    const isOwed = priced.lines
      .slice(0, i)
      .some((l) => l.basketLine === line.basketLine && l.fare.unit.id === line.fare.unit.id && l.totalC > 0)
    const fixedC = isOwed || line.totalC === 0 ? cents(0) : terms.fixedC
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
