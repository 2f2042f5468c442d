import { levelOf, type SeatLevel } from '../api/shared/seats.ts'
import type { DayState, Departure } from './model.ts'

/** A counter as the live stream tells it. */
export type Counter = { counterId: string; capacity: number; taken: number; held: number }

/** What is said of the seats: a word always stands beside the bar. */
export type SeatState = SeatLevel | 'shut' | 'late'

/** Places nobody has. */
export function freeOf(counter: Pick<Counter, 'capacity' | 'taken' | 'held'>): number {
  return Math.max(0, counter.capacity - counter.taken - counter.held)
}

/** The state of a departure at a moment (ms): closed and sales ended come before its seats. */
export function departureState(
  departure: Pick<Departure, 'closedReason' | 'cutoffAt'>,
  counter: Pick<Counter, 'capacity' | 'taken' | 'held'>,
  nowMs: number,
): SeatState {
  if (departure.closedReason !== null) return 'shut'
  if (Date.parse(departure.cutoffAt) <= nowMs) return 'late'
  return levelOf(freeOf(counter), counter.capacity)
}

/** A day, by the places left of those on its open departures; null when all are closed. */
export function dayState(left: number | null, capacity: number): DayState {
  return left === null ? 'closed' : levelOf(left, capacity)
}

export type Part = { kind: 'sold' | 'held' | 'free'; x: number; width: number }

/** Under these a tick, or a part, is a dot and no bar any more. */
const TICK_PX = 8
const PART_PX = 6
const AIR_PX = 2

/**
 * The parts of a seats bar `width` wide, in pixels: one tick a seat where each has 8 px, continuous where they have not,
 * 2 px between parts. A part that stands for at least one seat is never thinner than 6 px.
 */
export function barParts(counter: Pick<Counter, 'capacity' | 'taken' | 'held'>, width: number): Part[] {
  const sold = Math.min(counter.taken, counter.capacity)
  const held = Math.min(counter.held, counter.capacity - sold)
  const groups: [Part['kind'], number][] =
    counter.capacity * (TICK_PX + AIR_PX) - AIR_PX <= width
      ? Array.from({ length: counter.capacity }, (_, i) => [
          i < sold ? 'sold' : i < sold + held ? 'held' : 'free',
          1,
        ])
      : [
          ['sold', sold],
          ['held', held],
          ['free', counter.capacity - sold - held],
        ]
  const shown = groups.filter(([, n]) => n > 0)
  const room = width - AIR_PX * Math.max(0, shown.length - 1)
  const total = shown.reduce((sum, [, n]) => sum + n, 0)
  const least = Math.min(PART_PX, room / Math.max(1, shown.length))
  const widths = shown.map(([, n]) => Math.max(least, (n / total) * room))
  const over = widths.reduce((a, b) => a + b, 0) - room
  const widest = widths.indexOf(Math.max(...widths))
  let x = 0
  return shown.map(([kind], i) => {
    const part = { kind, x: round(x), width: round((widths[i] ?? 0) - (i === widest ? over : 0)) }
    x += part.width + AIR_PX
    return part
  })
}

const round = (n: number) => Math.round(n * 10) / 10
