import { mkdirSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../db/index.ts'
import type { Signer } from '../journal/journal.ts'
import type { Instant } from '../shared/time.ts'
import { JOURNALS, TABLES } from './columns.ts'
import { readFacts, readJournalKeys, type ArchivedKey, type Facts } from './facts.ts'
import { writeFile, type FileEntry } from './file.ts'
import { writeJournals } from './journals.ts'
import { FORMAT, writeManifest, type Manifest } from './manifest.ts'
import { kindOf, type ArchiveKind, type Period } from './period.ts'
import { segmentsOf, type Segment } from './segment.ts'

/** An archive that was written: where, and what its trace in the journal says. */
export type Written = {
  folder: string
  kind: ArchiveKind
  manifestSha256: string
  files: number
  records: number
  tickets: number
}

export type WriteAsked = Period & {
  id: string
  /** The folder to make; it must not be there. */
  folder: string
  madeAt: Instant
  madeBy: string
}

/** Draws the notice; a parameter, so that who only wants the files need not wait for a page to be drawn. */
export type Notice = (
  facts: Facts,
  manifest: Pick<Manifest, 'period' | 'madeAt' | 'chains'>,
) => Promise<Uint8Array>

const VERIFIER = new URL('./verifier.mjs', import.meta.url)

/**
 * Writes the archive of a period into a new folder, from one snapshot of the database, a page of records at a time. On
 * a fault nothing is left of the folder.
 */
export async function writeArchive(
  { db, keys, notice }: { db: Db; keys: Signer; notice: Notice },
  asked: WriteAsked,
  told: (done: number, of: number) => void | Promise<void> = () => {},
): Promise<Written> {
  const { folder } = asked
  mkdirSync(folder, { recursive: false })
  try {
    const { facts, signers, chains, files } = await db.sql.begin(
      'ISOLATION LEVEL REPEATABLE READ READ ONLY',
      async (sql) => {
        const chains = await segmentsOf(sql, asked)
        const of = countOf(chains)
        await mkdir(join(folder, 'journaux'))
        const files = await writeJournals(sql, folder, chains, (done) => told(done, of))
        return { facts: await readFacts(sql), signers: await readJournalKeys(sql), chains, files }
      },
    )
    const others = await writeOthers(
      folder,
      facts,
      signers,
      await notice(facts, { period: asked, madeAt: asked.madeAt, chains }),
    )
    const kind = kindOf(asked, facts.office.yearStartMonth)
    const manifest: Manifest = {
      format: FORMAT,
      id: asked.id,
      kind,
      period: { from: asked.from, to: asked.to },
      madeAt: asked.madeAt,
      madeBy: asked.madeBy,
      office: { name: facts.office.name, siret: facts.office.siret, demo: facts.office.demo },
      software: facts.software,
      keyId: keys.journal.id,
      registers: facts.registers.map(({ code }) => code),
      chains,
      files: [...files, ...others].sort((a, b) => (a.name < b.name ? -1 : 1)),
    }
    const { sha256, files: count } = await writeManifest(folder, keys, manifest)
    const tickets = countOf(chains.filter(({ journal }) => journal === 'T'))
    return { folder, kind, manifestSha256: sha256, files: count, records: countOf(chains), tickets }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

const countOf = (chains: readonly Segment[]) => chains.reduce((sum, { count }) => sum + count, 0)

/** What stands beside the records: who the office is, its keys, what the columns mean, the notice, the verifier. */
async function writeOthers(
  folder: string,
  facts: Facts,
  keys: readonly ArchivedKey[],
  notice: Uint8Array,
): Promise<FileEntry[]> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
  return Promise.all([
    writeFile(folder, 'parametres.json', json(facts)),
    writeFile(folder, 'champs.json', json({ journals: JOURNALS, tables: TABLES })),
    writeFile(folder, 'cles.json', json(keys)),
    writeFile(folder, 'cle-publique.pem', keys.map(({ publicKey }) => publicKey).join('')),
    writeFile(folder, 'verifier.mjs', readFileSync(VERIFIER)),
    writeFile(folder, 'LISEZMOI.pdf', notice),
  ])
}
