import type { Cents } from './money.ts'
import type { Day, Instant } from './time.ts'

/** A performance of a show, with its numbered tickets so far. */
export type ShowLine = {
  id: string
  title: string
  organiser: string | null
  day: Day
  startsAt: Instant
  isOver: boolean
  issued: number
  voids: number
  /** What those that are not void come to. */
  totalC: Cents
}

/** What a performance ends with (fiscal.md 2.7); a reading before. Amounts in cents, taxes included. */
export type ShowStatement = Omit<ShowLine, 'voids'> & {
  siret: string | null
  place: string | null
  at: Instant
  categories: {
    category: string
    priceC: Cents
    /** First and last number of the category; those of others may lie between. */
    first: number
    last: number
    issued: number
    voids: number
    totalC: Cents
  }[]
  /** Numbers of the cancelled tickets, which stay in the series. */
  voided: number[]
  /** How many numbers no ticket has: none, unless somebody meddled with the rows. */
  gaps: number
}
