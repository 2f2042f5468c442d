import type { Option } from '../../api/shared/catalog.ts'
import { parseEuros, sumCents, type Cents } from '../../api/shared/money.ts'
import {
  mayHaveOwnPrice,
  MOST_FARE_C,
  MOST_PASSENGERS,
  RAIL_PRODUCTS,
  STATION_MOST,
  THIS_CENTURY,
  type RailClass,
  type RailProduct,
} from '../../api/shared/rail.ts'
import { refuseRailRef, type RefFault } from '../../api/shared/ref.ts'
import type { External } from './basket.ts'

type Units = { unitId: string; qty: number }[]

/** What the agent copies from the ticket that the SNCF's terminal printed. */
export type RailEntry = {
  ref: string
  terminal: string
  /** The printed price as typed; counts only where the catalogue has none. */
  fare: string
  product: RailProduct
  origin: string
  destination: string
  travelClass: RailClass
  travelDay: string
  units: Units
}

/** What the form knows: the fares, their prices today, and the tickets that the basket has already. */
export type RailTerms = {
  option: Option
  priceC: (unitId: string) => Cents | null
  isUsed: (ticket: { terminal: string; ref: string }) => boolean
}

/** What is wrong with each field; null where nothing is. */
export type RailFaults = {
  ref: RefFault | 'used' | null
  terminal: RefFault | null
  fare: 'empty' | 'amount' | 'most' | null
  origin: 'empty' | 'long' | null
  destination: 'empty' | 'long' | null
  travelDay: 'century' | null
  units: 'nobody' | 'most' | 'mixed' | null
}

export type RailTicket = { external: External; units: Units; totalC: Cents }

/** The fares that the ticket counts; all that it could while it counts nobody. */
function unitsOf(entry: RailEntry, { option }: RailTerms) {
  const chosen = option.units.filter((unit) => entry.units.some((u) => u.unitId === unit.id && u.qty > 0))
  return chosen.length > 0 ? chosen : option.units
}

/** What the ticket may be: what has a price in the catalogue is the Tire-Bouchon, and nothing else. */
export function productsFor(entry: RailEntry, terms: RailTerms): readonly RailProduct[] {
  const inCatalogue = unitsOf(entry, terms).every((unit) => unit.tariffs.length > 0)
  return inCatalogue ? ['TIRE_BOUCHON'] : RAIL_PRODUCTS
}

const productOf = (entry: RailEntry, terms: RailTerms): RailProduct => {
  const products = productsFor(entry, terms)
  return products.find((one) => one === entry.product) ?? products[0] ?? entry.product
}

/** True when only the ticket says what it costs: the agent types the price that the terminal printed. */
export function isPrinted(entry: RailEntry, terms: RailTerms): boolean {
  const { travelClass } = entry
  return (
    !mayHaveOwnPrice({ product: productOf(entry, terms), travelClass }) ||
    unitsOf(entry, terms).some((unit) => terms.priceC(unit.id) === null)
  )
}

const count = (units: Units) => units.reduce((n, u) => n + u.qty, 0)

/** What the ticket costs, all travellers together; null until its printed price is an amount. */
export function totalOf(entry: RailEntry, terms: RailTerms): Cents | null {
  if (isPrinted(entry, terms)) return parseEuros(entry.fare)
  return sumCents(entry.units.map((u) => u.qty * (terms.priceC(u.unitId) ?? 0)))
}

/** Why the ticket cannot be recorded, field by field, as the server would refuse it. */
export function faultsOf(entry: RailEntry, terms: RailTerms): RailFaults {
  const printed = isPrinted(entry, terms)
  const passengers = count(entry.units)
  const ticket = { terminal: entry.terminal.trim(), ref: entry.ref.trim() }
  return {
    ref: refuseRailRef(entry.ref) ?? (terms.isUsed(ticket) ? 'used' : null),
    terminal: refuseRailRef(entry.terminal),
    fare: printed ? fareFault(entry.fare) : null,
    origin: stationFault(entry.origin),
    destination: stationFault(entry.destination),
    travelDay: entry.travelDay === '' || THIS_CENTURY.test(entry.travelDay) ? null : 'century',
    units:
      passengers === 0
        ? 'nobody'
        : passengers > MOST_PASSENGERS
          ? 'most'
          : printed && entry.units.filter((u) => u.qty > 0).length > 1
            ? 'mixed'
            : null,
  }
}

function fareFault(typed: string): RailFaults['fare'] {
  if (typed.trim() === '') return 'empty'
  const fareC = parseEuros(typed)
  if (fareC === null || fareC === 0) return 'amount'
  return fareC > MOST_FARE_C ? 'most' : null
}

function stationFault(typed: string): 'empty' | 'long' | null {
  const text = typed.trim()
  return text === '' ? 'empty' : text.length > STATION_MOST ? 'long' : null
}

/** The ticket as the basket takes it; null while something is wrong with it. */
export function ticketOf(entry: RailEntry, terms: RailTerms): RailTicket | null {
  const totalC = totalOf(entry, terms)
  if (totalC === null || Object.values(faultsOf(entry, terms)).some((fault) => fault !== null)) return null
  return {
    external: {
      terminal: entry.terminal.trim(),
      ref: entry.ref.trim(),
      product: productOf(entry, terms),
      origin: entry.origin.trim(),
      destination: entry.destination.trim(),
      travelClass: entry.travelClass,
      travelDay: entry.travelDay === '' ? null : entry.travelDay,
      passengers: count(entry.units),
      ...(isPrinted(entry, terms) ? { fareC: totalC } : {}),
    },
    units: entry.units.filter((u) => u.qty > 0),
    totalC,
  }
}

/** A ticket of the basket as it was typed, to be corrected. */
export function entryOf(external: External, units: Units): RailEntry {
  const { fareC, travelDay, passengers: _, ...same } = external
  return {
    ...same,
    fare: fareC === undefined ? '' : (fareC / 100).toFixed(2).replace('.', ','),
    travelDay: travelDay ?? '',
    units: units.map((u) => ({ ...u })),
  }
}
