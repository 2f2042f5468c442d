import { slipLines } from '../print/lines.ts'
import { receiptRows } from './receipt-layout.ts'
import type { ReceiptView } from './receipt-type.ts'

/** For tests: the receipt as plain text, 48 columns (80 mm printers) or 42, no line longer; no-break spaces are plain ones. */
export function receiptText(view: ReceiptView, columns: 48 | 42): string {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  return slipLines(receiptRows(view), columns, plain)
    .map((line) => {
      if ('qr' in line) throw new Error('a receipt has no QR code')
      const left = line.center ? Math.floor((columns - line.text.length) / 2) : 0
      return (' '.repeat(left) + line.text).trimEnd()
    })
    .join('\n')
}
