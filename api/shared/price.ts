import {
  isService,
  lineKind,
  type CatalogIndex,
  type Channel,
  type Fare,
  type LineKind,
  type Season,
  type Tariff,
  type Unit,
  type VatRate,
} from './catalog.ts'
import { discountOn, type DiscountAsked } from './discount.ts'
import { cents, prorate, sumCents, vatIncluded, type Cents } from './money.ts'
import type { Day } from './time.ts'

/** What is asked for: units of one option, for its session or sessions. One basket line becomes one booking. */
export type BasketLine = {
  optionId: string
  sessionIds: readonly string[]
  units: readonly { unitId: string; qty: number }[]
  /** What another's terminal printed: its fare for all units together, in cents, beats the catalogue's. */
  external?: { fareC?: number }
  /** What is put on each gift card of an amount of one's own choice, in cents. */
  voucher?: { amountC: number }
  /** What is taken off the price of some of the units; whether it may be is asked apart (`mayGive`). */
  discounts?: readonly DiscountAsked[]
}

/** One fare of one basket line with its price. */
export type PricedLine = {
  /** Index of the basket line it comes from. */
  basketLine: number
  n: number
  fare: Fare
  kind: LineKind
  qty: number
  unitC: Cents
  discountC: Cents
  discount: DiscountAsked | null
  totalC: Cents
  vatCode: string | null
  vatRateBp: number | null
  vatExemptCode: string | null
  htC: Cents
  vatC: Cents
}

export type VatRow = { vatRateBp: number; htC: Cents; vatC: Cents; ttcC: Cents }

export type PricedBasket = {
  lines: PricedLine[]
  totalC: Cents
  ownC: Cents
  thirdC: Cents
  voucherC: Cents
  /** What a chèque-vacances may pay: services, SNCF apart. */
  servicesC: Cents
  /** VAT of the office's own sales only: a principal's line adds none. */
  vat: VatRow[]
}

/** Thrown by `priceBasket` when a line cannot be priced; the callers turn it into `not_on_sale`. */
export class NotOnSale extends Error {
  readonly basketLine: number
  constructor(basketLine: number) {
    super('not_on_sale')
    this.basketLine = basketLine
  }
}

function seasonOn(seasons: readonly Season[], seasonId: string, day: Day): boolean {
  const season = seasons.find((s) => s.id === seasonId)
  return season?.periods.some((p) => p.from <= day && day <= p.to) ?? false
}

/**
 * The tariff of a unit on a day (the day of the visit, or of the sale for goods) for a channel; null when it is not
 * sold then. A tariff for the channel beats one for all, a season beats none, the latest `validFrom` beats older ones.
 */
export function tariffOf(unit: Unit, seasons: readonly Season[], channel: Channel, day: Day): Tariff | null {
  let best: Tariff | null = null
  for (const tariff of unit.tariffs) {
    if (tariff.channel !== null && tariff.channel !== channel) continue
    if (tariff.validFrom > day || (tariff.validTo !== null && tariff.validTo < day)) continue
    if (tariff.seasonId !== null && !seasonOn(seasons, tariff.seasonId, day)) continue
    if (best === null || beats(tariff, best)) best = tariff
  }
  return best
}

function beats(a: Tariff, b: Tariff): boolean {
  const channel = Number(a.channel !== null) - Number(b.channel !== null)
  if (channel !== 0) return channel > 0
  const season = Number(a.seasonId !== null) - Number(b.seasonId !== null)
  if (season !== 0) return season > 0
  return a.validFrom > b.validFrom || (a.validFrom === b.validFrom && a.id > b.id)
}

/**
 * Prices a basket: the same function at the till and on the server, so that `expected` can be compared.
 *
 * `dayOf(line)` is the day that counts for the tariff: the visit's, or the sale's when nothing is dated.
 * `saleDay` fixes the VAT rate. VAT is computed per rate on the ticket's total including tax, then the amounts before
 * tax are allocated to lines by largest remainder (fiscal.md 2.5). Throws `NotOnSale`, also for a product whose VAT
 * code says nothing that day: no rate is not the same as exempt.
 */
export function priceBasket(
  index: CatalogIndex,
  basket: readonly BasketLine[],
  terms: {
    channel: Channel
    saleDay: Day
    dayOf: (line: BasketLine, i: number) => Day
    /** The price of a unit that was promised, in cents, whatever the catalogue says by now. */
    promised?: (i: number, unitId: string) => number | undefined
  },
): PricedBasket {
  const lines: PricedLine[] = []
  for (const [i, basketLine] of basket.entries()) {
    const day = terms.dayOf(basketLine, i)
    for (const { unitId, qty } of basketLine.units) {
      const fare = index.fares.get(unitId)
      if (!fare || fare.option.id !== basketLine.optionId || !fare.product.channels.includes(terms.channel)) {
        throw new NotOnSale(i)
      }
      const rate = vatOn(index.catalog.vatRates, fare.product.vatCode, terms.saleDay)
      const parts = printedPrices(fare, basketLine, qty) ?? [
        {
          qty,
          unitC:
            (terms.promised?.(i, unitId) as Cents | undefined) ??
            tariffOf(fare.unit, index.catalog.seasons, terms.channel, day)?.priceC,
        },
      ]
      for (const { qty: all, unitC } of parts) {
        if (unitC === undefined || all < 1 || !rate) throw new NotOnSale(i)
        for (const part of discounted(index, basketLine, unitId, all)) {
          if (part.qty < 1) throw new NotOnSale(i)
          lines.push(priceLine(fare, rate, { basketLine: i, n: lines.length + 1, unitC, ...part }))
        }
      }
    }
  }
  const vat = allocateVat(lines)
  const byKind = (kinds: readonly LineKind[]) =>
    sumCents(lines.filter((l) => kinds.includes(l.kind)).map((l) => l.totalC))
  return {
    lines,
    totalC: sumCents(lines.map((l) => l.totalC)),
    ownC: byKind(['OWN', 'BOOKING_FEE']),
    thirdC: byKind(['THIRD_PARTY', 'SNCF']),
    voucherC: byKind(['VOUCHER_MPV']),
    servicesC: sumCents(lines.filter((l) => isService(l.fare.product)).map((l) => l.totalC)),
    vat,
  }
}

