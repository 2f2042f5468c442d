import type { Means } from './tender.ts'

/** How the paper of a register comes out: the browser, a receipt printer on the device, or one on the network. */
export const PRINTERS = ['BROWSER', 'USB', 'SERIAL', 'NETWORK'] as const
export type PrinterKind = (typeof PRINTERS)[number]

/** Characters on a line of 80 mm paper: 48 with most printers, 42 with some. */
export const PAPER_COLUMNS = [48, 42] as const
export type PaperColumns = (typeof PAPER_COLUMNS)[number]

/** The printer of a register. `host` and `port` are those of a network printer only; raw ESC/POS listens on 9100. */
export type Printer =
  | { kind: 'BROWSER' | 'USB' | 'SERIAL'; columns: PaperColumns }
  | { kind: 'NETWORK'; columns: PaperColumns; host: string; port: number }

/** Where network printers listen unless they are told otherwise. */
export const RAW_PORT = 9100
/** Raw printing and nothing else: the server is never sent to the ports of databases and mail. */
export const RAW_PORTS = { from: 9100, to: 9199 } as const

/** Opens the drawer that hangs on a receipt printer: ESC p, the first connector, 50 ms, then 500 ms of rest. */
export const DRAWER_KICK = [0x1b, 0x70, 0x00, 0x19, 0xfa] as const
/** Means of payment that are put into the drawer. */
export const DRAWER_MEANS: readonly Means[] = ['CASH', 'CHEQUE']

/** Why a printer did not take a paper; the screens say it by its word. */
export const PRINTER_FAULTS = [
  'refused',
  'unreachable',
  'silent',
  'paper',
  'offline',
  'busy',
  'broken',
  'address',
  'unknown',
] as const
/**
 * refused: nothing listens there. unreachable: nobody answers. silent: it took the call and reads no more. paper: it
 * says that it has none. offline: it says that it does not print (lid open, a fault). busy: too many papers wait for it,
 * or this one did for too long. broken: it hung up in the middle. address: the name leads out of the office's network.
 * unknown: what had it under way says nothing any more; it may have come out.
 */
export type PrinterFault = (typeof PRINTER_FAULTS)[number]

const NAME = /^[a-z][a-z0-9-]{0,61}[a-z0-9](\.local)?$/i
const V4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/**
 * True for what may be a printer of the office: an address of a private network or of this machine, or a bare name
 * (which may end in .local). Link-local addresses are not: those of clouds tell secrets.
 */
export function isPrinterHost(host: string): boolean {
  return isOfficeAddress(host) || NAME.test(host)
}

/** True for an address of a private network (RFC 1918, RFC 4193) or of this machine. */
export function isOfficeAddress(address: string): boolean {
  const v4 = V4.exec(address.replace(/^::ffff:(?=\d+\.)/i, ''))
  if (v4) {
    const [a = 256, b = 256, c = 256, d = 256] = v4.slice(1).map(Number)
    if (Math.max(a, b, c, d) > 255 || v4.slice(1).some((part) => /^0\d/.test(part))) return false
    return a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)
  }
  return address === '::1' || /^f[cd][0-9a-f]{2}:[0-9a-f:]+$/i.test(address)
}
