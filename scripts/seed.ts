import { readWhere } from '../api/env.ts'
import { runningUrl } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { contentsOf, seedIfEmpty } from './demo.ts'
import { fail, helpWhenAsked, seconds } from './step.ts'

helpWhenAsked(`
npm run seed

Fills an empty database with the demonstration office of Carnac and its sign-ins: the one DATABASE_URL names, else the
embedded one of a running Guichet (DATA_DIR). Does nothing to a database that holds an office. npm start does the same.
`)

async function main(): Promise<void> {
  const begin = performance.now()
  const where = readWhere(process.env)
  if (where.production) throw new Error('NODE_ENV: production takes no demonstration.')
  const url = where.databaseUrl ?? (await runningUrl(where.dataDir))
  if (!url) throw new Error(`No database is running in ${where.dataDir}: start Guichet first (npm start).`)
  await migrate(url)
  if ((await contentsOf(url)) === 'office')
    throw new Error('This database holds an office: nothing was done.')
  await seedIfEmpty(url, (text) => console.log(`  ${text}`))
  console.log(`  The demonstration is there, in ${seconds(performance.now() - begin)}.`)
}

main().catch(fail)
