import { runClosures } from '../api/closure/run.ts'
import { loadKeyring } from '../api/keyring.ts'
import { instantOf } from '../api/shared/time.ts'
import { onDatabase } from './database.ts'
import { fail, helpWhenAsked, seconds } from './step.ts'

helpWhenAsked(`
npm run close

Closes every day that is over and not closed yet, of each register and of the office, with the months and the financial
years that end with them, and says what was closed. A running Guichet does the same at its start and every ten minutes:
this is for who does not want to wait, or wants to see it. Sales go on meanwhile; a day is never closed twice.

The ends of all chains are then added to the anchor file, signed. Keep copies of that file elsewhere.

  DATABASE_URL, DATA_DIR, SIGNING_KEY_FILE   as for npm start
  ANCHOR_FILE                                the anchor file (default DATA_DIR/anchors.jsonl)
`)

const KINDS = { D: 'day', M: 'month', Y: 'year' } as const

async function main(): Promise<void> {
  const start = performance.now()
  const { closed, anchor, file } = await onDatabase(async (db, where) => {
    const keys = loadKeyring(where.signingKeyFile, { create: false })
    const deps = { db, keys, anchorFile: where.anchorFile }
    return { ...(await runClosures(deps, instantOf(Date.now()))), file: where.anchorFile }
  })
  for (const { register, kind, from, to, seq } of closed)
    console.log(
      `${register.padEnd(8)} ${KINDS[kind].padEnd(6)} ${from === to ? from : `${from} to ${to}`}  n° ${seq}`,
    )
  const took = seconds(performance.now() - start)
  if (closed.length === 0) console.log(`Nothing was due (${took}).`)
  else console.log(`${closed.length} closures (${took}).`)
  if (anchor) console.log(`The ends of ${anchor.heads.length} chains were added to ${file}.`)
}

main().catch(fail)
