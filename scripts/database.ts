import { readWhere, type Where } from '../api/env.ts'
import { connect, disconnect, type Db } from '../db/index.ts'
import { runningUrl } from '../db/embedded.ts'

/**
 * Runs `work` on the database that the settings name, or on the embedded one that runs, as the restricted role. The key
 * file is not needed to look. Throws with a clear message when no database runs.
 */
export async function onDatabase<T>(work: (db: Db, where: Where) => Promise<T>): Promise<T> {
  const where = readWhere(process.env)
  const url = where.databaseUrl ?? (await runningUrl(where.dataDir))
  if (!url) {
    throw new Error(
      `No database is running in ${where.dataDir}: start Guichet first (npm start), or set DATABASE_URL.`,
    )
  }
  const db = connect(url, { max: 2, patient: true })
  try {
    return await work(db, where)
  } finally {
    await disconnect(db)
  }
}
