import { Worker } from 'node:worker_threads'
import { AppError } from '../shared/errors.ts'
import type { Head, Value } from './sheet.ts'
import type { XlsxAnswer, XlsxOrder } from './xlsx-worker.ts'

/** Files that are written at once in this process; the next one is refused, since each may take seconds of a core. */
const MOST = 2
/** A file that takes longer is given up. */
const PATIENCE_MS = 120_000
/** Lines of one file: a quarter of a minute of a core, and most of the memory below. Excel itself stops at 1 048 576. */
export const MOST_ROWS = 60_000
/** What a thread may hold, in MB: the largest file of the longest texts fits, and nothing takes the tills' memory. */
const HEAP_MB = 512

let underWay = 0

/**
 * An Excel file with real numbers and dates, written in a thread of its own: fifty thousand lines take seconds, during
 * which this thread could sell nothing. Ends when nobody waits for it any more (`signal`). Throws `unavailable` when two
 * are being written already, `too_many_rows` when it does not fit into memory.
 */
export async function xlsxOf(
  name: string,
  heads: readonly Head[],
  pieces: AsyncIterable<Value[][]>,
  { signal, heapMb = HEAP_MB }: { signal?: AbortSignal | undefined; heapMb?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  if (underWay >= MOST) throw new AppError('unavailable', { retryAfter: 10 })
  underWay += 1
  const worker = new Worker(new URL('./xlsx-start.mjs', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  try {
    const answer = answerOf(worker, signal)
    // Whatever ends it while rows are still being read ends it at once.
    await Promise.race([answer, tellAll(worker, { heads, name }, pieces, answer)])
    return await answer
  } finally {
    underWay -= 1
    await worker.terminate()
  }
}

function answerOf(worker: Worker, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new AppError('unavailable'))
    const timer = setTimeout(giveUp, PATIENCE_MS)
    if (signal?.aborted) giveUp()
    signal?.addEventListener('abort', giveUp, { once: true })
    worker.on('message', (said: XlsxAnswer) => {
      if ('file' in said) resolve(said.file as Uint8Array<ArrayBuffer>)
      else reject(new Error(`a sheet could not be written: ${said.error}`))
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new AppError('too_many_rows') : error),
    )
    worker.on('exit', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      giveUp()
    })
  })
}

/** Tells the thread what to write, until there is no more or nobody waits for the answer. */
async function tellAll(
  worker: Worker,
  head: XlsxOrder,
  pieces: AsyncIterable<Value[][]>,
  answer: Promise<unknown>,
): Promise<void> {
  let over = false
  answer.catch(() => (over = true))
  const tell = (order: XlsxOrder) =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(order)
  tell(head)
  for await (const rows of pieces) {
    if (over) return
    tell({ rows })
  }
  tell({ end: true })
}
