import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { CountedMeans, MovementKind } from '../../api/shared/cash.ts'
import { cents, day, id, instant } from '../columns.ts'

/** From counting the float to counting the drawer: one open at a time on a register. */
export const shift = pgTable(
  'shift',
  {
    id: id(),
    registerId: text().notNull(),
    openedBy: text().notNull(),
    openedAt: instant().notNull(),
    businessDay: day().notNull(),
    floatC: cents().notNull(),
    closedBy: text(),
    closedAt: instant(),
    expectedC: cents(),
    countedC: cents(),
    gapReason: text(),
    /** What stays in the drawer for the next shift; null while it is open, and of shifts closed before this was asked. */
    leftC: cents(),
  },
  (t) => [
    uniqueIndex('shift_one_open').on(t.registerId).where(sql`${t.closedAt} IS NULL`),
    index('shift_register').on(t.registerId, t.openedAt),
  ],
)

/** Cash that moved without a sale, and counts of the drawer: each has its P record. Immutable. */
export const cashMovement = pgTable(
  'cash_movement',
  {
    id: id(),
    shiftId: text().notNull(),
    kind: text().$type<MovementKind>().notNull(),
    /** Its place in the register's P chain; null of those written before it was kept. */
    seq: integer(),
    amountC: cents().notNull(),
    /** Of a count: what the drawer should have held. */
    expectedC: cents(),
    /** Pieces by face value in cents, when counted so: {"5000": 2}. */
    pieces: jsonb().$type<Record<string, number>>().notNull(),
    reason: text(),
    /** Number of the bag that went to the safe. */
    bag: text(),
    /** Of a transfer between drawers: the movement of the other drawer. */
    linkId: text(),
    /** Of a hand-over: who holds the drawer from now on. */
    toId: text(),
    approvedBy: text(),
    staffId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('cash_movement_shift').on(t.shiftId)],
)

/** What was counted of a means of payment when a shift was closed, against what its sales brought. Immutable. */
export const shiftCount = pgTable(
  'shift_count',
  {
    shiftId: text().notNull(),
    means: text().$type<CountedMeans>().notNull(),
    expectedC: cents().notNull(),
    countedC: cents().notNull(),
    /** Why they differ: a code. */
    reason: text(),
    approvedBy: text(),
    /** Pieces, cheques by number, faces of chèques-vacances: no names. */
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shiftId, t.means] }),
    check('shift_count_explained', sql`(${t.countedC} = ${t.expectedC}) = (${t.reason} IS NULL)`),
  ],
)
