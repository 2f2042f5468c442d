import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createKept, renewed } from '../kept.ts'
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

  /** `pages`: what of the list before stays once the answer is there. */
  async function ask(
    next: FindAsked,
    pages?: (answer: readonly Found[], whole: boolean) => Found[],
  ): Promise<void> {
    stop()
    const mine = new AbortController()
    running = mine
    setBusy(true)
    try {
      const answer = await ordersApi.find(next, mine.signal)
      if (running !== mine) return
      const all = pages?.(answer.orders, answer.after === null) ?? answer.orders
      // Below what was read again, the list goes on from where it had come to.
      if (next.after !== undefined || all.length === answer.orders.length) setAfter(answer.after)
      setFound(all)
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
    found: createKept(found),
    asked,
    error,
    busy,
    hasMore: () => after() !== null,
    more: async () => {
      const [next, cursor] = [asked(), after()]
      if (next && cursor) await ask({ ...next, after: cursor }, (later) => [...(found() ?? []), ...later])
    },
    reload: () => {
      const next = query()
      if (!next) return
      const isSame = JSON.stringify(next) === JSON.stringify({ ...asked() })
      void ask(next, (first, whole) => (isSame ? renewed(found() ?? [], first, whole, KEYS) : [...first]))
    },
  }
}

/** An order that is paid for again moves to the top. */
const KEYS = { id: (one: Found) => one.id, place: (one: Found) => `${one.at} ${one.id}` }
