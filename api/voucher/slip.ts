import { formatEuros } from '../shared/money.ts'
import type { Slip } from '../shared/slip.ts'
import { voucherMark } from '../shared/voucher-code.ts'
import { qrPath } from '../ticket/qr-path.ts'
import type { CardView } from './paper.ts'
import { cardWords } from './wording.ts'

/** A gift card or a credit note on 80 mm paper: the amount large, the code as a square and in groups. */
export function cardSlip(view: CardView): Slip {
  const words = cardWords(view)
  const mark = voucherMark(view.code)
  return [
    ...(view.office.demo ? [{ kind: 'box', text: words.demo, note: words.demoNote } as const] : []),
    { kind: 'title', text: view.office.name },
    { kind: 'gap' },
    { kind: 'title', text: words.title },
    { kind: 'figure', text: formatEuros(view.amountC) },
    { kind: 'text', text: words.forWhom, center: true },
    { kind: 'gap' },
    { kind: 'qr', text: mark, ...qrPath(mark) },
    { kind: 'figure', text: words.code },
    { kind: 'text', text: words.until, bold: true, center: true },
    { kind: 'gap' },
    { kind: 'text', text: words.terms, small: true },
    { kind: 'text', text: view.office.address, small: true, center: true },
  ]
}
