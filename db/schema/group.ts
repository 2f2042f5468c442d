import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { PaysBy, QuoteKind, QuoteStatus } from '../../api/shared/quote.ts'
import { cents, created, day, id, instant } from '../columns.ts'

/** A party of a quote as it was asked for. */
export type QuotedLine = {
  optionId: string
  sessionIds: string[]
  units: { unitId: string; qty: number }[]
}

/** One fare of a line at the price of the day it was quoted; amounts in cents. */
export type QuotedFare = {
  /** Index of the line. */
  line: number
  unitId: string
  label: string
  fare: string | null
  qty: number
  unitC: number
  totalC: number
  htC: number
  vatC: number
  vatRateBp: number | null
  vatExemptCode: string | null
  serviceDay: string | null
  /** When it begins; null for what has no hour. */
  startsAt: string | null
  /** The principal; null for what the office sells itself. */
  provider: string | null
}

/** Whom an invoice will be made out to: `BuyerInput` of api/invoice/form.ts. */
export type QuotedBuyer = {
  kind: 'PERSON' | 'COMPANY' | 'PUBLIC'
  name: string
  address: string
  postcode: string
  city: string
  country: string
  email: string | null
  siret?: string | null
  vatNumber?: string | null
  serviceCode?: string | null
  engagement?: string | null
}

/**
 * What a group is offered, or what somebody ordered by telephone: one order, with the prices of the day it was made.
 * It holds no money; what is paid is a sale. Numbers of a year have no gap.
 */
export const quote = pgTable(
  'quote',
  {
    id: id(),
    orderId: text().notNull(),
    year: integer().notNull(),
    n: integer().notNull(),
    number: text().notNull(),
    /** Rises with each change of a draft. */
    version: integer().notNull(),
    kind: text().$type<QuoteKind>().notNull(),
    status: text().$type<QuoteStatus>().notNull(),
    /** Whom it is for, as the screens list it. */
    name: text().notNull(),
    email: text(),
    phone: text(),
    /** Id that the buyer of its invoice will have. */
    buyerId: text().notNull(),
    buyer: jsonb().$type<QuotedBuyer>(),
    lines: jsonb().$type<QuotedLine[]>().notNull(),
    priced: jsonb().$type<QuotedFare[]>().notNull(),
    totalC: cents().notNull(),
    paysBy: text().$type<PaysBy>().notNull(),
    /** Last day on which it may be accepted at these prices. */
    validUntil: day().notNull(),
    /** Until when the seats of an accepted one are kept. */
    dueAt: instant(),
    saleId: text(),
    /** Day by which what is on account is paid. */
    payDay: day(),
    registerId: text().notNull(),
    staffId: text().notNull(),
    sentAt: instant(),
    acceptedAt: instant(),
    created: created(),
  },
  (t) => [
    uniqueIndex('quote_number').on(t.year, t.n),
    uniqueIndex('quote_order').on(t.orderId),
    index('quote_open').on(t.status).where(sql`${t.status} IN ('DRAFT', 'SENT', 'ACCEPTED')`),
    check('quote_account', sql`${t.paysBy} = 'COUNTER' OR ${t.buyer}->>'kind' IN ('COMPANY', 'PUBLIC')`),
    check('quote_settled', sql`${t.status} <> 'SETTLED' OR ${t.saleId} IS NOT NULL`),
  ],
)

/** Money that came for a sale on account, as the bank said it. Immutable. */
export const accountPayment = pgTable(
  'account_payment',
  {
    id: id(),
    quoteId: text().notNull(),
    /** Day of the bank. */
    day: day().notNull(),
    amountC: cents().notNull(),
    ref: text().notNull(),
    /** The ledger event that books it. */
    eventId: text().notNull(),
    staffId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('account_payment_quote').on(t.quoteId),
    check('account_payment_amount', sql`${t.amountC} > 0`),
  ],
)
