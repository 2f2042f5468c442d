import { DRAWER_KICK, type PaperColumns } from '../shared/printer.ts'
import type { Slip } from '../shared/slip.ts'
import { PAGE, pageBytes, paperText } from './code-page.ts'
import { slipLines, type PaperLine } from './lines.ts'

const ESC = 0x1b
const GS = 0x1d
const FS = 0x1c
const LF = 0x0a

/** Resets the printer, ends the mode of two bytes a character, chooses plain ASCII and PC858. */
export const INIT = [ESC, 0x40, FS, 0x2e, ESC, 0x52, 0, ESC, 0x74, PAGE] as const
/** Feeds what was printed beyond the knife, and cuts. */
export const CUT = [GS, 0x56, 0x42, 0] as const
/** Dots of one module of a QR code: of 41 modules, 41 mm at 8 dots a millimetre. */
const MODULE = 8

/**
 * Slips as the bytes of a receipt printer (ESC/POS), each cut off; `drawer` opens the drawer first. The order of the
 * bytes depends on nothing but the slips.
 */
export function escpos(
  slips: readonly Slip[],
  { columns, drawer = false }: { columns: PaperColumns; drawer?: boolean },
): Buffer {
  const bytes: number[] = [...INIT, ...(drawer ? DRAWER_KICK : [])]
  for (const slip of slips) {
    const style = { align: 0, bold: 0, size: 0 }
    for (const piece of slipLines(slip, columns, paperText)) {
      if ('qr' in piece) bytes.push(...setStyle(style, { text: '', center: true }), ...qr(piece.qr))
      else bytes.push(...setStyle(style, piece), ...pageBytes(piece.text.trimEnd()), LF)
    }
    bytes.push(...setStyle(style, { text: '' }), ...CUT)
  }
  return Buffer.from(bytes)
}

type Style = { align: number; bold: number; size: number }

/** The orders that lead from one style to the next; none where it stays. */
function setStyle(now: Style, line: PaperLine): number[] {
  const next: Style = {
    align: line.center ? 1 : 0,
    bold: line.bold ? 1 : 0,
    size: (line.high ? 0x01 : 0) | (line.wide ? 0x10 : 0),
  }
  const orders = [
    ...(next.align === now.align ? [] : [ESC, 0x61, next.align]),
    ...(next.bold === now.bold ? [] : [ESC, 0x45, next.bold]),
    ...(next.size === now.size ? [] : [GS, 0x21, next.size]),
  ]
  Object.assign(now, next)
  return orders
}

/** A QR code, model 2, level M: the printer draws it. */
function qr(text: string): number[] {
  const data = pageBytes(text)
  const symbol = (n: number, ...values: number[]) => {
    const length = values.length + 2
    return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, n, ...values]
  }
  return [
    ...symbol(0x41, 0x32, 0),
    ...symbol(0x43, MODULE),
    ...symbol(0x45, 0x31),
    ...symbol(0x50, 0x30, ...data),
    ...symbol(0x51, 0x30),
    LF,
  ]
}
