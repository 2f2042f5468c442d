import { printSale } from '../counter/print-sale.ts'
import { paperOf } from '../printer.ts'

type Sold = { id: string; number: string }

/** Prints the tickets of a past sale again: they are no fiscal copies, and may be printed as often as wanted. */
export const reprintTickets = (sale: Sold): Promise<void> => printSale(sale, { what: 'TICKETS' })

/** Where the tickets of a sale are seen. */
export const ticketsOf = (sale: Sold): string => paperOf(sale.id, 'tickets')
