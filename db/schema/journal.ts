import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { bigCents, canonicalText, created, day, instant } from '../columns.ts'

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
