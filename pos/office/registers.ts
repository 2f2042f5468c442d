import {
  isPrinterHost,
  RAW_PORT,
  RAW_PORTS,
  type PaperColumns,
  type Printer,
  type PrinterKind,
} from '../../api/shared/printer.ts'

/** The printer of a register as it is being typed. */
export type Draft = { kind: PrinterKind; columns: PaperColumns; host: string; port: string }

export const draftOf = (printer: Printer): Draft => ({
  kind: printer.kind,
  columns: printer.columns,
  host: printer.kind === 'NETWORK' ? printer.host : '',
  port: String(printer.kind === 'NETWORK' ? printer.port : RAW_PORT),
})

export type Wrong = 'host' | 'port'

/** The printer that was typed, or what of it is wrong. */
export function printerOf(draft: Draft): { printer: Printer } | { wrong: Wrong } {
  const { kind, columns } = draft
  if (kind !== 'NETWORK') return { printer: { kind, columns } }
  const host = draft.host.trim()
  const port = Number(draft.port)
  if (!isPrinterHost(host)) return { wrong: 'host' }
  if (!/^\d+$/.test(draft.port.trim()) || port < RAW_PORTS.from || port > RAW_PORTS.to)
    return { wrong: 'port' }
  return { printer: { kind, columns, host, port } }
}

/** True when what was typed is what is set. */
export function isSet(draft: Draft, printer: Printer): boolean {
  const read = printerOf(draft)
  return 'printer' in read && JSON.stringify(draftOf(read.printer)) === JSON.stringify(draftOf(printer))
}
