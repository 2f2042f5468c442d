import { levelOf, type SeatLevel as OpenLevel } from '../../api/shared/seats.ts'

/** What a departure's seats say: places, the last ones, none, or closed. */
export type SeatCount = { capacity: number; taken: number; held: number; closedReason?: string | null }
export type SeatLevel = OpenLevel | 'shut'

/** Seats that nobody has taken or holds. */
export function seatsLeft(seats: SeatCount): number {
  return Math.max(0, seats.capacity - seats.taken - seats.held)
}

/** Closed comes before its seats. */
export function seatLevel(seats: SeatCount): SeatLevel {
  return seats.closedReason != null ? 'shut' : levelOf(seatsLeft(seats), seats.capacity)
}
