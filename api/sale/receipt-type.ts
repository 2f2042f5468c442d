import type { LineKind } from '../shared/catalog.ts'
import type { Cents } from '../shared/money.ts'
import type { Means } from '../shared/tender.ts'
import type { Day, Instant } from '../shared/time.ts'

/** The committed rows behind a receipt, with the columns of db/schema that it prints, and nothing else. */
export type ReceiptRows = {
  office: {
    name: string
    address: string
    postcode: string
    city: string
    siret: string
    vatNumber: string | null
    vatMention: string | null
    zone: string
    demo: boolean
  }
  site: { name: string }
  register: { code: string; name: string }
  operator: { code: string }
  sale: {
    docType: DocType
    number: string
    at: Instant
    totalC: number
    changeC: number
    reason: string | null
  }
  /** The sale that a cancelling document corrects; the correction that a sale comes with, in an exchange. */
  origin: { number: string; at: Instant; docType: DocType } | null
  lines: readonly ReceiptLineRow[]
  tenders: readonly ReceiptTenderRow[]
  providers: ReadonlyMap<string, { name: string; siret: string }>
  /** Extract of the sale's own T record. */
  record: { hash: string; signature: string }
  /** A reprint: its number, when it was made and its own C record; null for the original. */
  copy: { n: number; at: Instant; hash: string; signature: string } | null
  /** Where the services take place (`product.place`), for the note (arrêté 83-50/A). */
  places: readonly string[]
  software: { name: string; version: string }
  /** Printed when asked for; it never enters the journal. */
  customerName?: string | null
}

export type DocType = 'SALE' | 'CANCEL' | 'REFUND' | 'PAYMENT_FIX'
export type ReceiptLineRow = {
  n: number
  productId: string
  label: string
  fare: string | null
  kind: LineKind
  providerId: string | null
  qty: number
  unitC: number
  discountC: number
  totalC: number
  vatRateBp: number | null
  vatExemptCode: string | null
  /** The legal mention of an exemption, as it was on the day of the sale. */
  vatMention: string | null
  htC: number
  vatC: number
  serviceDay: Day | null
  serviceAt: Instant | null
  externalRef: string | null
}
export type ReceiptTenderRow = {
  means: Means
  amountC: number
  tenderedC: number | null
  ref: string | null
  /** What was left on the gift card or the credit note; null for what is no voucher. */
  leftC?: number | null
}

/** One fare of a product; `vat` is the index of its rate in the table of block A. */
export type ReceiptLine = {
  fare: string | null
  qty: number
  unitC: number
  discountC: number
  totalC: number
  vat: number | null
}
/** A product for one session, its fares under it. */
export type ReceiptGroup = { label: string; when: string | null; ref: string | null; lines: ReceiptLine[] }
export type ReceiptVat = {
  index: number
  label: string
  /** Why there is none, in the words of the law. */
  mention: string | null
  htC: Cents
  vatC: Cents
  ttcC: Cents
}
export type ReceiptPrincipal = { name: string; siret: string; groups: ReceiptGroup[]; totalC: Cents }
/** Four characters of the signature and the head of the hash: what an auditor compares with the journal. */
export type Extract = { letters: string; hash: string }

export type ReceiptView = {
  office: { name: string; address: string; siret: string; vat: string; demo: boolean }
  site: string
  register: string
  operator: string
  title: string
  number: string
  date: string
  time: string
  lineCount: number
  origin: { verb: string; title: string; number: string; date: string; reason: string | null } | null
  customerName: string | null
  /** Block A, sales of the office, with their VAT; null when there are none. */
  own: { groups: ReceiptGroup[]; totalC: Cents; vat: ReceiptVat[]; htC: Cents; vatC: Cents } | null
  /** Block B, sold in the name and on behalf of others: never any VAT of the office. */
  principals: ReceiptPrincipal[]
  thirdC: Cents
  /** Multi-purpose vouchers: no VAT when they are sold (CGI 256 ter). */
  vouchers: { groups: ReceiptGroup[]; totalC: Cents } | null
  totalC: number
  /** `left`: what is left on the voucher that paid, in words. */
  payments: { label: string; amountC: number; left?: string }[]
  changeC: number
  extract: Extract
  copy: { n: number; date: string; time: string; extract: Extract } | null
  /** First print is 1; duplicata k is print k + 1. */
  printNumber: number
  places: string[]
  software: string
  /** Drawn to be read only: it says that it is no receipt, and carries no signature. */
  look?: boolean
}
