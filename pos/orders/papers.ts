import { printer } from '../counter/print-sale.ts'
import { paperOf } from '../printer.ts'

type Sold = { id: string; number: string }

/** Prints the tickets of a past sale again: they are no fiscal copies, and may be printed as often as wanted. */
export function reprintTickets(sale: Sold): Promise<void> {
  return printer.again({ id: sale.id, number: sale.number, papers: ['tickets'], why: 'failed' })
}

/** True when this browser shows no papers: what was to be printed is opened by hand instead. */
export const notPrinted = (sale: Sold): boolean =>
  printer.unprinted().some((one) => one.id === sale.id && one.why === 'no_viewer')

/** Where the tickets of a sale are seen. */
export const ticketsOf = (sale: Sold): string => paperOf(sale.id, 'tickets')
