import type { Db, Tx } from '../../db/index.ts'

const ROLLBACK = new Error('roll back')

/**
 * For tests: what somebody sees who looks at a database after a superuser, with the guards switched off, did
 * something to it; then it is undone.
 */
export async function tampered<T>(
  owner: Db,
  work: (sql: Tx['sql']) => Promise<unknown>,
  look: (db: Db) => Promise<T>,
): Promise<T> {
  const copy = { ...owner, sql: Object.create(owner.sql) as typeof owner.sql }
  let seen: T[] = []
  await owner.sql
    .begin(async (sql) => {
      await sql`SET LOCAL session_replication_role = replica`
      await work(sql)
      // The same connection sees its own changes: nothing has to be put back.
      Object.assign(copy.sql, { begin: (_: string, within: (s: typeof sql) => Promise<void>) => within(sql) })
      seen = [await look(copy)]
      throw ROLLBACK
    })
    .catch((error: unknown) => {
      if (error !== ROLLBACK) throw error
    })
  return seen[0] as T
}
