import type { InvoiceView } from '../invoice/model.ts'
import type { ReceiptView } from '../sale/receipt-type.ts'
import type { TicketView } from '../ticket/model.ts'
import type { CardView } from '../voucher/paper.ts'

/** A paper to draw, as data that a thread can be sent. */
export type PaperJob =
  | { kind: 'tickets'; views: readonly TicketView[] }
  | { kind: 'invoice'; view: InvoiceView }
  | { kind: 'cards'; views: readonly CardView[] }
  | { kind: 'receipt'; view: ReceiptView; paper: '80' | 'a5' }

export type PaperAnswer = { pdf: Uint8Array } | { error: string }
