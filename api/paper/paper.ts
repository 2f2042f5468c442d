import { Worker } from 'node:worker_threads'
import { AppError } from '../shared/errors.ts'
import type { PaperAnswer, PaperJob } from './job.ts'

/** Threads that draw. Two, so that a receipt does not wait for the tickets of a coach party. */
const THREADS = 2
/** Papers that may wait; the next one is refused, since nobody stands at a counter for so long. */
const MOST_WAITING = 100
/** A paper that takes longer is given up, and its thread with it. */
const PATIENCE_MS = 60_000

type Order = { job: PaperJob; resolve: (pdf: Buffer) => void; reject: (error: Error) => void }
type Thread = { worker: Worker; order: Order | null; timer: NodeJS.Timeout | null }

const threads = new Set<Thread>()
const waiting: Order[] = []

/**
 * Draws a paper in a thread of its own: drawing is plain computation, a tenth of a second for a page, during which
 * this thread could sell nothing. Throws `unavailable` when too many papers wait already.
 */
export function drawPaper(job: PaperJob): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (waiting.length >= MOST_WAITING) return reject(new AppError('unavailable', { retryAfter: 10 }))
    waiting.push({ job, resolve, reject })
    next()
  })
}

/** Ends the threads; a paper under way is refused. The next paper starts them again. */
export async function stopPapers(): Promise<void> {
  await Promise.all([...threads].map(({ worker }) => worker.terminate()))
}

function next(): void {
  while (waiting.length > 0) {
    const free = [...threads].find((t) => t.order === null) ?? startThread()
    const order = free && waiting.shift()
    if (!free || !order) return
    free.order = order
    free.timer = setTimeout(() => void free.worker.terminate(), PATIENCE_MS)
    // A thread with work keeps the process; one that waits for some does not.
    free.worker.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    free.worker.postMessage(order.job)
  }
}

/** One more thread, kept warm: its fonts are read once. Null when there are enough. */
function startThread(): Thread | null {
  if (threads.size >= THREADS) return null
  const worker = new Worker(new URL('./start.mjs', import.meta.url), { execArgv: [] })
  const thread: Thread = { worker, order: null, timer: null }
  threads.add(thread)
  const release = (): Order | null => {
    const { order, timer } = thread
    if (timer) clearTimeout(timer)
    thread.order = thread.timer = null
    return order
  }
  worker.on('message', (answer: PaperAnswer) => {
    const order = release()
    worker.unref()
    if ('pdf' in answer) order?.resolve(Buffer.from(answer.pdf.buffer))
    else order?.reject(new Error(`a paper could not be drawn: ${answer.error}`))
    next()
  })
  const gone = (why: Error) => {
    threads.delete(thread)
    release()?.reject(why)
    next()
  }
  worker.on('error', gone)
  worker.on('exit', () => gone(new AppError('unavailable')))
  return thread
}
