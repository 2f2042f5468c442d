import type { Cents } from '../shared/money.ts'
import type { Day } from '../shared/time.ts'
import type { InvoiceLine, InvoiceVat } from './amounts.ts'

/** Who issues, as the law wants it on an invoice (CGI ann. II, art. 242 nonies A). */
export type InvoiceParty = {
  name: string
  address: string
  city: string
  siret: string
  /** VAT number; null when it is outside VAT. */
  vat: string | null
  /** Why there is no VAT, where the issuer itself says so. */
  mention: string | null
}

/** Everything that an invoice or a credit note shows; amounts in cents. */
export type InvoiceView = {
  kind: 'INVOICE' | 'CREDIT'
  number: string
  day: Day
  preceding: { number: string; day: Day } | null
  issuer: InvoiceParty
  /** The office makes it in the issuer's name. */
  onBehalf: boolean
  office: InvoiceParty & { demo: boolean }
  buyer: {
    kind: 'PERSON' | 'COMPANY' | 'PUBLIC'
    name: string
    address: string
    city: string
    country: string
    siret: string | null
    vat: string | null
    serviceCode: string | null
    engagement: string | null
  }
  sale: { number: string; day: Day }
  lines: InvoiceLine[]
  vat: InvoiceVat[]
  htC: Cents
  vatC: Cents
  ttcC: Cents
  /** Reasons for no VAT, of the lines. */
  mentions: string[]
  /** Day by which it is paid; null when it was paid at once. */
  dueDay: Day | null
  /** Means of payment, in words. */
  paidBy: string[]
}
