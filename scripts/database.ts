import { join } from 'node:path'
import { readEnv, type Env } from '../api/env.ts'
import { connect, disconnect, type Db } from '../db/index.ts'
import { runningUrl } from '../db/embedded.ts'

/**
 * Runs `work` on the database that the settings name, or on the embedded one that runs, as the restricted role. The key
 * file is not needed to look. Throws with a clear message when no database runs.
 */
export async function onDatabase<T>(work: (db: Db, env: Env) => Promise<T>): Promise<T> {
  const fallback = join(process.env.DATA_DIR || '.guichet', 'signing-keys.json')
  const env = readEnv({ ...process.env, SIGNING_KEY_FILE: process.env.SIGNING_KEY_FILE || fallback })
  const url = env.databaseUrl ?? (await runningUrl(env.dataDir))
  if (!url) {
    throw new Error(
      `No database is running in ${env.dataDir}: start Guichet first (npm start), or set DATABASE_URL.`,
    )
  }
  const db = connect(url, { max: 2, patient: true })
  try {
    return await work(db, env)
  } finally {
    await disconnect(db)
  }
}
