import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '../../api/env.ts'
import { loadKeyring } from '../../api/keyring.ts'
import { serve } from '../../api/server.ts'
import { instantOf, msOf, plusMinutes, type Instant } from '../../api/shared/time.ts'
import { connect, disconnect } from '../../db/index.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { seedIfEmpty } from '../demo.ts'
import { addHistory } from '../history.ts'

export type RunningOffice = { url: string; ownerUrl: string; stop: () => Promise<void> }

/**
 * The demonstration office, whole, on a database and a port of its own, as if it were `now`: for browser tests and
 * pictures, which must not depend on the hour they run at. Without its two years of sales unless they are asked for.
 */
export async function runOffice(now: Instant, options: { history?: boolean } = {}): Promise<RunningOffice> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-office-'))
  const database = await startEmbedded({ dataDir, fsync: false, log: () => {} })
  await migrate(database.url)
  await seedIfEmpty(database.url, undefined, now)
  const env = readEnv({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' })
  if (options.history) {
    const keys = loadKeyring(env.signingKeyFile, { create: true })
    await addHistory(database.url, { now, keys })
  }
  // Days on which nobody sold would be closed one by one, for two years, while the test looks.
  else await openToday(database.url, now)
  const started = Date.now()
  const clock = () => instantOf(msOf(now) + Date.now() - started)
  const server = await serve(env, database.url, clock)
  return {
    url: server.url,
    ownerUrl: database.url,
    stop: async () => {
      await server.stop()
      await database.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function openToday(ownerUrl: string, now: Instant): Promise<void> {
  const db = connect(ownerUrl, { role: null, max: 1 })
  await db.sql`UPDATE register SET opened_at = ${plusMinutes(now, -24 * 60)}::timestamptz`
  await disconnect(db)
}
