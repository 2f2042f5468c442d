import { runningUrl } from '../db/embedded.ts'
import { readWhere } from '../api/env.ts'
import { fail, helpWhenAsked } from './step.ts'

helpWhenAsked(`
npm run --silent db:url

Prints the owner's connection string of the running database, for administration:
  psql "$(npm run --silent db:url)"
It opens everything: treat it as a password.
`)

async function main(): Promise<void> {
  const where = readWhere(process.env)
  const url = where.databaseUrl ?? (await runningUrl(where.dataDir))
  if (!url) throw new Error(`No database is running in ${where.dataDir}: start Guichet first (npm start).`)
  console.log(url)
}

main().catch(fail)
