import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'

/** A file of an archive as its manifest names it. */
export type FileEntry = { name: string; bytes: number; sha256: string; rows: number | null }

/** A file being written: what comes in is hashed on its way, and waits when the disk does. */
export type OpenFile = {
  write: (text: string | Uint8Array, rows?: number) => Promise<void>
  end: () => Promise<FileEntry>
}

/** Opens a file of the archive; `counted` when its manifest says how many rows it has. Fails when there is one already. */
export function openFile(folder: string, name: string, counted: boolean): OpenFile {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o640, highWaterMark: 256 * 1024 })
  // What goes wrong is thrown where it is waited for.
  stream.on('error', () => {})
  const hash = createHash('sha256')
  let bytes = 0
  let count = 0
  return {
    write: async (text, rows = 0) => {
      const piece = typeof text === 'string' ? Buffer.from(text, 'utf8') : text
      if (piece.length === 0) return
      hash.update(piece)
      bytes += piece.length
      count += rows
      if (stream.errored) throw stream.errored
      if (!stream.write(piece)) await once(stream, 'drain')
    },
    end: async () => {
      stream.end()
      await finished(stream)
      return { name, bytes, sha256: hash.digest('hex'), rows: counted ? count : null }
    },
  }
}

/** Writes a whole file at once. */
export async function writeFile(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<FileEntry> {
  const file = openFile(folder, name, false)
  await file.write(content)
  return file.end()
}
