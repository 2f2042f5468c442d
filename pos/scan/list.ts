import { searchable } from '../../api/shared/visitor.ts'
import type { Passenger } from '../answers.ts'

export const SHOWN = ['all', 'missing', 'present'] as const
export type Shown = (typeof SHOWN)[number]

/** Nobody comes in any more on a void ticket: it is neither. */
export const isMissing = (one: Passenger) => !one.void && one.admitted < one.admits
export const isPresent = (one: Passenger) => !one.void && one.admitted > 0

/** The tickets that a filter and some typed letters leave: by name, fare or code, accents forgiven. */
export function listed(passengers: readonly Passenger[], shown: Shown, typed: string): Passenger[] {
  const wanted = searchable(typed).split(/\s+/).filter(Boolean)
  const code = typed.replace(/\s/g, '').toUpperCase()
  const matches = (one: Passenger) => {
    if (code !== '' && one.shortCode.startsWith(code)) return true
    const words = searchable(`${one.guest ?? ''} ${one.unit} ${one.shortCode}`)
    return wanted.every((word) => words.includes(word))
  }
  const kept = shown === 'all' ? () => true : shown === 'missing' ? isMissing : isPresent
  return passengers.filter((one) => kept(one) && matches(one))
}

/** How many tickets came together with this one, and whether it is the first of them: a group is shown as one. */
export function together(passengers: readonly Passenger[]): Map<string, { first: string; tickets: number }> {
  const groups = new Map<string, { first: string; tickets: number }>()
  for (const one of passengers) {
    const group = groups.get(one.bookingId)
    if (group) group.tickets += 1
    else groups.set(one.bookingId, { first: one.ticketId, tickets: 1 })
  }
  return groups
}
