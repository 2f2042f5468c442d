/** What the server tells while a screen is open; `back` is ours: the line is up again, so fetch what was missed. */
export type LiveData = {
  seats: { id: string; capacity: number; taken: number; held: number }[]
  turnover: Record<string, never>
  catalog: Record<string, never>
  back: undefined
}
export type LiveEvent = keyof LiveData

type Listeners = { [E in LiveEvent]: Set<(data: LiveData[E]) => void> }

/** Waits between attempts, in ms: quick at first, then every 15 s. */
const WAITS = [500, 1_000, 2_000, 5_000, 10_000, 15_000]

/**
 * One line of server-sent events, opened again by itself. The browser reopens a broken line but gives up on a refusal
 * (a restart behind a proxy answers 502), so every end is handled here. `up` is told when the line opens and closes.
 */
export function createLive(url: string, up: (is: boolean) => void) {
  const listeners: Listeners = { seats: new Set(), turnover: new Set(), catalog: new Set(), back: new Set() }
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let opened = false

  function tell<E extends LiveEvent>(event: E, data: LiveData[E]) {
    for (const listener of listeners[event]) listener(data)
  }

  function open() {
    clearTimeout(timer)
    source = new EventSource(url)
    source.onopen = () => {
      attempts = 0
      up(true)
      if (opened) tell('back', undefined)
      opened = true
    }
    for (const event of ['seats', 'turnover', 'catalog'] as const) {
      source.addEventListener(event, (message) => tell(event, JSON.parse(message.data)))
    }
    source.onerror = () => {
      source?.close()
      up(false)
      timer = setTimeout(open, WAITS[Math.min(attempts, WAITS.length - 1)])
      attempts += 1
    }
  }

  return {
    start() {
      if (!source) open()
    },
    stop() {
      clearTimeout(timer)
      source?.close()
      source = null
      opened = false
      attempts = 0
    },
    /** Tries at once, when the device says that its network is back. */
    retry() {
      if (!source || source.readyState === EventSource.OPEN) return
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
