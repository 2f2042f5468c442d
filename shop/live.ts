import { createStore } from 'solid-js/store'
import { onCleanup, onMount } from 'solid-js'
import { createClient, type Client } from '../api/client.ts'
import { readDepartures } from './ask.ts'
import { runsOf } from './day.ts'
import { createFeed } from './feed.ts'
import { createMoment } from './moment.ts'
import type { Counter } from './seat.ts'

/*
 * Only the browser writes here: on the server nothing moves, and every page shows what it was rendered with.
 */
const [counters, setCounters] = createStore<Record<string, Counter>>({})
const moment = createMoment()

/** The counter as last told by the live stream, or as the page was rendered. */
export function live<C extends Counter>(counter: C): Counter {
  return counters[counter.counterId] ?? counter
}

/** The office's moment in ms, in steps of ten seconds; `rendered` until the first step. */
export const clock = moment.at

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

const renewals = new Set<(client: Client) => Promise<void>>()

/** Reads what no counter says, for as long as this part is there, whenever its seats are read anew. */
export function renews(read: (client: Client) => Promise<void>): void {
  onMount(() => {
    renewals.add(read)
    onCleanup(() => renewals.delete(read))
  })
}

async function readShown(): Promise<Counter[]> {
  // Figures that a cache kept would be as old as those on the page.
  const client = createClient(location.origin, (input, init) => fetch(input, { ...init, cache: 'no-cache' }))
  const [lists] = await Promise.all([
    Promise.all(questions().map((query) => readDepartures(client, query))),
    ...[...renewals].map((read) => read(client)),
  ])
  return lists.flat()
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
      source.addEventListener('now', (event) => moment.tell(Date.parse(JSON.parse(event.data))))
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
    moment.step()
    feed.wake(isNew)
  }
  document.addEventListener('visibilitychange', () => look(false))
  // The device's network is back, or the browser brought the page back whole: the line may only seem to be open.
  addEventListener('online', () => look(false))
  addEventListener('pageshow', (event) => event.persisted && look(false))
  setInterval(() => isSeen() && moment.step(), 10_000)
  look(true)
}
