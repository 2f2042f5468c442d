import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Family, LineKind } from '../../api/shared/catalog.ts'
import type {
  HandoverCount,
  HandoverValue,
  RegieRole,
  VersementPart,
  VersementRange,
  VersementSums,
} from '../../api/shared/regie.ts'
import type { Means } from '../../api/shared/tender.ts'
import { cents, day, id, instant } from '../columns.ts'

/**
 * The act of the régie (CGCT R1617-1): what may be taken in, where, by which means, how much may be held and for how long.
 * An act that amends it is a new version. Immutable.
 */
export const regie = pgTable(
  'regie',
  {
    version: integer().primaryKey(),
    actNumber: text().notNull(),
    actOn: day().notNull(),
    validFrom: day().notNull(),
    /** Last day of the régie; null while it goes on. */
    validTo: day(),
    /** Most cash that may be held, floats apart, in cents. */
    mostHeldC: cents().notNull(),
    /** Floats of all drawers together (fonds de caisse). */
    floatC: cents().notNull(),
    /** Days after which what was taken in has to be handed in, 31 at most. */
    everyDays: integer().notNull(),
    /** Days after which a cheque has to be with the bank: 1, or up to 8 when the act says so (décret 2019-798 art. 8). */
    chequeDays: integer().notNull(),
    /** The public accountant that it hands its takings to (comptable assignataire). */
    accountant: text().notNull(),
    /** Number of its account at the Treasury (DFT); null when it has none. */
    treasuryAccount: text(),
    siteIds: jsonb().$type<string[]>().notNull(),
    families: jsonb().$type<Family[]>().notNull(),
    kinds: jsonb().$type<LineKind[]>().notNull(),
    means: jsonb().$type<Means[]>().notNull(),
    staffId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    check(
      'regie_limits',
      sql`${t.mostHeldC} > 0 AND ${t.floatC} >= 0 AND ${t.everyDays} BETWEEN 1 AND 31 AND ${t.chequeDays} BETWEEN 1 AND 8`,
    ),
    check('regie_valid', sql`${t.validTo} IS NULL OR ${t.validTo} >= ${t.validFrom}`),
  ],
)

/** Who acts for the régie, by which act and from when to when; one titulaire at a time. */
export const regieActor = pgTable(
  'regie_actor',
  {
    id: id(),
    staffId: text().notNull(),
    role: text().$type<RegieRole>().notNull(),
    actNumber: text().notNull(),
    actOn: day().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
  },
  (t) => [
    uniqueIndex('regie_actor_titular')
      .on(t.role)
      .where(sql`${t.role} = 'TITULAIRE' AND ${t.validTo} IS NULL`),
    check('regie_actor_valid', sql`${t.validTo} IS NULL OR ${t.validTo} >= ${t.validFrom}`),
  ],
)

/**
 * Money that leaves for the accountant (or, without a régie, for the bank) with its numbered slip. What the slip says was
 * fixed when it was prepared; only its state moves. One that is cancelled keeps its number.
 */
export const versement = pgTable(
  'versement',
  {
    id: id(),
    kind: text().$type<'REGIE' | 'BANK'>().notNull(),
    year: integer().notNull(),
    n: integer().notNull(),
    /** V-2026-0001. */
    number: text().notNull(),
    status: text().$type<'PREPARED' | 'HANDED_IN' | 'VOID'>().notNull(),
    fromDay: day().notNull(),
    toDay: day().notNull(),
    totalC: cents().notNull(),
    parts: jsonb().$type<VersementPart[]>().notNull(),
    /** Last receipt of each register that it accounts for: the next one begins after it. */
    ranges: jsonb().$type<VersementRange[]>().notNull(),
    sums: jsonb().$type<VersementSums>().notNull(),
    staffId: text().notNull(),
    at: instant().notNull(),
    handedOn: day(),
    handedAt: instant(),
    handedBy: text(),
    /** Number of the receipt that the accountant or the bank gave. */
    receipt: text(),
  },
  (t) => [
    uniqueIndex('versement_number').on(t.number),
    uniqueIndex('versement_once').on(t.year, t.n),
    check('versement_positive', sql`${t.totalC} > 0`),
    check(
      'versement_handed',
      sql`(${t.status} = 'HANDED_IN') = (${t.handedOn} IS NOT NULL AND ${t.receipt} IS NOT NULL)`,
    ),
  ],
)

/** PV de remise de service: all drawers and the safe counted between who leaves and who takes over. Immutable. */
export const regieHandover = pgTable(
  'regie_handover',
  {
    id: id(),
    year: integer().notNull(),
    n: integer().notNull(),
    number: text().notNull(),
    fromStaff: text().notNull(),
    toStaff: text().notNull(),
    counts: jsonb().$type<HandoverCount[]>().notNull(),
    /** Cheques, chèques-vacances and slips that are handed over with the cash. */
    values: jsonb().$type<HandoverValue[]>().notNull(),
    expectedC: cents().notNull(),
    countedC: cents().notNull(),
    staffId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [uniqueIndex('regie_handover_once').on(t.year, t.n)],
)
