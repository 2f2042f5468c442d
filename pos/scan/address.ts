import type { Boarding } from '../answers.ts'

/** A departure that tickets are scanned for. */
export type Chosen = { id: string; time: string; title: string }

/** Where tickets are scanned for a departure: the address holds it, so that a reload or a look at its list keeps it. */
export const scanHref = (id: string) => `/scan?for=${id}`

/** The departure of an address among those of today; null when it is another day's, is none, or is over (`now` in ms). */
export function chosenOf(id: string, departures: readonly Boarding[], now: number): Chosen | null {
  const one = departures.find((departure) => departure.id === id)
  if (!one || Date.parse(one.endsAt) < now) return null
  return { id, time: one.time, title: one.title }
}
