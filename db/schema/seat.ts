import { sql } from 'drizzle-orm'
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * The only inventory: seats of a session, stock of goods, places of an open-dated product. Narrow and apart, because
 * it is the one row that every till wants at once. Never oversold: the CHECK says so whatever the code does.
 */
export const counter = pgTable(
  'counter',
  {
    id: text().primaryKey(),
    capacity: integer().notNull(),
    taken: integer().notNull().default(0),
    held: integer().notNull().default(0),
  },
  (t) => [
    check(
      'counter_not_oversold',
      sql`${t.taken} >= 0 AND ${t.held} >= 0 AND ${t.taken} + ${t.held} <= ${t.capacity}`,
    ),
  ],
)
