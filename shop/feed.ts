import type { Counter } from './seat.ts'

export type Line = { close: () => void }

/** What a line of live seats tells of itself. */
export type LineEvents = {
  opened: () => void
  seats: (counters: readonly Counter[]) => void
  /** It fell; `ended` when it will not open again by itself. */
  fell: (ended: boolean) => void
}

type Parts = {
  connect: (on: LineEvents) => Line
  /** Reads afresh the figures that the page shows. */
  read: () => Promise<readonly Counter[]>
  tell: (counters: readonly Counter[]) => void
  /** Told when the figures stop following the seats, and when they do again. */
  follows: (is: boolean) => void
}

/** Waits between attempts in ms: twice as long each time, and never all pages at the same moment. */
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
/** A line that is back so soon was never worth a word. */
const GRACE = 5_000

/**
 * Keeps a page's seats true: follows the live line, opens it again when it ends, and reads all figures anew whenever
 * it opens or the page is looked at again, since what moved meanwhile was told to nobody.
 */
export function createFeed({ connect, read, tell, follows }: Parts) {
  let line: Line | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let doubt: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let reading = 0
  let isOpen = false
  /** Counters told by the line since the last reading began: newer than what it brings. */
  const told = new Set<string>()

  function sure(): void {
    clearTimeout(doubt)
    doubt = undefined
    follows(true)
  }
  function unsure(): void {
    doubt ??= setTimeout(() => follows(false), GRACE)
  }
  async function refresh(): Promise<void> {
    reading += 1
    const turn = reading
    told.clear()
    try {
      const counters = await read()
      if (turn !== reading) return
      tell(counters.filter((c) => !told.has(c.counterId)))
      if (isOpen) sure()
    } catch {
      if (turn === reading) again()
    }
  }
  function open(): void {
    clearTimeout(retry)
    line?.close()
    isOpen = false
    line = connect({
      opened: () => {
        isOpen = true
        failures = 0
        void refresh()
      },
      seats: (counters) => {
        for (const { counterId } of counters) told.add(counterId)
        tell(counters)
      },
      fell: (ended) => {
        isOpen = false
        unsure()
        if (ended) again()
      },
    })
  }
  /** Tries again later; until the line is there the figures are read at each attempt. */
  function again(): void {
    unsure()
    clearTimeout(retry)
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures) * (0.75 + Math.random() / 4)
    failures += 1
    retry = setTimeout(() => {
      open()
      void refresh()
    }, wait)
  }
  return {
    /** The page is looked at. `isNew`: it has just been rendered. */
    wake(isNew: boolean): void {
      failures = 0
      open()
      if (!isNew) void refresh()
    },
    /** Nobody looks: nothing is followed. */
    sleep(): void {
      reading += 1
      clearTimeout(retry)
      clearTimeout(doubt)
      doubt = undefined
      line?.close()
      line = null
      isOpen = false
    },
  }
}
