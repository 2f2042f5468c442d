import { existsSync } from 'node:fs'
import { verifyJournals, type ChainReport } from '../api/journal/verify.ts'
import { readAnchors } from '../api/closure/anchor-file.ts'
import { loadKeyring } from '../api/keyring.ts'
import { onDatabase } from './database.ts'
import { fail, helpWhenAsked, seconds } from './step.ts'

helpWhenAsked(`
npm run verify

Walks every chain of the journal (each register, each journal) in one snapshot of the running database: numbers without
a gap, hash, link, signature, perpetual totals, head; each ticket against the rows of its sale, each closure against its row
and the documents of its days; and all of them against the anchors that were written outside the database at each
closure. Reads only; sales go on meanwhile.

  exit 0   every chain is whole: one line for each, with the number and the hash of its last record
  exit 1   names the first record of each chain that was altered, inserted, removed or reordered

The signatures must be by keys of SIGNING_KEY_FILE (default DATA_DIR/signing-keys.json); without that file the public
keys stored in the database are taken on trust, and the first line says so. A chain that was cut everywhere at once, an
old copy put back, or everything signed again by another key shows only against the anchors: give it a copy of the anchor
file that was kept elsewhere.

  npm run verify -- path/of/anchors.jsonl    another anchor file than that of the settings

  DATABASE_URL, DATA_DIR, SIGNING_KEY_FILE, ANCHOR_FILE   as for npm start
`)

function print(chain: ChainReport): void {
  const name = `${chain.register}/${chain.journal}`.padEnd(12)
  const count = `${chain.count} records`.padStart(16)
  console.log(chain.fault ? `${name}${count}  FAULT` : `${name}${count}  ${chain.lastHash}`)
}

/** The lines of the file that was named, or of that of the settings, where none is no fault but is said. */
async function anchorsOf(settled: string): Promise<string[]> {
  const named = process.argv[2]
  const lines = await readAnchors(named ?? settled)
  if (lines) return lines
  if (named) throw new Error(`There is no anchor file at ${named}.`)
  console.log(`No anchor file at ${settled}: the chains are compared with nothing outside the database.`)
  return []
}

async function main(): Promise<void> {
  const start = performance.now()
  const { chains, records, faults } = await onDatabase(async (db, where) => {
    const isThere = existsSync(where.signingKeyFile)
    if (!isThere)
      console.log(`No key file at ${where.signingKeyFile}: the public keys of the database are trusted.`)
    const keys = isThere ? loadKeyring(where.signingKeyFile, { create: false }).all : null
    const anchors = await anchorsOf(where.anchorFile)
    return verifyJournals(db, {
      trusted: keys && new Set(keys.map((key) => key.id)),
      anchors,
      onChain: print,
    })
  })
  const total = `${records} records in ${chains.length} chains, ${seconds(performance.now() - start)}`
  if (faults.length === 0) {
    console.log(`Every chain is whole: ${total}.`)
    return
  }
  for (const { register, journal, seq, what, detail } of faults) {
    console.error(`register ${register}, journal ${journal}, record ${seq}: ${what}: ${detail}`)
  }
  console.error(`${faults.length} faults: ${total}.`)
  process.exitCode = 1
}

main().catch(fail)
