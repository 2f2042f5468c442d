import { ApiProblem, unwrap, type Client } from '../api/client.ts'
import { FIRST_DAY, LAST_DAY } from '../api/shared/span.ts'
import type { Day } from '../api/shared/time.ts'
import { dayAfter, dayIn, type Month } from './day.ts'
import type { Calendar, Departure, Option, Product } from './model.ts'
import { isSlug } from './path.ts'
import { dayState } from './seat.ts'

/*
 * What both the server and the browser ask of the API, through the same typed client.
 */

/**
 * A slug as a path's parameter. The client writes parameters as they are, and `..` would lead to another route: only
 * what is a slug goes out. Throws `ApiProblem`: `not_found`.
 */
function param(slug: string): { slug: string } {
  if (!isSlug(slug)) throw new ApiProblem('not_found', 404)
  return { slug }
}

/** A month of a product. Throws `ApiProblem`. */
export async function readCalendar(client: Client, slug: string, month: Month): Promise<Calendar> {
  const { last, days }: { last: Month | null; days: [day: number, capacity: number, left: number | null][] } =
    await unwrap(client.api.shop.calendar[':slug'].$get({ param: param(slug), query: { month } }))
  return {
    month,
    last,
    days: days.map(([n, capacity, left]) => ({ day: dayIn(month, n), state: dayState(left, capacity) })),
  }
}

/** Longest course: its other sessions lie within a week of the first. */
const COURSE_DAYS = 6

/** The days to ask for, to see a product's departures on a day. */
export function spanOf(product: Pick<Product, 'options'>, day: Day): { day: string; to?: string } {
  if (!product.options.some((o) => o.take === 'GROUP')) return { day }
  const [from, to] = [dayAfter(day, -COURSE_DAYS), dayAfter(day, COURSE_DAYS)]
  return { day: from < FIRST_DAY ? FIRST_DAY : from, to: to > LAST_DAY ? LAST_DAY : to }
}

/** A product's departures on a day, and its fares that day. Throws `ApiProblem`. */
export async function readDay(
  client: Client,
  product: Pick<Product, 'id' | 'slug' | 'options'>,
  day: Day,
): Promise<{ sessions: Departure[]; options: Option[] }> {
  const [list, priced] = await Promise.all([
    readDepartures(client, { ...spanOf(product, day), product: product.id }),
    readProduct(client, product.slug, day),
  ])
  return { sessions: list, options: priced.options }
}

/** Departures sold online from `day` to `to`. Throws `ApiProblem`. */
export async function readDepartures(
  client: Client,
  query: { day: string; to?: string; product?: string },
): Promise<Departure[]> {
  const list: { sessions: Departure[] } = await unwrap(client.api.shop.departures.$get({ query }))
  return list.sessions.map(shown)
}

/** The next departure with a place, by product. Throws `ApiProblem`. */
export async function readNext(client: Client): Promise<Map<string, Departure>> {
  const list: { sessions: Departure[] } = await unwrap(client.api.shop.next.$get())
  return new Map(list.sessions.map((s) => [s.productId, shown(s)]))
}

/** What the pages use of a departure, and no more: it travels in them. */
function shown(s: Departure): Departure {
  return {
    id: s.id,
    productId: s.productId,
    optionId: s.optionId,
    leg: s.leg,
    groupId: s.groupId,
    day: s.day,
    time: s.time,
    endTime: s.endTime,
    startsAt: s.startsAt,
    cutoffAt: s.cutoffAt,
    counterId: s.counterId,
    capacity: s.capacity,
    taken: s.taken,
    held: s.held,
    closedReason: s.closedReason,
  }
}

/** A product with its fares on a day (default: today at the office). Throws `ApiProblem`: `not_found`. */
export async function readProduct(client: Client, slug: string, day?: Day): Promise<Product> {
  return unwrap(client.api.shop.products[':slug'].$get({ param: param(slug), query: { day } }))
}
