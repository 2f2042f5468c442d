export type SeatLevel = 'open' | 'few' | 'full'

/** What is said of seats: few is three, or a tenth of what there was (design/screens/README.md, Seats). */
export function levelOf(free: number, capacity: number): SeatLevel {
  if (free <= 0) return 'full'
  return free <= 3 || free * 10 <= capacity ? 'few' : 'open'
}
