/**
 * What the server tells while a screen is open. `back`: something may have been missed, so fetch it (the line is up
 * again after a break, or the server itself heard nothing for a while). `refused` is ours: the server answers but does
 * not open the line.
 */
export type LiveData = {
  seats: { id: string; capacity: number; taken: number; held: number }[]
  turnover: Record<string, never>
  catalog: Record<string, never>
  shift: { registerId: string; shiftId: string }
  payment: { registerId: string; orderId: string }
  back: Record<string, never>
  refused: Record<string, never>
}
export type LiveEvent = keyof LiveData

type Listeners = { [E in LiveEvent]: Set<(data: LiveData[E]) => void> }

/** Waits between attempts, in ms: quick at first, then every 15 s. */
const WAITS = [500, 1_000, 2_000, 5_000, 10_000, 15_000]
/** A server that does not say that it is alive within this (ms) does not answer. */
const PATIENCE = 5_000
/** The server gives a sign of life every 3 s: after two that did not come, the line is in doubt (ms). */
const SILENCE = 6_500
const TOLD = ['seats', 'turnover', 'catalog', 'shift', 'payment', 'back'] as const

/** What is used of an `EventSource`. */
type Line = {
  readonly readyState: number
  readonly OPEN: number
  addEventListener(type: string, listener: (event: Event) => void): void
  close(): void
}

/** What a line is made of; tests give their own. */
type Means = {
  connect: (url: string) => Line
  /** True when the server answers at all. */
  alive: () => Promise<boolean>
}

const BROWSER: Means = {
  connect: (url) => new EventSource(url),
  alive: async () => {
    try {
      return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })).ok
    } catch {
      return false
    }
  },
}

/**
 * One line of server-sent events, opened again by itself. The browser reopens a broken line but gives up on a refusal
 * (a restart behind a proxy answers 502), so every end is handled here; and on a network that is joined but dead a line
 * ends without a word, so its silence is one. `up` is told whether the server answers: a line that is refused (too many
 * of them, a session that ended) is not a broken network.
 */
export function createLive(url: string, up: (is: boolean) => void, means: Means = BROWSER) {
  const listeners: Listeners = {
    seats: new Set(),
    turnover: new Set(),
    catalog: new Set(),
    shift: new Set(),
    payment: new Set(),
    back: new Set(),
    refused: new Set(),
  }
  let source: Line | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let opened = false

  function tell<E extends LiveEvent>(event: E, data: LiveData[E]) {
    for (const listener of listeners[event]) listener(data)
  }

  function open() {
    clearTimeout(timer)
    const line = means.connect(url)
    source = line
    let watched = true
    const heard = () => {
      clearTimeout(silence)
      if (watched) silence = setTimeout(silent, SILENCE, line)
    }
    heard()
    line.addEventListener('open', () => {
      // An older server gives no sign of life: once the line is open, the first one begins the watch.
      watched = false
      heard()
      // A line that opens late was asked for before: what was fetched meanwhile may have failed.
      const late = opened || attempts > 0
      attempts = 0
      up(true)
      if (late) tell('back', {})
      opened = true
    })
    line.addEventListener('beat', () => {
      watched = true
      heard()
      up(true)
    })
    for (const event of TOLD) {
      line.addEventListener(event, (message) => {
        heard()
        tell(event, JSON.parse((message as MessageEvent<string>).data))
      })
    }
    line.addEventListener('error', () => void broken(line))
  }

  /** Nothing was heard for too long: in doubt at once, and asked whether the server is there at all. */
  function silent(line: Line) {
    up(false)
    void broken(line)
  }

  async function broken(line: Line) {
    line.close()
    if (source !== line) return
    clearTimeout(silence)
    timer = setTimeout(open, WAITS[Math.min(attempts, WAITS.length - 1)])
    attempts += 1
    const alive = await means.alive()
    // A line that opened or was stopped meanwhile has said more.
    if (source === null || source.readyState === source.OPEN) return
    up(alive)
    if (alive) tell('refused', {})
  }

  return {
    start() {
      if (!source) open()
    },
    stop() {
      clearTimeout(timer)
      clearTimeout(silence)
      source?.close()
      source = null
      opened = false
      attempts = 0
    },
    /** Tries at once, when the device says that its network is back. */
    retry() {
      if (!source || source.readyState === source.OPEN) return
      source.close()
      open()
    },
    /** Listens; returns how to stop. */
    on<E extends LiveEvent>(event: E, listener: (data: LiveData[E]) => void): () => void {
      listeners[event].add(listener)
      return () => listeners[event].delete(listener)
    },
  }
}
