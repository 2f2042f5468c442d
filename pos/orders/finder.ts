import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { ordersApi, type FindAsked, type Found } from './orders-api.ts'

/** A name is typed at some 5 letters a second: the search waits for the hand to rest. */
const REST_MS = 220

export type Finder = {
  /** What the last answered question found; undefined before there is one. */
  found: Accessor<readonly Found[] | undefined>
  /** What was asked for it. */
  asked: Accessor<FindAsked | null>
  error: Accessor<unknown>
  busy: Accessor<boolean>
  hasMore: Accessor<boolean>
  more: () => Promise<void>
  reload: () => void
}

/** Asks for what `query` says once it rests, and gives up the question before; null asks nothing. */
export function createFinder(query: Accessor<FindAsked | null>): Finder {
  const [found, setFound] = createSignal<readonly Found[]>()
  const [asked, setAsked] = createSignal<FindAsked | null>(null)
  const [after, setAfter] = createSignal<string | null>(null)
  const [error, setError] = createSignal<unknown>(null)
  const [busy, setBusy] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined

  const stop = () => {
    clearTimeout(timer)
    running?.abort()
    running = undefined
  }
  onCleanup(stop)

  async function ask(next: FindAsked, before: readonly Found[] = []): Promise<void> {
    stop()
    const mine = new AbortController()
    running = mine
    setBusy(true)
    try {
      const answer = await ordersApi.find(next, mine.signal)
      if (running !== mine) return
      setFound([...before, ...answer.orders])
      setAfter(answer.after)
      setAsked({ ...next, after: undefined })
      setError(null)
    } catch (problem) {
      if (running === mine) setError(problem)
    } finally {
      if (running === mine) setBusy(false)
    }
  }

  const key = () => JSON.stringify(query())
  createEffect(
    on(key, (_, before) => {
      const next = query()
      stop()
      if (next === null) {
        setFound(undefined)
        setAsked(null)
        setError(null)
        return setBusy(false)
      }
      // The first question is that of the screen as it opens: nobody types yet.
      if (before === undefined) return void ask(next)
      setBusy(true)
      timer = setTimeout(() => void ask(next), next.q ? REST_MS : 0)
    }),
  )

  return {
    found,
    asked,
    error,
    busy,
    hasMore: () => after() !== null,
    more: async () => {
      const [next, cursor] = [asked(), after()]
      if (next && cursor) await ask({ ...next, after: cursor }, found())
    },
    reload: () => {
      const next = query()
      if (next) void ask(next)
    },
  }
}
