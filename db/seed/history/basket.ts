import type { Family } from '../../../api/shared/catalog.ts'
import { plusMinutes, type Day, type Instant } from '../../../api/shared/time.ts'
import { optionId, unitId } from '../catalog.ts'
import { FARES, type FareCode } from '../spec.ts'
import type { Chance } from './chance.ts'
import { priceOn, seasonOf, wishOf, type Offer } from './offer.ts'
import { faresOf, type Fares, type Party } from './party.ts'
import { printedTicket, type PrintedTicket } from './rail.ts'
import { takeSeats, type HistorySession, type Seats } from './seats.ts'
import type { SiteCode } from './shape.ts'

/** A line as a till sends it, with what it comes to. */
export type HistoryLine = {
  family: Family
  product: string
  totalC: number
  /** True when chèques-vacances may pay it. */
  isService: boolean
  /** Pieces or places taken of the product's own counter. */
  count: number
  input: {
    optionId: string
    sessionIds: string[]
    units: { unitId: string; qty: number }[]
    external?: PrintedTicket
  }
}

/** A visit to the counter, while its basket is filled. */
export type Visit = {
  chance: Chance
  seats: Seats
  site: SiteCode
  day: Day
  moment: Instant
  party: Party
  /** The next number of the SNCF's terminal. */
  nextRef: () => string
}

/** How many days ahead people plan, by family: a cruise for tomorrow, a concert for the week. */
const AHEAD: Readonly<Partial<Record<Family, readonly (readonly [days: number, weight: number])[]>>> = {
  EVENT: [
    [0, 30],
    [1, 18],
    [3, 22],
    [6, 18],
    [9, 12],
  ],
  WATER: [
    [0, 40],
    [1, 30],
    [2, 14],
    [5, 10],
    [8, 6],
  ],
}
const MOSTLY_NOW: readonly (readonly [number, number])[] = [
  [0, 50],
  [1, 26],
  [2, 9],
  [4, 6],
  [7, 5],
  [10, 4],
]

/** Nobody runs for a departure in its last minutes. */
const MARGIN_MINUTES = 4
/** Tries before the visitors leave without anything of a family. */
const TRIES = 4

/**
 * A line of a family for the visitors of today, its seats taken; null when nothing of it is to be had. What the season
 * does not offer, or what is full, makes them ask for something else.
 */
export function lineOf(visit: Visit, family: Family): HistoryLine | null {
  const { chance, day } = visit
  const leftOut = new Set<string>()
  for (let tries = 0; tries < TRIES; tries++) {
    const offer = wishOf(chance, family, seasonOf(day), leftOut)
    if (!offer) return null
    const line = family === 'BOUTIQUE' || family === 'RAIL' ? undated(visit, offer) : entry(visit, offer)
    if (line) return line
    leftOut.add(offer.product.code)
  }
  return null
}

/** Goods, and what the SNCF's terminal prints. */
function undated(visit: Visit, { product, option }: Offer): HistoryLine | null {
  const { chance, party, site, day } = visit
  if (product.kind === 'GOODS') {
    const most = product.code === 'CARTE' ? 6 : 2
    const qty = chance.happens(product.code === 'CARTE' ? 0.7 : 0.15) ? chance.whole(2, most) : 1
    return lineFrom({ product, option }, { UNITE: qty }, [], day)
  }
  const fares: Fares = option.units.some((u) => u.fare === 'UNITE')
    ? { UNITE: Math.min(4, party.adults) }
    : {
        ADULTE: party.adults,
        ...(party.children + party.youths > 0 ? { ENFANT: party.children + party.youths } : {}),
      }
  const passengers = Object.values(fares).reduce((sum, qty) => sum + qty, 0)
  const asked = { code: product.code, passengers, site, day, ref: visit.nextRef() }
  return lineFrom({ product, option }, fares, [], day, printedTicket(chance, asked))
}

/** What admits somebody: on a session, or one day of their choice. */
function entry(visit: Visit, offer: Offer): HistoryLine | null {
  const { chance, seats, day, moment, party } = visit
  const { product, option } = offer
  const fares = faresOf(chance, product, option, party)
  if (!fares) return null
  if (option.take === 'NONE') return lineFrom(offer, fares, [], day)
  const sessions = takeSeats(seats, chance, {
    product: product.code,
    option: option.code,
    legs: option.legs?.length ?? 1,
    seats: seatsOfFares(fares),
    day,
    ahead: chance.pick(AHEAD[product.family] ?? MOSTLY_NOW),
    after: plusMinutes(moment, MARGIN_MINUTES),
  })
  return sessions && lineFrom(offer, fares, sessions, sessions[0]?.day ?? day)
}

const entriesOf = (fares: Fares) => Object.entries(fares) as [FareCode, number][]

const seatsOfFares = (fares: Fares) =>
  entriesOf(fares).reduce((sum, [fare, qty]) => sum + FARES[fare].seats * qty, 0)

/** The line as the till sends it; `day` is the one that its tariff counts by. Null when it would cost nothing. */
function lineFrom(
  { product, option }: Offer,
  fares: Fares,
  sessions: readonly HistorySession[],
  day: Day,
  external?: PrintedTicket,
): HistoryLine | null {
  const totalC =
    external?.fareC ??
    entriesOf(fares).reduce((sum, [fare, qty]) => {
      const unit = option.units.find((u) => u.fare === fare)
      return sum + (priceOn(unit?.price ?? null, day) ?? 0) * qty
    }, 0)
  if (totalC === 0) return null
  return {
    family: product.family,
    product: product.code,
    totalC,
    isService: product.kind === 'SESSION' || product.kind === 'OPEN',
    count: seatsOfFares(fares),
    input: {
      optionId: optionId(product.code, option.code),
      sessionIds: sessions.map((s) => s.id),
      units: entriesOf(fares).map(([fare, qty]) => ({
        unitId: unitId(product.code, option.code, fare),
        qty,
      })),
      ...(external ? { external } : {}),
    },
  }
}
