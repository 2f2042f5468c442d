import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { RemittanceKind, RemittanceStatus } from '../../api/shared/remittance.ts'
import { cents, day, id, instant } from '../columns.ts'

/**
 * Cheques, chèques-vacances or card slips that go to the bank together, under a numbered slip. What it holds was fixed when
 * it was prepared; only its state moves. One that is cancelled keeps its number, and its tenders wait again.
 */
export const remittance = pgTable(
  'remittance',
  {
    id: id(),
    kind: text().$type<RemittanceKind>().notNull(),
    year: integer().notNull(),
    n: integer().notNull(),
    /** CH-2026-0001, CV-2026-0001, CB-2026-0001. */
    number: text().notNull(),
    status: text().$type<RemittanceStatus>().notNull(),
    count: integer().notNull(),
    /** What the tenders settled. */
    totalC: cents().notNull(),
    /** What the bank is given: more than `totalC` where chèques-vacances gave no change. */
    countedC: cents().notNull(),
    /** Chèques-vacances by face value in cents: {"2000": 3}. Empty for the others. */
    faces: jsonb().$type<Record<string, number>>().notNull(),
    /** Why less was counted than was taken in. */
    comment: text(),
    staffId: text().notNull(),
    at: instant().notNull(),
    /** Account of the bank: 512, or 515 for a régie with an account at the Treasury. */
    account: text(),
    remittedOn: day(),
    remittedBy: text(),
    creditedOn: day(),
    creditedBy: text(),
    creditedC: cents(),
    feeC: cents(),
  },
  (t) => [
    uniqueIndex('remittance_once').on(t.kind, t.year, t.n),
    check('remittance_positive', sql`${t.totalC} > 0 AND ${t.count} > 0 AND ${t.countedC} >= 0`),
    check(
      'remittance_remitted',
      sql`((${t.status} IN ('REMITTED', 'CREDITED')) = (${t.remittedOn} IS NOT NULL)) AND ((${t.status} = 'CREDITED') = (${t.creditedOn} IS NOT NULL))`,
    ),
    check(
      'remittance_credited',
      sql`${t.creditedOn} IS NULL OR ${t.creditedC} + ${t.feeC} = ${t.countedC} AND ${t.feeC} >= 0`,
    ),
  ],
)

/** A tender on a slip: each goes to the bank once. */
export const remittanceTender = pgTable(
  'remittance_tender',
  {
    remittanceId: text().notNull(),
    saleId: text().notNull(),
    n: integer().notNull(),
    amountC: cents().notNull(),
    /** Its slip was cancelled: it waits again. */
    released: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.remittanceId, t.saleId, t.n] }),
    uniqueIndex('remittance_tender_once').on(t.saleId, t.n).where(sql`NOT ${t.released}`),
  ],
)
