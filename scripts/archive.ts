import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { makeArchive } from '../api/archive/archive.ts'
import { drawNotice } from '../api/archive/papers.ts'
import { zipFolder } from '../api/archive/zip.ts'
import { readAnchors } from '../api/closure/anchor-file.ts'
import { loadKeyring } from '../api/keyring.ts'
import { stopPapers } from '../api/paper/paper.ts'
import { AppError } from '../api/shared/errors.ts'
import { newId } from '../api/shared/id.ts'
import { instantOf, toDay } from '../api/shared/time.ts'
import { onDatabase } from './database.ts'
import { fail, helpWhenAsked, seconds, step } from './step.ts'

helpWhenAsked(`
npm run archive -- --from 2026-01-01 --to 2026-06-30 --out FOLDER [--zip]

Writes the fiscal archive of a period, a year at most, of days that are over, into a new folder: every record as it was
signed, the same as CSV, the public keys, a notice in French and a verifier that runs alone. Closes what is due and
verifies every chain first; leaves its trace in the journal. Sales go on meanwhile.

  --zip    also packs it, into FOLDER.zip
  exit 0   prints the digest of the manifest: keep it elsewhere
  exit 1   nothing is left of it; a chain that is not whole is named

Verify it anywhere:  node FOLDER/verifier.mjs --cle FINGERPRINT

  DATABASE_URL, DATA_DIR, SIGNING_KEY_FILE, ANCHOR_FILE   as for npm start
`)

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      out: { type: 'string' },
      zip: { type: 'boolean' },
    },
  })
  const { from, to, out } = values
  if (!from || !to || !out)
    throw new Error('Which period, and where? npm run archive -- --from DAY --to DAY --out FOLDER')
  const start = performance.now()
  const folder = resolve(out)
  const now = instantOf(Date.now())
  const name = folder.split(/[/\\]/).at(-1) ?? 'archive'
  const made = await onDatabase((db, where) =>
    step('Archiving', async (tell) => {
      const keys = loadKeyring(where.signingKeyFile, { create: false })
      const trusted = new Set(keys.all.map((key) => key.id))
      const anchors = (await readAnchors(where.anchorFile)) ?? []
      const pack = async () => {
        if (values.zip) await zipFolder(folder, `${folder}.zip`, { name, madeAt: now })
      }
      const asked = { id: newId('archive'), from: toDay(from), to: toDay(to), folder, pack }
      const ctx = { actor: { kind: 'system' } as const, now }
      return makeArchive(
        ctx,
        { db, keys, notice: drawNotice, trusted, anchors },
        asked,
        ({ step, done, of }) => tell(`${step.toLowerCase()} ${done}${of === null ? '' : ` of ${of}`}`),
      )
    }),
  ).finally(stopPapers)
  console.log(`${made.records} records, ${made.tickets} of them tickets, in ${made.folder}`)
  console.log(`SHA-256 of its manifest: ${made.manifestSha256} (${seconds(performance.now() - start)})`)
}

/** A refusal in words: what the screens say in French, a command says here. */
function worded(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'archive_period') {
    return new Error(
      `An archive covers whole days that are over (up to ${String(error.data.last)}), ${String(error.data.most)} at most.`,
    )
  }
  if (error.code === 'journal_faulty') {
    return new Error(
      `Nothing is archived, a chain is not whole: ${JSON.stringify(error.data.faults)}. See npm run verify.`,
    )
  }
  return error
}

main().catch((error: unknown) => fail(worded(error)))
