import { open, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseAnchor, type Anchor } from '../journal/anchor.ts'

/** An anchor has a line of some kilobytes: the last one lies within. */
const TAIL_BYTES = 256 * 1024

/** The last anchor of a file; null when there is none. */
export async function lastAnchor(path: string): Promise<Anchor | null> {
  const tail = await readTail(path)
  const lines = tail.split('\n')
  for (const line of lines.reverse()) {
    const anchor = parseAnchor(line)
    if (anchor) return anchor
  }
  return null
}

/**
 * Adds an anchor to the file, readable by its owner alone, and returns when it is on the disk. A line that a crash left
 * incomplete stays, on a line of its own.
 */
export async function addAnchor(path: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const tail = await readTail(path)
  const isCut = tail !== '' && !tail.endsWith('\n')
  const file = await open(path, 'a', 0o600)
  try {
    // One write: two processes that share the file do not mix their lines.
    await file.write(`${isCut ? '\n' : ''}${JSON.stringify(anchor)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The lines of an anchor file; null when there is no such file. */
export async function readAnchors(path: string): Promise<string[] | null> {
  const text = await readFile(path, 'utf8').catch(unlessAbsent)
  return text === null ? null : text.split('\n').filter((line) => line !== '')
}

async function readTail(path: string): Promise<string> {
  const found = await stat(path).catch(unlessAbsent)
  if (found === null) return ''
  const file = await open(path, 'r')
  try {
    const length = Math.min(found.size, TAIL_BYTES)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, found.size - length)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

function unlessAbsent(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
  throw error
}
