import { AppError } from '../shared/errors.ts'

/**
 * Gathers calls that arrive while earlier ones are being worked on, and hands them over together: sales that arrive
 * together commit together. Alone, a call is a batch of one and waits for nothing.
 */
export type Lane<I, O> = {
  /** Throws `unavailable` when too many wait: a till that is refused asks again, one that waits is forgotten. */
  push: (item: I) => Promise<O>
  /** Resolves once nothing is under way; new calls are still taken. */
  idle: () => Promise<void>
  /** Calls waiting or under way. */
  size: () => number
}

type Waiting<I, O> = {
  item: I
  since: number
  resolve: (value: O) => void
  reject: (error: unknown) => void
}

/** A call waits no longer than this for others to come, in ms, while there is room for one more batch. */
const PATIENCE_MS = 25

export function createLane<I, O>(options: {
  /** Largest batch. */
  limit: number
  /** Batches under way at once; each takes one connection. */
  width: number
  /** Calls that may wait (default 2 000, some seconds of work); the next one is refused. */
  most?: number
  /** Works on a batch; answers one outcome for each item, in order. Throws when the batch fails as a whole. */
  run: (items: I[]) => Promise<O[]>
}): Lane<I, O> {
  const waiting: Waiting<I, O>[] = []
  const most = options.most ?? 2_000
  let underWay = 0
  let isSoon = false
  let timer: NodeJS.Timeout | null = null
  let inFlight = 0
  let idlers: (() => void)[] = []

  const settle = async (batch: Waiting<I, O>[]) => {
    try {
      const answers = await options.run(batch.map((w) => w.item))
      inFlight -= batch.length
      batch.forEach((w, i) => w.resolve(answers[i] as O))
    } catch (error) {
      if (batch.length > 1) return alone(batch)
      inFlight -= batch.length
      batch[0]?.reject(error)
    }
  }

  /** A batch failed as a whole: each again by itself, so that one bad call leaves the others standing. */
  const alone = async (batch: Waiting<I, O>[]) => {
    for (const w of batch) await settle([w])
  }

  /**
   * At once when nothing is under way. Else when as many wait as their share of all that are there: every batch costs as
   * much as a dozen sales, so that small ones make a crowd wait longer, not shorter. Patience has an end.
   */
  const isTime = () => {
    const first = waiting[0]
    if (!first || underWay >= options.width) return false
    if (underWay === 0 || waiting.length * options.width >= waiting.length + inFlight) return true
    return performance.now() - first.since >= PATIENCE_MS
  }

  /** Looks again when the first that waits has waited long enough. */
  const lookAgain = () => {
    const first = waiting[0]
    if (timer || !first || underWay >= options.width) return
    timer = setTimeout(
      () => {
        timer = null
        next()
      },
      Math.max(1, first.since + PATIENCE_MS - performance.now()),
    )
  }

  const next = () => {
    isSoon = false
    while (isTime()) {
      const share = Math.ceil((waiting.length + inFlight) / options.width)
      const batch = waiting.splice(0, Math.min(share, options.limit))
      underWay += 1
      inFlight += batch.length
      void settle(batch).finally(() => {
        underWay -= 1
        next()
        if (underWay === 0 && waiting.length === 0) {
          for (const idle of idlers.splice(0)) idle()
        }
      })
    }
    lookAgain()
  }

  return {
    push: (item) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= most) return reject(new AppError('unavailable', { retryAfter: 2 }))
        waiting.push({ item, since: performance.now(), resolve, reject })
        // After this turn of the event loop, so that all calls that have reached this process by now join the batch.
        if (isSoon) return
        if (!isTime()) return lookAgain()
        isSoon = true
        setImmediate(next)
      }),
    idle: () =>
      underWay === 0 && waiting.length === 0 ? Promise.resolve() : new Promise((r) => idlers.push(r)),
    size: () => waiting.length + inFlight,
  }
}
