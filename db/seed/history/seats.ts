import { mayFollow } from '../../../api/shared/leg.ts'
import { plusDays, type Day, type Instant } from '../../../api/shared/time.ts'
import type { Chance } from './chance.ts'

/** A session on sale, as the history needs it. */
export type HistorySession = {
  id: string
  /** Codes of its product and option. */
  product: string
  option: string
  leg: number
  groupId: string | null
  day: Day
  startsAt: Instant
  endsAt: Instant
  cutoffAt: Instant
  capacity: number
}

/** Sessions by product, and what the history has taken of them so far. */
export type Seats = {
  /** By `product option leg day`, in order of start. */
  byDay: ReadonlyMap<string, readonly HistorySession[]>
  groups: ReadonlyMap<string, readonly HistorySession[]>
  left: Map<string, number>
}

const keyOf = (s: { product: string; option: string; leg: number; day: Day }) =>
  `${s.product} ${s.option} ${s.leg} ${s.day}`

/** The sessions ready to be sold from. Their order does not matter. */
export function seatsOf(sessions: readonly HistorySession[]): Seats {
  const sorted = [...sessions].sort((a, b) =>
    a.startsAt === b.startsAt ? (a.id < b.id ? -1 : 1) : a.startsAt < b.startsAt ? -1 : 1,
  )
  return {
    byDay: grouped(sorted, keyOf),
    groups: grouped(sorted, (s) => s.groupId),
    left: new Map(sorted.map((s) => [s.id, s.capacity])),
  }
}

function grouped(sessions: readonly HistorySession[], keyOf: (s: HistorySession) => string | null) {
  const groups = new Map<string, HistorySession[]>()
  for (const session of sessions) {
    const key = keyOf(session)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(session)
    else groups.set(key, [session])
  }
  return groups
}

/** What is looked for: seats on one option, from a day on, bought at a moment. */
export type Wish = {
  product: string
  option: string
  legs: number
  seats: number
  /** The day of the sale, and how many days ahead something is looked for first. */
  day: Day
  ahead: number
  /** Cut-offs must lie after this moment. */
  after: Instant
}

/** How many days ahead something is sold at most. */
export const MOST_AHEAD = 10
/** A visit to an island ends the same day, or some days later. */
const STAYS = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3]

/**
 * The sessions that fulfil a wish, one for each leg, or those of a whole course; their seats are taken. Null when there
 * are none within some days.
 */
export function takeSeats(seats: Seats, chance: Chance, wish: Wish): HistorySession[] | null {
  for (let i = 0; i <= MOST_AHEAD; i++) {
    const day = plusDays(wish.day, (wish.ahead + i) % (MOST_AHEAD + 1))
    const found = foundOn(seats, chance, wish, day)
    if (!found) continue
    for (const session of found) seats.left.set(session.id, (seats.left.get(session.id) ?? 0) - wish.seats)
    return found
  }
  return null
}

function foundOn(seats: Seats, chance: Chance, wish: Wish, day: Day): HistorySession[] | null {
  const first = pickOf(seats, chance, wish, day, 0, null)
  if (!first) return null
  if (first.groupId !== null) {
    const whole = seats.groups.get(first.groupId) ?? []
    return whole[0] && isFree(seats, whole[0], wish) ? [...whole] : null
  }
  const found = [first]
  for (let leg = 1; leg < wish.legs; leg++) {
    const stay = STAYS[chance.whole(0, STAYS.length - 1)] ?? 0
    const next =
      pickOf(seats, chance, wish, plusDays(day, stay), leg, first) ??
      pickOf(seats, chance, wish, day, leg, first)
    if (!next) return null
    found.push(next)
  }
  return found
}

function isFree(seats: Seats, session: HistorySession, wish: Wish): boolean {
  return session.cutoffAt > wish.after && (seats.left.get(session.id) ?? 0) >= wish.seats
}

/** One of the free sessions of a day; those that others have chosen already more often. */
function pickOf(
  seats: Seats,
  chance: Chance,
  wish: Wish,
  day: Day,
  leg: number,
  before: HistorySession | null,
): HistorySession | null {
  const of = seats.byDay.get(keyOf({ ...wish, leg, day })) ?? []
  const free = of.filter((s) => isFree(seats, s, wish) && (before === null || mayFollow(s, before)))
  if (free.length === 0) return null
  return chance.pick(free.map((s) => [s, 1 + (2 * (s.capacity - (seats.left.get(s.id) ?? 0))) / s.capacity]))
}
