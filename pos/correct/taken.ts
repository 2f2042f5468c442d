import { cents, sumCents, type Cents } from '../../api/shared/money.ts'
import { refuseRailRef, type RefFault } from '../../api/shared/ref.ts'
import type { Correctable, SoldLine, TakenLine } from './correct-api.ts'

/**
 * What is chosen of the lines, by their number: how many units, which of their tickets, and of an SNCF ticket the number
 * under which its own terminal cancelled it.
 */
export type Taken = Record<number, { qty: number; ticketIds: string[]; cancelRef?: string }>

/** Tickets of a line that are still worth something. */
export const openTickets = (line: SoldLine) => line.tickets.filter((one) => !one.isVoid)

/** Lines of which something can still be taken back. */
export const openLines = (sale: Correctable): SoldLine[] => sale.lines.filter((line) => line.left > 0)

export const takenOf = (taken: Taken, line: SoldLine): number => taken[line.n]?.qty ?? 0

/** What taking back `qty` units of a line gives, in cents: the server counted it, so that the last takes the rest. */
export const backOf = (line: SoldLine, qty: number): Cents =>
  cents(qty > 0 ? (line.backC[Math.min(qty, line.backC.length) - 1] ?? 0) : 0)

/** What all that is chosen gives back, in cents. */
export function backTotal(sale: Correctable, taken: Taken): Cents {
  return sumCents(openLines(sale).map((line) => backOf(line, takenOf(taken, line))))
}

/** A number of units of a line without tickets. */
export const withUnits = (taken: Taken, line: SoldLine, qty: number): Taken => ({
  ...taken,
  [line.n]: { qty, ticketIds: [] },
})

/** A ticket ticked, or no more; the units are counted by their tickets. */
export function withTicket(taken: Taken, line: SoldLine, ticketId: string): Taken {
  const had = taken[line.n]?.ticketIds ?? []
  const next = had.includes(ticketId) ? had.filter((id) => id !== ticketId) : [...had, ticketId]
  const ticketIds = openTickets(line)
    .map((one) => one.id)
    .filter((id) => next.includes(id))
  return { ...taken, [line.n]: { qty: ticketIds.length, ticketIds } }
}

/** The lines that one SNCF ticket made: they come back together, whole, or not at all. */
const railLines = (sale: Correctable, line: SoldLine): SoldLine[] =>
  openLines(sale).filter((one) => one.externalRef !== null && one.externalRef === line.externalRef)

/** An SNCF ticket chosen, or no more. */
export function withRail(taken: Taken, sale: Correctable, line: SoldLine): Taken {
  const qtyOf = (one: SoldLine) => (takenOf(taken, line) > 0 ? 0 : one.left)
  const all = railLines(sale, line).map((one) => [one.n, { qty: qtyOf(one), ticketIds: [] }])
  return { ...taken, ...Object.fromEntries(all) }
}

/** The number under which the SNCF's terminal cancelled a ticket, on every line that it made. */
export function withCancelRef(taken: Taken, sale: Correctable, line: SoldLine, cancelRef: string): Taken {
  const all = railLines(sale, line).map((one) => [
    one.n,
    { qty: takenOf(taken, one), ticketIds: [], cancelRef },
  ])
  return { ...taken, ...Object.fromEntries(all) }
}

/** What is wrong with that number; null while the ticket is not chosen. */
export function refuseCancelRef(taken: Taken, line: SoldLine): RefFault | null {
  if (line.externalRef === null || takenOf(taken, line) === 0) return null
  return refuseRailRef(taken[line.n]?.cancelRef ?? '')
}

/** Whether all that is chosen can go as it is. */
export const isTakenWhole = (sale: Correctable, taken: Taken): boolean =>
  sale.lines.every((line) => refuseCancelRef(taken, line) === null)

/** All that can still be taken back. */
export function everything(sale: Correctable): Taken {
  return Object.fromEntries(
    openLines(sale).map((line) => {
      const ticketIds = openTickets(line).map((one) => one.id)
      return [line.n, { qty: ticketIds.length > 0 ? ticketIds.length : line.left, ticketIds }]
    }),
  )
}

/** What is chosen when the sale is opened: its only unit, since there is nothing to choose. */
export function firstTaken(sale: Correctable): Taken {
  const left = openLines(sale).reduce((sum, line) => sum + line.left, 0)
  return left === 1 ? everything(sale) : {}
}

/** What is chosen, as the API takes it. */
export function takenLines(sale: Correctable, taken: Taken): TakenLine[] {
  return openLines(sale).flatMap((line) => {
    const one = taken[line.n]
    if (!one || one.qty === 0) return []
    return [
      {
        n: line.n,
        qty: one.qty,
        ...(one.ticketIds.length > 0 ? { ticketIds: [...one.ticketIds] } : {}),
        ...(line.externalRef === null ? {} : { cancelRef: one.cancelRef?.trim() ?? '' }),
      },
    ]
  })
}
