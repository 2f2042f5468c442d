import { readWhere } from '../api/env.ts'
import { loadKeyring } from '../api/keyring.ts'
import { instantOf } from '../api/shared/time.ts'
import { runningUrl } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { contentsOf, seedIfEmpty } from './demo.ts'
import { addHistory } from './history.ts'
import { HISTORY_NOTES } from './history/mark.ts'
import { fail, helpWhenAsked, seconds } from './step.ts'

helpWhenAsked(`
npm run seed

Fills an empty database with the demonstration office of Carnac, its sign-ins and its two years of sales: the one
DATABASE_URL names, else the embedded one of a running Guichet (DATA_DIR). A demonstration that has sold nothing yet gets
the sales that it lacks, unless its days have been closed: a running Guichet closes them at its start. Does nothing to a database that holds an office. npm start does the same.

  DEMO_HISTORY=0   leaves the sales out
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
  const progress = (text: string) => console.log(`  ${text}`)
  await seedIfEmpty(url, progress)
  if (process.env.DEMO_HISTORY !== '0') {
    const keys = loadKeyring(where.signingKeyFile, { create: where.databaseUrl === null })
    const outcome = await addHistory(url, { now: instantOf(Date.now()), keys, progress })
    const more = HISTORY_NOTES[outcome]
    if (more) progress(more)
  }
  console.log(`  The demonstration is there, in ${seconds(performance.now() - begin)}.`)
}

main().catch(fail)
