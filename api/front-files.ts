import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const COMPRESSIBLE = new Set([
  '.css',
  '.html',
  '.js',
  '.json',
  '.mjs',
  '.svg',
  '.ttf',
  '.wasm',
  '.webmanifest',
])
/** Below this, the headers of a compressed answer cost more than it saves. */
const WORTH_BYTES = 1024

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export type Encoding = 'br' | 'gzip' | null

/** The encoding to answer in, from Accept-Encoding. */
export function encodingFor(accepted: string | null): Encoding {
  const list = (accepted ?? '').split(',').map((part) => part.trim())
  const takes = (name: string) =>
    list.some((part) => part === name || (part.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(part)))
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : null
}

/** Compresses text; `quality` 4 for what is made for one answer, 9 for files that are kept, 11 for those of a build. */
export async function compress(
  body: Uint8Array,
  encoding: 'br' | 'gzip',
  quality: number,
): Promise<Uint8Array> {
  if (encoding === 'gzip') return gzipped(body, { level: Math.min(quality, 9) })
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
}

type Kept = {
  stamp: string
  type: string
  body: Uint8Array
  encoded: Map<string, Promise<Uint8Array>>
  compressible: boolean
}

const kept = new Map<string, Kept>()

/**
 * A built file under `root`, or null when there is none. It is read and compressed once and kept until it changes on
 * disk: built fronts are a few hundred kilobytes. Never leaves `root`.
 */
export async function readBuilt(
  root: string,
  path: string,
  encoding: Encoding,
): Promise<{ body: Uint8Array; headers: Record<string, string> } | null> {
  const file = normalize(join(root, path))
  if (!file.startsWith(normalize(root) + sep) || path.includes('\0') || /(^|\/)\./.test(path)) return null
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) return null
  const stamp = `${found.mtimeMs}-${found.size}`
  let entry = kept.get(file)
  if (entry?.stamp !== stamp) {
    const extension = extname(file)
    const body = await readFile(file)
    const compressible = COMPRESSIBLE.has(extension) && body.length >= WORTH_BYTES
    entry = {
      stamp,
      type: TYPES[extension] ?? 'application/octet-stream',
      body,
      encoded: new Map(),
      compressible,
    }
    kept.set(file, entry)
  }
  const headers: Record<string, string> = { 'Content-Type': entry.type }
  if (entry.compressible) headers.Vary = 'Accept-Encoding'
  if (!encoding || !entry.compressible) return { body: entry.body, headers }
  const { body } = entry
  const encoded = entry.encoded.get(encoding) ?? packed(file, found.mtimeMs, body, encoding)
  entry.encoded.set(encoding, encoded)
  return { body: await encoded, headers: { ...headers, 'Content-Encoding': encoding } }
}

/** The file as the build packed it, when it did so after writing it; else packed now, once. */
async function packed(file: string, mtimeMs: number, body: Uint8Array, encoding: 'br' | 'gzip') {
  if (encoding === 'br') {
    const built = await stat(`${file}.br`).catch(() => null)
    if (built?.isFile() && built.mtimeMs >= mtimeMs) return readFile(`${file}.br`)
  }
  return compress(body, encoding, 9)
}

/** Packs the built files under `root` as tightly as Brotli can, each beside itself: no reader waits for it. */
export async function packBuilt(root: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !COMPRESSIBLE.has(extname(file))) continue
    const body = await readFile(file)
    if (body.length >= WORTH_BYTES) await writeFile(`${file}.br`, await compress(body, 'br', 11))
  }
}
