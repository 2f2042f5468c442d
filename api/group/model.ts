import type { InvoiceLine, InvoiceVat } from '../invoice/amounts.ts'
import type { InvoiceParty, InvoiceView } from '../invoice/model.ts'
import type { PaysBy, QuoteKind } from '../shared/quote.ts'
import type { Day } from '../shared/time.ts'

/** Everything that a quote shows on paper; amounts in cents. */
export type QuoteView = {
  /** PRO_FORMA: what was accepted and is not paid yet. */
  title: 'QUOTE' | 'PRO_FORMA'
  kind: QuoteKind
  number: string
  version: number
  day: Day
  validUntil: Day
  office: InvoiceParty & { demo: boolean }
  buyer: InvoiceView['buyer']
  lines: InvoiceLine[]
  vat: InvoiceVat[]
  htC: number
  vatC: number
  ttcC: number
  /** Those in whose name something is offered. */
  principals: string[]
  paysBy: PaysBy
}
