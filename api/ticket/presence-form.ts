import { z } from 'zod'
import { idPath } from '../body.ts'

export const SessionId = idPath('session')

const Boarding = z.object({
  id: z.string(),
  productId: z.string(),
  title: z.string(),
  day: z.string(),
  time: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** Null while it is open. */
  closedReason: z.string().nullable(),
  /** People who hold a ticket for it, and how many of them are in. */
  expected: z.int(),
  present: z.int(),
})
export type Boarding = z.infer<typeof Boarding>

export const BoardingList = z.object({ departures: z.array(Boarding) })
export type BoardingList = z.infer<typeof BoardingList>

const Passenger = z.object({
  ticketId: z.string(),
  shortCode: z.string(),
  bookingId: z.string(),
  unit: z.string(),
  /** Where the product asks for names; null when it does not, or none was given. */
  guest: z.string().nullable(),
  admits: z.int(),
  admitted: z.int(),
  /** When somebody last came in on it; null while nobody is in. */
  at: z.string().nullable(),
  /** The last admission that was not taken back: what an undo names. */
  scanId: z.string().nullable(),
  /** Voided, refunded or exchanged: nobody comes in on it. */
  void: z.boolean(),
})
export type Passenger = z.infer<typeof Passenger>

export const Presence = z.object({
  departure: Boarding,
  asksNames: z.boolean(),
  /** In people; `void` in tickets that nobody comes in on any more. */
  totals: z.object({ expected: z.int(), present: z.int(), missing: z.int(), void: z.int() }),
  passengers: z.array(Passenger),
})
export type Presence = z.infer<typeof Presence>
