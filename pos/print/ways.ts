import {
  DRAWER_KICK,
  DRAWER_MEANS,
  PRINTER_FAULTS,
  type Printer,
  type PrinterFault,
} from '../../api/shared/printer.ts'
import type { Papers, Slip } from '../../api/shared/slip.ts'
import type { Means } from '../../api/shared/tender.ts'
import { ApiProblem, client, unwrap } from '../api.ts'
import type { SaleDraft } from '../counter/basket.ts'
import type { Failure, Job } from '../printer.ts'
import { problemText } from '../problem.ts'
import { t } from '../text/fr.ts'
import { printHere } from './browser.tsx'
import { PrintFault } from './fault.ts'
import { deviceStore, type Port } from './port.ts'
import { createSerial, type Serial } from './serial.ts'
import { createUsb, type Usb } from './usb.ts'

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
  const answer = await fetch(path, init).catch(() => {
    throw new ApiProblem('unavailable', 0)
  })
  if (!answer.ok) await unwrap(Promise.resolve(answer))
  return new Uint8Array(await answer.arrayBuffer())
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

/** Which print of the receipt this is: the server remembers, whoever prints. Null for the original, or no receipt. */
async function copyOf(job: Job, registerId: string): Promise<number | null> {
  if (!isReceipt(job.what) || job.copy !== null) return job.copy
  const { id, request, failed } = job
  const json = { id: request, registerId, what: 'RECEIPT', drawer: false, by: 'DEVICE' } as const
  const answer = await unwrap<{ copy: number | null }>(
    client.api.sales[':id'].print.$post({ param: { id }, json: { ...json, ...(failed ? { failed } : {}) } }),
  )
  job.copy = answer.copy
  return answer.copy
}

/** This browser prints, whatever the register's printer. A drawer it cannot open. */
export async function printByBrowser(job: Job, registerId: string): Promise<void> {
  if (job.what === null) return
  const copy = await copyOf(job, registerId)
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
  if (what === null) {
    if (job.drawer && (await opensDrawer(id))) await writeTo(printer.kind, Uint8Array.from(DRAWER_KICK))
    return
  }
  const copy = await copyOf(job, registerId)
  const parts =
    what === 'BOTH' ? (['receipt', 'tickets'] as const) : [what === 'RECEIPT' ? 'receipt' : 'tickets']
  for (const [i, part] of parts.entries()) {
    const query = new URLSearchParams({ columns: String(printer.columns) })
    if (part === 'receipt' && copy) query.set('copy', String(copy))
    if (job.drawer && i === 0) query.set('drawer', 'yes')
    await writeTo(printer.kind, await bytesAt(`/api/sales/${id}/${part}.escpos?${query}`))
  }
}

async function opensDrawer(saleId: string): Promise<boolean> {
  const sale = await unwrap<{ tenders: { means: string }[] }>(
    client.api.sales[':id'].$get({ param: { id: saleId } }),
  )
  return sale.tenders.some(({ means }) => DRAWER_MEANS.includes(means as Means))
}

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
  return { says: printProblem(error), unsure: error.code === 'unavailable', copy }
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