/**
 * The unit prices that the line says itself: what is put on gift cards without a price of their own, and of an external
 * ticket the fare that was printed; null when the catalogue's holds. A fare that its
 * passengers do not divide makes two lines, a cent apart, so that they add up to what was printed.
 */
function printedPrices(fare: Fare, line: BasketLine, qty: number): { qty: number; unitC: Cents }[] | null {
  if (fare.product.kind === 'VOUCHER' && fare.unit.tariffs.length === 0 && line.voucher)
    return [{ qty, unitC: cents(line.voucher.amountC) }]
  const fareC = line.external?.fareC
  if (fareC === undefined || fare.product.kind !== 'EXTERNAL') return null
  const unitC = Math.floor(fareC / qty)
  const more = fareC - unitC * qty
  const parts = [
    { qty: qty - more, unitC: cents(unitC) },
    { qty: more, unitC: cents(unitC + 1) },
  ]
  return parts.filter((part) => part.qty > 0)
}

type Part = { qty: number; discount: DiscountAsked | null; take: (unitC: Cents) => Cents }

/** Units of one fare, those at the whole price first, then those that something is taken off. */
function discounted(index: CatalogIndex, line: BasketLine, unitId: string, qty: number): Part[] {
  const parts = (line.discounts ?? [])
    .filter((asked) => asked.unitId === unitId)
    .map((asked): Part => {
      const discount = index.discounts.get(asked.discountId)
      // What is not a discount is nothing to sell by: no unit is left for it.
      if (!discount) return { qty: 0, discount: asked, take: () => cents(0) }
      return { qty: asked.qty, discount: asked, take: (unitC) => discountOn(discount, asked, unitC) }
    })
  if (parts.length === 0) return [{ qty, discount: null, take: () => cents(0) }]
  const whole = qty - parts.reduce((sum, part) => sum + part.qty, 0)
  return whole === 0 ? parts : [{ qty: whole, discount: null, take: () => cents(0) }, ...parts]
}

/** The row of a VAT code that holds on a day; of several, the one that began last. Null when none does. */
export function vatOn(rates: readonly VatRate[], code: string, day: Day): VatRate | null {
  let last: VatRate | null = null
  for (const rate of rates) {
    if (rate.code !== code || rate.validFrom > day || (rate.validTo !== null && rate.validTo < day)) continue
    if (last === null || rate.validFrom > last.validFrom) last = rate
  }
  return last
}

function priceLine(
  fare: Fare,
  rate: VatRate,
  line: { basketLine: number; n: number; unitC: Cents } & Part,
): PricedLine {
  const kind = lineKind(fare.product)
  const discountC = line.take(line.unitC)
  const totalC = cents(line.qty * line.unitC - discountC)
  return {
    basketLine: line.basketLine,
    n: line.n,
    fare,
    kind,
    qty: line.qty,
    unitC: line.unitC,
    discountC,
    discount: line.discount,
    totalC,
    vatCode: fare.product.vatCode,
    vatRateBp: rate.rateBp,
    vatExemptCode: rate.exemptCode,
    // The principal's VAT is information: it never enters the office's own.
    htC: totalC,
    vatC: cents(0),
  }
}

/** Computes VAT per rate over the office's own lines and writes each line's share into it; returns the table. */
export function allocateVat(lines: PricedLine[]): VatRow[] {
  const taxed = lines.filter((l) => (l.kind === 'OWN' || l.kind === 'BOOKING_FEE') && l.vatRateBp !== null)
  const rates = [...new Set(taxed.map((l) => l.vatRateBp ?? 0))].sort((a, b) => b - a)
  return rates.map((vatRateBp) => {
    const own = taxed.filter((l) => l.vatRateBp === vatRateBp)
    const ttcC = sumCents(own.map((l) => l.totalC))
    const vatC = vatIncluded(ttcC, vatRateBp)
    const htC = cents(ttcC - vatC)
    const shares = prorate(
      htC,
      own.map((l) => l.totalC),
    )
    own.forEach((line, i) => {
      line.htC = shares[i] ?? cents(0)
      line.vatC = cents(line.totalC - line.htC)
    })
    return { vatRateBp, htC, vatC, ttcC }
  })
}

/** Seats that a basket line takes from each of its counters. */
export function seatsOf(index: CatalogIndex, line: BasketLine): number {
  let seats = 0
  for (const { unitId, qty } of line.units) seats += (index.fares.get(unitId)?.unit.seats ?? 0) * qty
  return seats
}
