import { check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { cents, created, day, id, instant } from '../columns.ts'

/**
 * Whom an invoice is made out to, as it was then: a person, a company, or a public body with what Chorus Pro asks for.
 * The law keeps it as long as the invoice (C. com. L123-22); in the journal stands its random id alone. Immutable.
 */
export const buyer = pgTable('buyer', {
  id: id(),
  kind: text().$type<'PERSON' | 'COMPANY' | 'PUBLIC'>().notNull(),
  name: text().notNull(),
  address: text().notNull(),
  postcode: text().notNull(),
  city: text().notNull(),
  country: text().notNull(),
  email: text(),
  siret: text(),
  vatNumber: text(),
  /** Of a public body: the service that pays, and its order. */
  serviceCode: text(),
  engagement: text(),
  created: created(),
})

/**
 * An invoice or a credit note for what a sale sold in one name: the office's own, or a principal's, made by the office
 * under its invoicing mandate (CGI 289 I 2) in a series of the principal. Its lines are the sale's. Immutable.
 */
export const invoice = pgTable(
  'invoice',
  {
    id: id(),
    kind: text().$type<'INVOICE' | 'CREDIT'>().notNull(),
    /** The principal; empty for the office itself. */
    issuerId: text().notNull(),
    /** OT, or the principal's code; numbers of a series and a year have no gap. */
    series: text().notNull(),
    year: integer().notNull(),
    n: integer().notNull(),
    number: text().notNull(),
    saleId: text().notNull(),
    /** Of a credit note: the invoice that it takes back, in part or whole. */
    precedingId: text(),
    buyerId: text().notNull(),
    day: day().notNull(),
    /** Day by which it is paid; the day itself when it is paid already. */
    dueDay: day().notNull(),
    htC: cents().notNull(),
    vatC: cents().notNull(),
    ttcC: cents().notNull(),
    staffId: text().notNull(),
    /** Its place in the I chain of the office's register. */
    seq: integer().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    uniqueIndex('invoice_number').on(t.series, t.year, t.n),
    uniqueIndex('invoice_once').on(t.saleId, t.issuerId),
    index('invoice_day').on(t.day),
    check('invoice_sum', sql`${t.htC} + ${t.vatC} = ${t.ttcC}`),
    check('invoice_credit', sql`(${t.kind} = 'CREDIT') = (${t.precedingId} IS NOT NULL)`),
  ],
)
