import { mayFollow } from '../api/shared/leg.ts'
import type { DayState, Departure, Option, Product } from './model.ts'
import { dayState, departureState, freeOf, type Counter, type SeatState } from './seat.ts'

/** What is chosen in one press: a departure, or all the sessions of a course. */
export type Slot = {
  key: string
  optionId: string
  leg: number
  day: Departure['day']
  time: string
  endTime: string
  /** One session; more for a course, in order. */
  sessions: Departure[]
}

/** The departures of a day as things to choose, in order of start; a course counts on its first day. */
export function slotsOf(sessions: readonly Departure[], day: string): Slot[] {
  const groups = new Map<string, Departure[]>()
  for (const session of sessions) {
    const key = session.groupId ?? session.id
    groups.set(key, [...(groups.get(key) ?? []), session])
  }
  const slots: Slot[] = []
  for (const [key, group] of groups) {
    const first = group[0]
    if (!first || first.day !== day) continue
    const { optionId, leg, time, endTime } = first
    slots.push({ key, optionId, leg, day: first.day, time, endTime, sessions: group })
  }
  return slots
}

/** The fullest session of a slot decides for all of it. */
export function slotCounter(slot: Slot, counterOf: (departure: Departure) => Counter): Counter {
  const [first, ...rest] = slot.sessions
  if (!first) throw new RangeError('a slot has at least one session')
  return rest
    .map(counterOf)
    .reduce((worst, counter) => (freeOf(counter) < freeOf(worst) ? counter : worst), counterOf(first))
}

export function slotState(slot: Slot, counter: Counter, nowMs: number): SeatState {
  const states = slot.sessions.map((s) => departureState(s, counter, nowMs))
  return states.find((s) => s === 'shut') ?? states[0] ?? 'late'
}

/** A day as its departures now are, counted as the API counts a month: outward ones that can still be had. */
export function slotsState(
  slots: readonly Slot[],
  counterOf: (departure: Departure) => Counter,
  nowMs: number,
): DayState {
  const ahead = slots.filter((s) => s.leg === 0 && Date.parse(s.sessions[0]?.cutoffAt ?? '') > nowMs)
  if (ahead.length === 0) return 'none'
  const open = ahead.filter((s) => s.sessions.every((d) => d.closedReason === null))
  const counters = open.map((s) => slotCounter(s, counterOf))
  const sum = (of: (counter: Counter) => number) => counters.reduce((all, counter) => all + of(counter), 0)
  return dayState(
    open.length > 0 ? sum(freeOf) : null,
    sum((counter) => counter.capacity),
  )
}

/** True when this party can take the slot now. */
export function bookable(state: SeatState): boolean {
  return state === 'open' || state === 'few'
}

/** The option whose fares are shown: that of the chosen slot, else the product's usual one. */
export function optionFor(product: Pick<Product, 'options'>, slot: Slot | undefined): Option | null {
  return (
    product.options.find((o) => o.id === slot?.optionId) ??
    product.options.find((o) => o.isDefault) ??
    product.options[0] ??
    null
  )
}

/**
 * What stays chosen among these slots: what was asked for if it is there, else the first with places and the last way
 * back, which leaves the longest day there.
 */
export function choose(
  slots: readonly Slot[],
  asked: readonly string[],
  can: (slot: Slot) => boolean,
): string[] {
  const outward = slots.filter((s) => s.leg === 0)
  const head = outward.find((s) => asked.includes(s.key)) ?? outward.find(can)
  if (!head) return []
  const back = followers(slots, head)
  const chosen = back.find((s) => asked.includes(s.key)) ?? back.findLast(can)
  return chosen ? [head.key, chosen.key] : [head.key]
}

/** The ways back that leave once an outward trip has arrived. */
export function followers(slots: readonly Slot[], head: Slot): Slot[] {
  const before = head.sessions.at(-1)
  const follows = ({ sessions: [next] }: Slot) => before && next && mayFollow(next, before)
  return slots.filter((s) => s.leg > 0 && s.optionId === head.optionId && follows(s))
}
