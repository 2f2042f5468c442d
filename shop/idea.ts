import type { Departure, Product } from './model.ts'
import { bookable } from './slot.ts'
import { departureState } from './seat.ts'

/** What one can do on a day: a product with its next departure, and the times of the later ones. */
export type Idea = { product: Product; next: Departure; later: string[] }

/** Times shown after the first; more would hide the figures. */
const LATER = 2

/** What would have left and is closed: why, and when it leaves again; null when no departure has a place. */
export type Shut = { product: Product; departure: Departure; again: Departure | null }

/** The departures of a product on `day` that can still be had at `nowMs`, were there places. */
function leaving(
  product: Product,
  departures: readonly Departure[],
  day: string,
  nowMs: number,
): Departure[] {
  const courses = new Set(product.options.filter((o) => o.take === 'GROUP').map((o) => o.id))
  return departures.filter(
    (d) =>
      d.productId === product.id &&
      d.day === day &&
      d.leg === 0 &&
      !courses.has(d.optionId) &&
      Date.parse(d.cutoffAt) > nowMs,
  )
}

/** The products of which all that would still leave on `day` is closed. */
export function shutOf(
  products: readonly Product[],
  departures: readonly Departure[],
  day: string,
  nowMs: number,
  next: ReadonlyMap<string, Departure>,
): Shut[] {
  return products.flatMap((product) => {
    const own = leaving(product, departures, day, nowMs)
    const [departure] = own
    if (!departure || own.some((d) => d.closedReason === null)) return []
    return [{ product, departure, again: next.get(product.id) ?? null }]
  })
}

/**
 * One idea for each product that still leaves on `day` at `nowMs`, in order of time. The next departure is the first
 * with places; when all are full, the first, so that nobody looks for it in vain. What is closed is no idea
 * (`shutOf`). Courses are not for tonight.
 */
export function ideasOf(
  products: readonly Product[],
  departures: readonly Departure[],
  day: string,
  nowMs: number,
): Idea[] {
  const ideas: Idea[] = []
  for (const product of products) {
    const own = leaving(product, departures, day, nowMs).filter((d) => d.closedReason === null)
    const next = own.find((d) => bookable(departureState(d, d, nowMs))) ?? own[0]
    if (!next) continue
    const later = own.filter((d) => d.time > next.time && bookable(departureState(d, d, nowMs)))
    ideas.push({ product, next, later: [...new Set(later.map((d) => d.time))].slice(0, LATER) })
  }
  return ideas.sort((a, b) => (a.next.startsAt < b.next.startsAt ? -1 : 1))
}
