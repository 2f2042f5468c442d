import { boolean, check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import type { LegalForm } from '../../api/shared/legal-form.ts'
import type { Printer } from '../../api/shared/printer.ts'
import { cents, created, id, instant } from '../columns.ts'

/** The legal entity: one row. `demo` stamps every document DÉMONSTRATION and is refused in production. */
export const office = pgTable(
  'office',
  {
    id: integer().primaryKey().default(1),
    name: text().notNull(),
    address: text().notNull(),
    postcode: text().notNull(),
    city: text().notNull(),
    siret: text().notNull(),
    /** VAT number, or null when the office is outside VAT: then `vatMention` is printed. */
    vatNumber: text(),
    vatMention: text(),
    phone: text(),
    email: text(),
    zone: text().notNull().default('Europe/Paris'),
    demo: boolean().notNull().default(false),
    /** Yearly turnover to reach, in cents. */
    targetC: cents().notNull(),
    /** Product families that do not count toward the target. */
    targetExcludes: jsonb().$type<string[]>().notNull(),
    /** Cash ceilings on a whole debt (CMF D112-3; régie: 300 €), in cents. */
    cashCeilingC: cents().notNull(),
    cashCeilingNonResidentC: cents().notNull(),
    /** From this total of services on, a note is due before payment (arrêté 83-50/A). */
    noteFromC: cents().notNull(),
    /** Who keeps its accounts: a public accountant means a régie (fiscal.md 3.1). */
    legalForm: text().$type<LegalForm>().notNull().default('ASSOCIATION'),
    /** A correction above this total is approved by whoever may. */
    correctionApprovalC: cents().notNull().default(sql`5000`),
    /** A gap of the drawer above this is approved by whoever may (fiscal.md 3.3). */
    gapApprovalC: cents().notNull().default(sql`500`),
    /** Cash taken out of a drawer above this is approved by whoever may. */
    cashOutApprovalC: cents().notNull().default(sql`5000`),
    /** Days that a cheque takes to clear before its money is given back. */
    chequeClearingDays: integer().notNull().default(15),
    /** How long a gift card or a credit note pays, in months. */
    voucherMonths: integer().notNull().default(12),
    /** First month of the financial year, 1 to 12 (fiscal.md 1.8). */
    yearStartMonth: integer().notNull().default(1),
    /** Where the heads of the chains are sent at each closure, besides the file. */
    anchorEmail: text(),
    created: created(),
  },
  (t) => [
    check('office_single', sql`${t.id} = 1`),
    check('office_year_start', sql`${t.yearStartMonth} BETWEEN 1 AND 12`),
  ],
)

/** A counter where people come: Bourg, Plage, Maison des Mégalithes. */
export const site = pgTable('site', {
  id: id(),
  code: text().notNull().unique('site_code'),
  name: text().notNull(),
  address: text().notNull(),
  city: text().notNull(),
  /** Ledger account of its cash drawers (5311…). */
  cashAccount: text().notNull(),
  position: integer().notNull().default(0),
})

/**
 * One cash point with its own numbering (fiscal_register). Its code is never reused nor renamed: it is in every
 * receipt number. OFFICE is where events without a cash point are logged (sign-in, settings).
 */
export const register = pgTable('register', {
  id: id(),
  code: text().notNull().unique('register_code'),
  name: text().notNull(),
  siteId: text()
    .notNull()
    .references(() => site.id),
  kind: text().$type<'COUNTER' | 'WEB' | 'SCHOOL' | 'OFFICE'>().notNull(),
  /** Where its paper comes out; a browser's own printing until somebody sets it. */
  printer: jsonb().$type<Printer>().notNull().default({ kind: 'BROWSER', columns: 48 }),
  /** The card reader that stands beside it, as the payment provider names it; null when there is none. */
  readerId: text(),
  openedAt: instant().notNull(),
  closedAt: instant(),
})
