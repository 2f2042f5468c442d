import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from '../columns.ts'

/** What must happen after a commit, written in the same transaction and taken once by one of the processes. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    kind: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    dueAt: instant().notNull(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    /** Given up after too many attempts: kept for a person to look at. */
    failedAt: instant(),
  },
  (t) => [index('outbox_due').on(t.dueAt).where(sql`${t.failedAt} IS NULL`)],
)
