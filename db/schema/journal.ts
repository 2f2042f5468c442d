import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { bigCents, canonicalText, created, day, instant } from '../columns.ts'

/** Day, month, year. */
export type ClosureKind = 'D' | 'M' | 'Y'

export type Journal = 'T' | 'G' | 'L' | 'C' | 'X' | 'A' | 'P' | 'I'

/** The end of each chain: locked by whoever appends, moved only by `journal_advance`. */
export const journalHead = pgTable(
  'journal_head',
  {
    registerId: text().notNull(),
    journal: text().$type<Journal>().notNull(),
    lastSeq: integer().notNull(),
    lastHash: text().notNull(),
    lastAt: instant(),
    /** Perpetual totals of everything recorded, never reset. */
    signedC: bigCents().notNull(),
    absC: bigCents().notNull(),
    ownC: bigCents().notNull(),
    thirdC: bigCents().notNull(),
    voucherC: bigCents().notNull(),
    /** On the T chain: the last day that was closed. No sale is dated on it or before (fiscal.md 1.8). */
    closedDay: day(),
  },
  (t) => [primaryKey({ columns: [t.registerId, t.journal] })],
)

/** A signed, chained record. `payload` is the canonical text that was hashed; nothing else is trusted by `verify`. */
export const journalRecord = pgTable(
  'journal_record',
  {
    registerId: text().notNull(),
    journal: text().$type<Journal>().notNull(),
    seq: integer().notNull(),
    docType: text().notNull(),
    /** What it is about: the sale, the shift. */
    subject: text().notNull(),
    recordedAt: instant().notNull(),
    businessDay: day().notNull(),
    payload: canonicalText().notNull(),
    prevHash: text().notNull(),
    hash: text().notNull(),
    signature: text().notNull(),
    keyId: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.registerId, t.journal, t.seq] }),
    // The record of a sale is found by the sale's register and number.
    index('journal_record_subject').on(t.subject).where(sql`${t.journal} <> 'T'`),
    check('journal_record_numbered', sql`${t.seq} > 0`),
  ],
)

/** Public halves of every key that ever signed: enough to verify with the application off. */
export const signingKey = pgTable('signing_key', {
  id: text().primaryKey(),
  purpose: text().$type<'JOURNAL' | 'TICKET'>().notNull(),
  algorithm: text().$type<'ES256' | 'Ed25519'>().notNull(),
  publicKey: text().notNull(),
  created: created(),
})

/** A day, month or year of a register, or of the office, closed for good: its figures as its G record seals them. Immutable. */
export const closure = pgTable(
  'closure',
  {
    registerId: text().notNull(),
    kind: text().$type<ClosureKind>().notNull(),
    fromDay: day().notNull(),
    toDay: day().notNull(),
    /** Its place in the register's G chain. */
    seq: integer().notNull(),
    at: instant().notNull(),
    /** Documents of all kinds, and of each; copies that were printed. */
    ticketCount: integer().notNull(),
    cancelCount: integer().notNull(),
    refundCount: integer().notNull(),
    fixCount: integer().notNull(),
    copyCount: integer().notNull(),
    /** Numbers of the first and last document; null on a day without. */
    firstNumber: text(),
    lastNumber: text(),
    lastHash: text(),
    grossC: bigCents().notNull(),
    returnsC: bigCents().notNull(),
    netC: bigCents().notNull(),
    ownC: bigCents().notNull(),
    thirdC: bigCents().notNull(),
    voucherC: bigCents().notNull(),
    /** Of the office's own sales. */
    vat: jsonb().$type<{ rateBp: number; htC: number; vatC: number; ttcC: number }[]>().notNull(),
    /** Sold on behalf, by principal. */
    third: jsonb().$type<{ code: string; ttcC: number }[]>().notNull(),
    payments: jsonb().$type<{ means: string; count: number; amountC: number }[]>().notNull(),
    /** Perpetual totals after the period, never reset. */
    perpetualSignedC: bigCents().notNull(),
    perpetualAbsC: bigCents().notNull(),
    perpetualOwnC: bigCents().notNull(),
    perpetualThirdC: bigCents().notNull(),
    perpetualVoucherC: bigCents().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.registerId, t.kind, t.fromDay] }),
    uniqueIndex('closure_seq').on(t.registerId, t.seq),
    check(
      'closure_sum',
      sql`${t.ownC} + ${t.thirdC} + ${t.voucherC} = ${t.netC} AND ${t.grossC} + ${t.returnsC} = ${t.netC}`,
    ),
  ],
)
