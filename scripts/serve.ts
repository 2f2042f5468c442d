import { readEnv } from '../api/env.ts'
import { serve } from '../api/server.ts'
import { fail, helpWhenAsked } from './step.ts'
import { untilAsked } from './stop.ts'

helpWhenAsked(`
npm run serve

One process of the API on a database that is there and migrated (DATABASE_URL, SIGNING_KEY_FILE), and nothing else: no
migration, no demonstration, no build. Run as many as wanted, after one npm start has brought the schema up to date.
`)

async function main(): Promise<void> {
  const env = readEnv(process.env)
  if (!env.databaseUrl)
    throw new Error('DATABASE_URL: required here; npm start brings a database of its own.')
  const stop = untilAsked()
  const server = await serve(env, env.databaseUrl)
  console.log(`  API ready at ${server.url}`)
  await stop.asked
  await server.stop()
}

main().then(() => process.exit(0), fail)
