import { createStore } from 'solid-js/store'
import { createSignal, onCleanup, onMount } from 'solid-js'
import { createClient } from '../api/client.ts'
import { readDepartures } from './ask.ts'
import { runsOf } from './day.ts'
import { createFeed } from './feed.ts'
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

/** Departures whose seats a part of the page shows: of a day or of several, of one product or of all. */
export type Shown = { day: string; to?: string; product?: string }

const shown = new Set<() => Shown | null>()

/** Says what this part shows, for as long as it is there: its seats are read anew when the line was down. */
export function shows(what: () => Shown | null): void {
  onMount(() => {
    shown.add(what)
    onCleanup(() => shown.delete(what))
  })
}

/** What all parts show, in as few questions as it takes: one for each product, one for each run of days of cards. */
function questions(): Shown[] {
  const parts = [...shown].flatMap((what) => what() ?? [])
  const days = parts.filter((part) => !part.product).map((part) => part.day)
  return [...parts.filter((part) => part.product), ...runsOf(days)]
}

async function readShown(): Promise<Counter[]> {
  // Figures that a cache kept would be as old as those on the page.
  const client = createClient(location.origin, (input, init) => fetch(input, { ...init, cache: 'no-cache' }))
  return (await Promise.all(questions().map((query) => readDepartures(client, query)))).flat()
}

/** A counter as the live stream tells it. */
type Told = Omit<Counter, 'counterId'> & { id: string }

/** Follows the seats and the time while the page can be seen; `follows` is told when the seats no longer do. */
export function follow(url: string, follows: (is: boolean) => void): void {
  const feed = createFeed({
    connect: (on) => {
      const source = new EventSource(url)
      source.addEventListener('open', on.opened)
      source.addEventListener('error', () => on.fell(source.readyState === EventSource.CLOSED))
      source.addEventListener('seats', (event) => {
        const rows: readonly Told[] = JSON.parse(event.data)
        on.seats(rows.map(({ id, ...seats }) => ({ ...seats, counterId: id })))
      })
      return source
    },
    read: readShown,
    tell,
    follows,
  })
  const isSeen = () => document.visibilityState === 'visible'
  const look = (isNew: boolean) => {
    if (!isSeen()) return feed.sleep()
    setNow(Date.now())
    feed.wake(isNew)
  }
  document.addEventListener('visibilitychange', () => look(false))
  // The device's network is back, or the browser brought the page back whole: the line may only seem to be open.
  addEventListener('online', () => look(false))
  addEventListener('pageshow', (event) => event.persisted && look(false))
  setInterval(() => isSeen() && setNow(Date.now()), 10_000)
  look(true)
}
