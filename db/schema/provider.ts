import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { cents, created, day, id } from '../columns.ts'
import { sql } from 'drizzle-orm'

/** Who performs the activity, and whom the office owes. */
export const provider = pgTable('provider', {
  id: id(),
  /** Auxiliary account: F<code>. */
  code: text().notNull().unique('provider_code'),
  name: text().notNull(),
  siret: text().notNull(),
  address: text().notNull(),
  city: text().notNull(),
  email: text(),
  phone: text(),
  iban: text(),
  vatStatus: text().$type<'LIABLE' | 'FRANCHISE_293B' | 'EXEMPT' | 'OUT_OF_SCOPE'>().notNull(),
  /** 467 account in the ledger: 467100 for providers, 467SNCF for the SNCF. */
  account: text().notNull(),
  created: created(),
})

/** The terms under which a booking may be given up, kept with the version of the agreement that held at the sale. */
export type CancellationTerms = {
  /** Free until so many minutes before the start; null: never. */
  freeUntilMinutes: number | null
  /** The commission of a cancelled sale is reversed (fiscal.md 2.6). */
  reversesCommission: boolean
  /** If the provider closes: another departure or the money back. */
  weather: 'MOVE_OR_REFUND'
}

/** The signed terms (convention), versioned: a product sold on behalf cannot go live without one. */
export const agreement = pgTable(
  'agreement',
  {
    id: id(),
    providerId: text()
      .notNull()
      .references(() => provider.id),
    version: integer().notNull(),
    mode: text().$type<'MANDATE' | 'RESALE'>().notNull(),
    signedOn: day().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
    commissionBase: text().$type<'TTC_FARE' | 'PROVIDER_HT'>().notNull().default('TTC_FARE'),
    settlementPeriod: text().$type<'WEEKLY' | 'FORTNIGHT' | 'MONTHLY'>().notNull(),
    /** The office makes the provider's invoices in its name (CGI 289 I 2). */
    invoicingMandate: boolean().notNull().default(false),
    cancellation: jsonb().$type<CancellationTerms>().notNull(),
    created: created(),
  },
  (t) => [uniqueIndex('agreement_version').on(t.providerId, t.version)],
)

/** Commission by product and channel; a null product or channel is the agreement's default. */
export const commission = pgTable(
  'commission',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    agreementId: text()
      .notNull()
      .references(() => agreement.id),
    productId: text(),
    channel: text().$type<'COUNTER' | 'ONLINE' | 'RESELLER'>(),
    rateBp: integer().notNull(),
    fixedC: cents().notNull().default(sql`0`),
  },
  (t) => [index('commission_agreement').on(t.agreementId)],
)
