import type { Papers } from '../../api/shared/slip.ts'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import { printByBrowser, printByDevice, printByServer, explain } from '../print/ways.ts'
import { createPrinter, newJob, type By, type Job } from '../printer.ts'
import { useSession } from '../session.ts'

const { register } = useSession()

/** The papers of this till; what did not come out is in `unprinted`, with why. */
export const printer = createPrinter(put, explain)

/** By the printer of the register where the device stands, as it is set at this moment. */
async function put(job: Job, by: By): Promise<void> {
  const at = register()
  if (!at) return
  const { printer } = at
  if (by === 'here' || printer.kind === 'BROWSER') await printByBrowser(job, at.id)
  else if (printer.kind === 'NETWORK') await printByServer(job, at.id)
  else await printByDevice(job, at.id, { ...printer, kind: printer.kind })
}

type Sale = { id: string; number: string }
type Sold = Sale & { receipt: ReceiptChoice; tickets: readonly unknown[] }

/**
 * Prints a sale by the register's printer. Without more, what is due of a sale that was just made, once however often
 * it is called: its tickets, after its receipt when that was asked for, and the drawer opens for cash. With `what`, a
 * reprint; `copy` is a duplicate of the receipt that was made already, without it the server says which print this is.
 */
export function printSale(sale: Sold): Promise<void>
export function printSale(sale: Sale, more: { what: Papers; copy?: number }): Promise<void>
export function printSale(sale: Sale | Sold, more?: { what: Papers; copy?: number }): Promise<void> {
  if (!more) return printer.print(sale as Sold)
  const { id, number } = sale
  return printer.enqueue(newJob({ id, number, what: more.what, copy: more.copy ?? null }), 'register')
}
