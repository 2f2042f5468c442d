import { readEnv } from '../env.ts'
import { serve } from '../server.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'

/**
 * A process of Guichet for the proofs that kill it: on the database that DATABASE_URL names, else on the embedded one
 * of DATA_DIR, as `npm start` runs it. Tells its parent where it answers; ends when the parent does.
 */
async function main(): Promise<void> {
  const env = readEnv(process.env)
  const database = env.databaseUrl
    ? { url: env.databaseUrl, stop: async () => {} }
    : await startEmbedded({ dataDir: env.dataDir, log: () => {} })
  if (!env.databaseUrl) await migrate(database.url)
  const server = await serve(env, database.url)
  process.send?.({ url: server.url, databaseUrl: database.url })
  const stop = async () => {
    await server.stop()
    await database.stop()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('disconnect', () => void stop())
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
