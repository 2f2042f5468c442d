/** What a departure's seats say: places, the last ones, none, or closed. */
export type SeatCount = { capacity: number; taken: number; held: number; closedReason?: string | null }
export type SeatLevel = 'free' | 'few' | 'full' | 'shut'

/** Seats that nobody has taken or holds. */
export function seatsLeft(seats: SeatCount): number {
  return Math.max(0, seats.capacity - seats.taken - seats.held)
}

/** Few is at most 3 seats or a tenth of the capacity (design/screens/README.md, Seats). */
export function seatLevel(seats: SeatCount): SeatLevel {
  if (seats.closedReason != null) return 'shut'
  const left = seatsLeft(seats)
  if (left === 0) return 'full'
  return left <= 3 || left * 10 <= seats.capacity ? 'few' : 'free'
}
