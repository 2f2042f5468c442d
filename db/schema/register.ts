import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
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
    kind: text().$type<'OPENING_FLOAT' | 'CLOSING_COUNT' | 'IN' | 'OUT'>().notNull(),
    amountC: cents().notNull(),
    /** Pieces by face value in cents, when counted so: {"5000": 2}. */
    pieces: jsonb().$type<Record<string, number>>().notNull(),
    reason: text(),
    staffId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('cash_movement_shift').on(t.shiftId)],
)
