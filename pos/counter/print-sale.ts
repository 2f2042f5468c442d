import type { Papers } from '../../api/shared/slip.ts'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import { keptPapers } from '../kept-papers.ts'
import { PrintFault } from '../print/fault.ts'
import { claim, explain, printByBrowser, printByDevice, printByServer } from '../print/ways.ts'
import { createPrinter, newJob, receiptPdf, type By, type Job } from '../printer.ts'
import { useSession } from '../session.ts'
import { t } from '../text/fr.ts'

// A school register prints nothing, and has no printer that a paper of another till may come out of.
const { till: register } = useSession()

/** The papers of this till; what did not come out is in `unprinted`, with why, through a reload too. */
export const printer = createPrinter(
  put,
  explain,
  keptPapers(t.paper.interrupted),
  (by) => by === 'register' && register()?.printer.kind === 'NETWORK',
)

/** By the printer of the register where the device stands, as it is set at this moment. */
async function put(job: Job, by: By): Promise<void> {
  const at = register()
  if (!at) throw new PrintFault('nowhere')
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

/**
 * Claims the original of a receipt for this device, so that it can be opened: the address of its PDF. `request` names
 * the press: under the same name it is the same paper, issued once. Throws `ApiProblem`, `PrintFault`.
 */
export async function claimReceipt({ id, number }: Sale, request: string): Promise<string> {
  const at = register()
  if (!at) throw new PrintFault('nowhere')
  const { copy } = await claim(newJob({ id, number, what: 'RECEIPT', request }), at.id, false)
  return receiptPdf(id, copy)
}
