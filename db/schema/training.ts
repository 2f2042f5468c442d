import { sql } from 'drizzle-orm'
import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { id, instant } from '../columns.ts'

/**
 * From letting somebody practise on a register of kind SCHOOL to the end of it: one open at a time there. What is sold
 * meanwhile is an X record and nothing else.
 */
export const training = pgTable(
  'training',
  {
    id: id(),
    registerId: text().notNull(),
    openedBy: text().notNull(),
    /** Who let it begin, by PIN. */
    approvedBy: text().notNull(),
    openedAt: instant().notNull(),
    closedBy: text(),
    closedAt: instant(),
  },
  (t) => [uniqueIndex('training_one_open').on(t.registerId).where(sql`${t.closedAt} IS NULL`)],
)
