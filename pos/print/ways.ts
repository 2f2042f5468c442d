import { DRAWER_KICK, PRINTER_FAULTS, type Printer, type PrinterFault } from '../../api/shared/printer.ts'
import type { Papers, Slip } from '../../api/shared/slip.ts'
import { ApiProblem, client, unwrap, watchedFetch } from '../api.ts'
import type { SaleDraft } from '../counter/basket.ts'
import type { Failure, Job } from '../printer.ts'
import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { printHere } from './browser.tsx'
import { PrintFault } from './fault.ts'
import { deviceStore, type Port } from './port.ts'
import { createSerial, type Serial } from './serial.ts'
import { createUsb, type Usb } from './usb.ts'
import { isUnanswered } from '../unanswered.ts'

const reach = navigator as Navigator & { usb?: Usb; serial?: Serial }

/** The printers that this device may reach by itself; each is chosen once, in the settings of the registers. */
export const usb = createUsb(reach.usb, deviceStore('printer.usb'))
export const serial = createSerial(reach.serial, deviceStore('printer.serial'))

const portOf = (kind: 'USB' | 'SERIAL'): Port => (kind === 'USB' ? usb : serial)

/** Writes bytes to the printer of this device. Throws `PrintFault`. */
export function writeTo(kind: 'USB' | 'SERIAL', bytes: Uint8Array): Promise<void> {
  return portOf(kind).write(bytes)
}

/** Bytes that an address of the API gives, asked for with `json` when there is some. Throws `ApiProblem`. */
export async function bytesAt(path: string, json?: object): Promise<Uint8Array> {
  const headers = { 'content-type': 'application/json' }
  const init = json ? { method: 'POST', headers, body: JSON.stringify(json) } : {}
  const lost = () => {
    throw new ApiProblem('unavailable', 0)
  }
  const answer = await watchedFetch(path, init).catch(lost)
  if (!answer.ok) await unwrap(Promise.resolve(answer))
  return new Uint8Array(await answer.arrayBuffer().catch(lost))
}

const isReceipt = (what: Papers | null) => what === 'RECEIPT' || what === 'BOTH'

/** The server prints on the register's printer. */
export async function printByServer(job: Job, registerId: string): Promise<void> {
  const { id, request, what, drawer, copy, failed } = job
  await unwrap(
    client.api.sales[':id'].print.$post({
      param: { id },
      json: {
        id: request,
        registerId,
        what,
        drawer,
        ...(copy ? { copy } : {}),
        ...(failed ? { failed } : {}),
      },
    }),
  )
}

/**
 * Which print of the receipt this is, and whether the drawer opens: the server remembers, whoever prints. `copy` is null
 * for the original, or no receipt.
 */
export async function claim(
  job: Job,
  registerId: string,
  drawer: boolean,
): Promise<{ copy: number | null; drawer: boolean }> {
  if (!isReceipt(job.what) && !drawer) return { copy: null, drawer: false }
  const { id, request, what, copy, failed } = job
  const answer = await unwrap<{ copy: number | null; drawer: boolean }>(
    client.api.sales[':id'].print.$post({
      param: { id },
      json: {
        id: request,
        registerId,
        what,
        drawer,
        by: 'DEVICE',
        ...(copy ? { copy } : {}),
        ...(failed ? { failed } : {}),
      },
    }),
  )
  job.copy = answer.copy
  return answer
}

/** This browser prints, whatever the register's printer. A drawer it cannot open. */
export async function printByBrowser(job: Job, registerId: string): Promise<void> {
  if (job.what === null) return
  const { copy } = await claim(job, registerId, false)
  const { slips } = await unwrap<{ slips: Slip[] }>(
    client.api.sales[':id'].slips.$get({
      param: { id: job.id },
      query: { what: job.what, ...(copy ? { copy: String(copy) } : {}) },
    }),
  )
  await printHere(slips)
}

/** The device writes to its own printer. */
export async function printByDevice(
  job: Job,
  registerId: string,
  printer: Printer & { kind: 'USB' | 'SERIAL' },
): Promise<void> {
  const { id, what } = job
  const { copy, drawer } = await claim(job, registerId, job.drawer)
  const bytes: Uint8Array[] = drawer ? [Uint8Array.from(DRAWER_KICK)] : []
  // All is there before anything is written: what is asked for again because an answer was lost has printed nothing,
  // unless a reload came between (`printer.again`).
  for (const part of what === null ? [] : PARTS[what]) {
    const query = new URLSearchParams({ columns: String(printer.columns) })
    if (part === 'receipt' && copy) query.set('copy', String(copy))
    bytes.push(await bytesAt(`/api/sales/${id}/${part}.escpos?${query}`))
  }
  if (bytes.length > 0)
    await writeTo(printer.kind, new Uint8Array(await new Blob(bytes as BlobPart[]).arrayBuffer()))
}

const PARTS = { RECEIPT: ['receipt'], TICKETS: ['tickets'], BOTH: ['receipt', 'tickets'] } as const

type NoteOf = { orderId: string; registerId: string; lines: SaleDraft['lines'] }

/** Prints the note of a basket before it is paid, by the register's printer. Throws `ApiProblem`, `PrintFault`. */
export async function printNote({ orderId, ...json }: NoteOf, printer: Printer): Promise<void> {
  const path = `/api/orders/${orderId}/note`
  if (printer.kind === 'USB' || printer.kind === 'SERIAL')
    return writeTo(printer.kind, await bytesAt(`${path}?as=escpos&columns=${printer.columns}`, json))
  const as = printer.kind === 'NETWORK' ? 'print' : 'json'
  const query = { as } as const
  const note = client.api.orders[':id'].note.$post({ param: { id: orderId }, query, json })
  const { slip } = await unwrap<{ slip: Slip }>(note as never)
  if (as === 'json') await printHere([slip])
}

/** What went wrong, in words, and what may be tried. */
export function explain(error: unknown): Failure {
  if (error instanceof PrintFault) return { says: t.print.faults[error.why], unsure: false, copy: null }
  if (!(error instanceof ApiProblem)) return { says: t.print.faults.failed, unsure: false, copy: null }
  const copy = typeof error.data.copy === 'number' ? error.data.copy : null
  return {
    says: printProblem(error),
    unsure: isUnanswered(error),
    copy,
    isSpent: error.code === 'printed_already' || error.data.reason === 'unknown',
  }
}

/** What a refusal of the server says about a printer, its reason named. */
export function printProblem(error: unknown): string {
  if (error instanceof PrintFault) return t.print.faults[error.why]
  if (error instanceof ApiProblem && error.code === 'printer_failed') {
    const reason = PRINTER_FAULTS.find((one) => one === error.data.reason)
    if (reason) return t.print.network[reason satisfies PrinterFault]
  }
  return problemText(error)
}
