import type { Day } from '../shared/time.ts'

export type TicketLanguage = 'fr' | 'en'

/** One of the sessions of a ticket that has several: outward and return, the days of a course. */
export type TicketLeg = { label: string; day: Day; time: string; meetingPoint?: string | null }

/** Everything that a printed ticket shows, in the visitor's language: built from committed rows, drawn as it is. */
export type TicketView = {
  language: TicketLanguage
  office: { name: string; siret: string; demo: boolean }
  /** Name of the drawing at its head (`product.art`). */
  art: string
  title: string
  /** Civil day and time HH:MM of its session; null when it is open-dated or has several (`legs`). */
  day: Day | null
  time: string | null
  /** When to be there, HH:MM. */
  checkinTime: string | null
  /** First and last day of an open-dated ticket. */
  validity: { from: Day; to: Day } | null
  legs: readonly TicketLeg[]
  meetingPoint: string | null
  place: string | null
  fareName: string
  /** Ticket n of the `of` of its sale. */
  n: number
  of: number
  /** What was paid for this ticket, taxes included, in cents. */
  priceC: number
  /** The principal in whose name it is sold; null when the office sells its own. */
  provider: { name: string; siret: string } | null
  /** Tax of that price, as a sentence part: "TVA 10 % comprise, due par le prestataire". */
  vatText: string
  /** Number of the sale or order, as people quote it: B2-2026-004217. */
  orderNumber: string
  /** The signed code (code.ts) and the one for people. */
  code: string
  shortCode: string
  admits: number
  /** What the law wants on the ticket of a show: its number in the series, and where and when it was sold. */
  show: { serial: number; soldDay: Day; soldAt: string } | null
  /** What to bring and what to know. */
  bring: string | null
  /** Until when it may be given up, and what if the provider closes. */
  cancel: string | null
}
