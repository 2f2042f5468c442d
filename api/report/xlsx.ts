import { Worker } from 'node:worker_threads'
import { AppError } from '../shared/errors.ts'
import type { Head, Value } from './sheet.ts'
import type { XlsxAnswer, XlsxOrder } from './xlsx-worker.ts'

/** Files that are written at once in this process; the next one is refused, since each may take seconds of a core. */
const MOST = 2
/** A file that takes longer is given up. */
const PATIENCE_MS = 120_000

let underWay = 0

/**
 * An Excel file with real numbers and dates, written in a thread of its own: fifty thousand lines take seconds, during
 * which this thread could sell nothing. Throws `unavailable` when two are being written already.
 */
export async function xlsxOf(
  name: string,
  heads: readonly Head[],
  pieces: AsyncIterable<Value[][]>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (underWay >= MOST) throw new AppError('unavailable', { retryAfter: 10 })
  underWay += 1
  const worker = new Worker(new URL('./xlsx-start.mjs', import.meta.url), { execArgv: [] })
  try {
    return await written(worker, name, heads, pieces)
  } finally {
    underWay -= 1
    await worker.terminate()
  }
}

async function written(
  worker: Worker,
  name: string,
  heads: readonly Head[],
  pieces: AsyncIterable<Value[][]>,
): Promise<Uint8Array<ArrayBuffer>> {
  const tell = (order: XlsxOrder) =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(order)
  const answer = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new AppError('unavailable')), PATIENCE_MS)
    worker.on('message', (said: XlsxAnswer) => {
      clearTimeout(timer)
      if ('file' in said) resolve(said.file as Uint8Array<ArrayBuffer>)
      else reject(new Error(`a sheet could not be written: ${said.error}`))
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearTimeout(timer)
      reject(new AppError('unavailable'))
    })
  })
  // A failure while rows are still being read is told by the await below.
  answer.catch(() => {})
  tell({ heads, name })
  for await (const rows of pieces) tell({ rows })
  tell({ end: true })
  return answer
}
