import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { RailMeans } from '../../api/shared/rail.ts'
import { cents, day, id, instant } from '../columns.ts'

/**
 * A ticket paid on the SNCF's own terminal: its money never enters our drawers, so it has no sale. The ticket itself is a
 * row of `sncf_sale` under this id, so that no ticket number is recorded twice, however it was paid.
 */
export const sncfMemo = pgTable('sncf_memo', {
  id: id(),
  registerId: text().notNull(),
  productId: text().notNull(),
  staffId: text().notNull(),
  means: jsonb().$type<RailMeans[]>().notNull(),
  /** Digest of what was sent: the same id with another ticket is refused. */
  digest: text().notNull(),
  at: instant().notNull(),
  cancelledAt: instant(),
  cancelledBy: text(),
})

/** The report of an SNCF terminal beside what was recorded of it that day; checked again, a row more. Immutable. */
export const sncfDaily = pgTable(
  'sncf_daily',
  {
    terminal: text().notNull(),
    day: day().notNull(),
    /** The last check counts. */
    n: integer().notNull(),
    reportC: cents().notNull(),
    reportCount: integer().notNull(),
    posC: cents().notNull(),
    posCount: integer().notNull(),
    gapC: cents().notNull(),
    comment: text(),
    checkedBy: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.terminal, t.day, t.n] }),
    check('sncf_daily_gap', sql`${t.gapC} = ${t.reportC} - ${t.posC}`),
    check(
      'sncf_daily_explained',
      sql`(${t.gapC} = 0 AND ${t.reportCount} = ${t.posCount}) OR ${t.comment} IS NOT NULL`,
    ),
  ],
)

/** A month settled with the SNCF: what was sold, what the office keeps of it, what is owed. Immutable. */
export const sncfStatement = pgTable(
  'sncf_statement',
  {
    /** Its first day. */
    month: day().primaryKey(),
    number: text().notNull(),
    grossC: cents().notNull(),
    /** Paid to us, and paid on the SNCF's own terminal. */
    drawerC: cents().notNull(),
    terminalC: cents().notNull(),
    tickets: integer().notNull(),
    commissionC: cents().notNull(),
    vatC: cents().notNull(),
    netDueC: cents().notNull(),
    agreementVersion: integer(),
    staffId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    check(
      'sncf_statement_sum',
      sql`${t.drawerC} + ${t.terminalC} = ${t.grossC} AND ${t.drawerC} - ${t.commissionC} - ${t.vatC} = ${t.netDueC}`,
    ),
  ],
)
