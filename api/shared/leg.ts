/** When a departure leaves, and when it arrives: as an instant, or as the office's clock says it (HH:MM). */
type Timed = { startsAt: string } & ({ endsAt: string } | { time: string; endTime: string })

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** When a departure arrives (ms). Civil times say how long it takes, past midnight too. */
export function arrivesMs(departure: Timed): number {
  if ('endsAt' in departure) return Date.parse(departure.endsAt)
  const minutes = (minutesOf(departure.endTime) - minutesOf(departure.time) + 1_440) % 1_440
  return Date.parse(departure.startsAt) + minutes * 60_000
}

/** True when the next leg leaves once the one before has arrived, at the same minute at the earliest. */
export function mayFollow(next: { startsAt: string }, before: Timed): boolean {
  return Date.parse(next.startsAt) >= arrivesMs(before)
}
