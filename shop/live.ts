import { createStore } from 'solid-js/store'
import { createSignal } from 'solid-js'
import type { Counter } from './seat.ts'

/*
 * Only the browser writes here: on the server both stay empty, and every page shows what it was rendered with.
 */
const [counters, setCounters] = createStore<Record<string, Counter>>({})
const [now, setNow] = createSignal<number | null>(null)

/** The counter as last told by the live stream, or as the page was rendered. */
export function live<C extends Counter>(counter: C): Counter {
  return counters[counter.counterId] ?? counter
}

/** The moment in ms, in steps of ten seconds; `rendered` until the first step. */
export function clock(rendered: number): number {
  return now() ?? rendered
}

/** Writes counters that were read afresh. */
export function tell(list: readonly Counter[]): void {
  for (const { counterId, capacity, taken, held } of list) {
    setCounters(counterId, { counterId, capacity, taken, held })
  }
}

/** A counter as the live stream tells it. */
type Told = Omit<Counter, 'counterId'> & { id: string }

/** Follows the seats and the time while the page can be seen. */
export function follow(url: string): void {
  let source: EventSource | null = null
  const listen = () => {
    if (document.visibilityState === 'hidden') {
      source?.close()
      source = null
      return
    }
    setNow(Date.now())
    if (source) return
    source = new EventSource(url)
    source.addEventListener('seats', (event) => {
      const rows: readonly Told[] = JSON.parse(event.data)
      tell(rows.map(({ id, ...seats }) => ({ ...seats, counterId: id })))
    })
  }
  document.addEventListener('visibilitychange', listen)
  setInterval(() => document.visibilityState === 'visible' && setNow(Date.now()), 10_000)
  listen()
}
