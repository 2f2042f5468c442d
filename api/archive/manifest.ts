import type { Signer } from '../journal/journal.ts'
import type { Instant } from '../shared/time.ts'
import type { FileEntry } from './file.ts'
import { writeFile } from './file.ts'
import type { Facts } from './facts.ts'
import type { ArchiveKind, Period } from './period.ts'
import type { Segment } from './segment.ts'

export const FORMAT = 'guichet-archive-1'

/** What an archive says of itself; the key signs these very bytes. */
export type Manifest = {
  format: typeof FORMAT
  id: string
  kind: ArchiveKind
  period: Period
  madeAt: Instant
  /** Code of who made it, '-' for a command. */
  madeBy: string
  office: { name: string; siret: string; demo: boolean }
  software: Facts['software']
  keyId: string
  registers: string[]
  chains: Segment[]
  files: FileEntry[]
}

/** Writes the manifest, then its signature: ES256 (r and s side by side, base64) over the bytes of the file. */
export async function writeManifest(
  folder: string,
  keys: Signer,
  manifest: Manifest,
): Promise<{ sha256: string; files: number }> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`
  const { sha256 } = await writeFile(folder, 'manifest.json', text)
  await writeFile(folder, 'manifest.sig', `${keys.journal.sign(Buffer.from(text, 'utf8'))}\n`)
  return { sha256, files: manifest.files.length + 2 }
}
