import type { CatalogIndex, Family, Option, Product, Unit } from '../../api/shared/catalog.ts'
import { mayFollow } from '../../api/shared/leg.ts'
import type { Cents } from '../../api/shared/money.ts'
import { tariffOf } from '../../api/shared/price.ts'
import type { Day } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'
import { seatsLeft } from '../ui/seat-level.ts'

export type Row = { session: Departure; product: Product; option: Option }
export type Filter = { family: Family | null; productIds: ReadonlySet<string> | null; time: string | null }

/**
 * The rows of a day's list, in order of start: what has not left yet. Of an outward and return, the outward stands in
 * the list and the return is chosen in it.
 */
export function rowsOf(
  index: CatalogIndex,
  sessions: readonly Departure[],
  nowMs: number,
  filter: Filter = { family: null, productIds: null, time: null },
): Row[] {
  const rows: Row[] = []
  for (const session of sessions) {
    const found = index.options.get(session.optionId)
    if (!found || Date.parse(session.startsAt) <= nowMs) continue
    if (found.option.take === 'LEGS' && session.leg !== 0) continue
    if (filter.family && found.product.family !== filter.family) continue
    if (filter.productIds && !filter.productIds.has(found.product.id)) continue
    if (filter.time && session.time !== filter.time) continue
    rows.push({ session, ...found })
  }
  return rows.sort((a, b) =>
    a.session.startsAt < b.session.startsAt ? -1 : a.session.startsAt > b.session.startsAt ? 1 : 0,
  )
}

/** True while the departure can be sold: open, and before its cut-off. */
export function isOpen(session: Departure, nowMs: number): boolean {
  return session.closedReason === null && Date.parse(session.cutoffAt) > nowMs
}

/**
 * The departures that can still be sold, then those whose sale is over: what sells is at the top. `stays` is not moved
 * (an id).
 */
export function overLast<S extends Departure>(
  sessions: readonly S[],
  nowMs: number,
  stays: string | null,
): S[] {
  const over = (s: S) => s.closedReason === null && !isOpen(s, nowMs) && s.id !== stays
  return [...sessions.filter((s) => !over(s)), ...sessions.filter(over)]
}

/** Later departures of the same option and leg that have room for a party, soonest first. */
export function nextDepartures(
  sessions: readonly Departure[],
  from: Departure,
  seats: number,
  nowMs: number,
): Departure[] {
  return sessions
    .filter(
      (s) =>
        s.optionId === from.optionId &&
        s.leg === from.leg &&
        s.startsAt > from.startsAt &&
        isOpen(s, nowMs) &&
        seatsLeft(s) >= seats,
    )
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** Returns of the same day that leave when the outward has arrived, at the earliest: the server takes no other. */
export function returnsOf(
  sessions: readonly Departure[],
  outward: Departure,
  leg: number,
  nowMs: number,
): Departure[] {
  return sessions.filter(
    (s) =>
      s.optionId === outward.optionId &&
      s.leg === leg &&
      s.day === outward.day &&
      mayFollow(s, outward) &&
      Date.parse(s.startsAt) > nowMs,
  )
}

/** The return that is proposed: the last of the day with room, which leaves the longest stay. */
export function proposedReturn(returns: readonly Departure[], nowMs: number): Departure | null {
  return returns.findLast((s) => isOpen(s, nowMs) && seatsLeft(s) > 0) ?? returns.at(-1) ?? null
}

/** All sessions of a course, in order; the course is sold whole. */
export function courseOf(sessions: readonly Departure[], groupId: string): Departure[] {
  return sessions.filter((s) => s.groupId === groupId).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** The fare that a row shows: an adult's, or the first. */
export function leadUnit(option: Option): Unit | undefined {
  return option.units.find((u) => u.type === 'ADULT') ?? option.units[0]
}

/** Price of a fare at the counter on a day of visit; null when it is not sold then. */
export function priceOf(index: CatalogIndex, unit: Unit, day: string): Cents | null {
  return tariffOf(unit, index.catalog.seasons, 'COUNTER', day as Day)?.priceC ?? null
}

/** True when each of these units has a price that day. */
export function arePriced(
  index: CatalogIndex,
  option: Option,
  units: readonly { unitId: string; qty: number }[],
  day: string,
): boolean {
  return option.units.every(
    (unit) => !units.some((u) => u.unitId === unit.id && u.qty > 0) || priceOf(index, unit, day) !== null,
  )
}

/** Name of the season that a fare's price comes from; null when it is the same all year. */
export function seasonName(index: CatalogIndex, unit: Unit, day: string): string | null {
  const id = tariffOf(unit, index.catalog.seasons, 'COUNTER', day as Day)?.seasonId
  return index.catalog.seasons.find((s) => s.id === id)?.name.fr ?? null
}

/**
 * Units of a fare that a party may have: the seats that are free or that its own basket already keeps, less those of
 * its other fares.
 */
export function roomFor(
  sessions: readonly Departure[],
  unit: Unit,
  ownHeld: (sessionId: string) => number,
  otherSeats: number,
): number {
  if (unit.seats === 0) return 999
  const free = Math.min(999, ...sessions.map((s) => seatsLeft(s) + ownHeld(s.id)))
  return Math.max(0, Math.floor((free - otherSeats) / unit.seats))
}
