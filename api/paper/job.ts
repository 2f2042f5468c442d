import type { AttestationView } from '../archive/attestation.tsx'
import type { NoticeView } from '../archive/notice.tsx'
import type { QuoteView } from '../group/model.ts'
import type { InvoiceView } from '../invoice/model.ts'
import type { Row } from '../sale/receipt-layout.ts'
import type { ReceiptView } from '../sale/receipt-type.ts'
import type { TicketView } from '../ticket/model.ts'
import type { CardView } from '../voucher/paper.ts'
import type { SheetView } from './sheet-type.ts'

/** A paper to draw, as data that a thread can be sent. */
export type PaperJob =
  | { kind: 'tickets'; views: readonly TicketView[] }
  | { kind: 'slip'; rows: readonly Row[]; title: string; author: string; paper: '80' | 'a5' }
  | { kind: 'invoice'; view: InvoiceView }
  | { kind: 'quote'; view: QuoteView }
  | { kind: 'cards'; views: readonly CardView[] }
  | { kind: 'receipt'; view: ReceiptView; paper: '80' | 'a5' }
  | { kind: 'notice'; view: NoticeView }
  | { kind: 'attestation'; view: AttestationView }
  | { kind: 'sheet'; view: SheetView }

export type PaperAnswer = { pdf: Uint8Array } | { error: string }
