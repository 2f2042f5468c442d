import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrate as drizzleMigrate } from 'drizzle-orm/postgres-js/migrator'
import { connect, disconnect, type Db } from './index.ts'

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))
/** Two processes that start together migrate once: any number that nobody else takes. */
const LOCK = 7_204_201

/**
 * Brings the database to the latest schema, as its owner. Safe to call from several processes at once, and on an
 * up-to-date database (about 100 ms). Throws when a migration fails; nothing of it stays.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const db = connect(ownerUrl, { role: null, max: 1, applicationName: 'guichet-migrate' })
  try {
    await db.sql`SELECT pg_advisory_lock(${LOCK})`
    await drizzleMigrate(db.orm, { migrationsFolder: FOLDER })
  } finally {
    await disconnect(db)
  }
}

/** How many of the shipped migrations a database lacks. */
export async function pendingMigrations(db: Db): Promise<number> {
  const journal = JSON.parse(readFileSync(`${FOLDER}/meta/_journal.json`, 'utf8')) as { entries: unknown[] }
  const [row] = await db.sql<{ done: number }[]>`SELECT count(*)::int AS done FROM migrated`
  return journal.entries.length - (row?.done ?? 0)
}
