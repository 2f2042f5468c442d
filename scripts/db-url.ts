import { runningUrl } from '../db/embedded.ts'
import { readEnv } from '../api/env.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run --silent db:url

Prints the owner's connection string of the running database, for administration:
  psql "$(npm run --silent db:url)"
It opens everything: treat it as a password.
`)

async function main(): Promise<void> {
  const env = readEnv(process.env)
  const url = env.databaseUrl ?? (await runningUrl(env.dataDir))
  if (!url) throw new Error(`No database is running in ${env.dataDir}: start Guichet first (npm start).`)
  console.log(url)
}

main().catch(fail)
