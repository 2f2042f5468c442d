import { reconcile } from '../api/report/reconcile.ts'
import { onDatabase } from './database.ts'
import { fail, helpWhenAsked, seconds } from './step.ts'

helpWhenAsked(`
npm run reconcile

Computes again, from the rows that make it up and in one snapshot of the running database, everything that is counted
twice: counters, tickets, sales, journal, ledger. Reads only; sales go on meanwhile.

  exit 0   nothing differs
  exit 1   prints each difference: what, about which row, expected and found

  DATABASE_URL, DATA_DIR   as for npm start
`)

async function main(): Promise<void> {
  const start = performance.now()
  const differences = await onDatabase((db) => reconcile(db))
  for (const { check, subject, expected, found } of differences) {
    console.error(`${check}: ${subject}: expected ${expected}, found ${found}`)
  }
  const took = seconds(performance.now() - start)
  if (differences.length === 0) console.log(`Nothing differs (${took}).`)
  else console.error(`${differences.length} differences (${took}).`)
  if (differences.length > 0) process.exitCode = 1
}

main().catch(fail)
