import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { local, type Instant } from '../shared/time.ts'

/** What a ZIP without its 64-bit extension holds, and an office's year is far from. */
const MOST_BYTES = 0xffff_fff0
/** Deflate; sizes and checksum follow the data; names are UTF-8. */
const METHOD = 8
const FLAGS = 0x0008 | 0x0800

type Entry = { name: Buffer; crc: number; packed: number; size: number; at: number }

/**
 * Packs a folder into one ZIP file, under the folder's name, a piece at a time. `told` hears how many files are in.
 * Throws when the result would not fit into 4 GB; nothing is left of it then.
 */
export async function zipFolder(
  folder: string,
  to: string,
  { name, madeAt }: { name: string; madeAt: Instant },
  told: (done: number, of: number) => void | Promise<void> = () => {},
): Promise<void> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  const out = createWriteStream(to, { flags: 'wx', mode: 0o640 })
  out.on('error', () => {})
  try {
    const date = dosDate(madeAt)
    const entries: Entry[] = []
    let at = 0
    for (const path of paths.sort()) {
      const inside = `${name}/${path.slice(folder.length + 1).replaceAll('\\', '/')}`
      const entry = await addFile(out, path, inside, at, date)
      entries.push(entry)
      at += 30 + entry.name.length + entry.packed + 16
      if (at > MOST_BYTES || entry.size > MOST_BYTES) throw new Error('the archive does not fit into a ZIP')
      await told(entries.length, paths.length)
    }
    await put(out, directory(entries, at, date))
    out.end()
    await finished(out)
  } catch (error) {
    out.destroy()
    await rm(to, { force: true })
    throw error
  }
}

/** One file: its header, its data deflated on the way, then what only the end of it tells. */
async function addFile(
  out: WriteStream,
  path: string,
  inside: string,
  at: number,
  date: number,
): Promise<Entry> {
  const name = Buffer.from(inside, 'utf8')
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(METHOD, 8)
  header.writeUInt32LE(date, 10)
  header.writeUInt16LE(name.length, 26)
  await put(out, Buffer.concat([header, name]))
  const entry: Entry = { name, crc: 0, packed: 0, size: 0, at }
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  source.on('data', (piece) => {
    entry.crc = crc32(piece, entry.crc)
    entry.size += piece.length
  })
  const deflate = createDeflateRaw({ level: 6 })
  source.on('error', (error) => deflate.destroy(error))
  for await (const piece of source.pipe(deflate)) {
    entry.packed += (piece as Buffer).length
    await put(out, piece as Buffer)
  }
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(0x08074b50, 0)
  tail.writeUInt32LE(entry.crc, 4)
  tail.writeUInt32LE(entry.packed, 8)
  tail.writeUInt32LE(entry.size, 12)
  await put(out, tail)
  return entry
}

/** The list of files at the end, by which a ZIP is read. */
function directory(entries: readonly Entry[], at: number, date: number): Buffer {
  const heads = entries.map((entry) => {
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    // Made on a system whose files have modes (3), for readers of version 2.0.
    head.writeUInt16LE(0x0314, 4)
    head.writeUInt16LE(20, 6)
    head.writeUInt16LE(FLAGS, 8)
    head.writeUInt16LE(METHOD, 10)
    head.writeUInt32LE(date, 12)
    head.writeUInt32LE(entry.crc, 16)
    head.writeUInt32LE(entry.packed, 20)
    head.writeUInt32LE(entry.size, 24)
    head.writeUInt16LE(entry.name.length, 28)
    head.writeUInt32LE((0o100644 << 16) >>> 0, 38)
    head.writeUInt32LE(entry.at, 42)
    return Buffer.concat([head, entry.name])
  })
  const list = Buffer.concat(heads)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([list, end])
}

async function put(out: WriteStream, bytes: Uint8Array): Promise<void> {
  if (out.errored) throw out.errored
  if (!out.write(bytes)) await once(out, 'drain')
}

/** A moment as ZIP keeps it, by the office's clock: time in the low half, date in the high one, to two seconds. */
function dosDate(instant: Instant): number {
  const { day, seconds } = local(instant)
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number)
  const [h = 0, m = 0, s = 0] = seconds.split(':').map(Number)
  const time = (h << 11) | (m << 5) | (s >> 1)
  return ((((year - 1980) << 9) | (month << 5) | date) << 16) + time
}
