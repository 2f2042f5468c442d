import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { serverNow } from './server-time.ts'

/** What a screen shows of something it fetches: old figures stay while new ones come, and when they do not come. */
export type Load<T> = {
  data: Accessor<T | undefined>
  /** Why the last attempt failed; null as soon as one succeeds. */
  error: Accessor<unknown>
  /** When the data shown was fetched, ms of the office's clock. */
  at: Accessor<number | null>
  /** True while an answer is awaited. */
  busy: Accessor<boolean>
  reload: () => Promise<void>
}

/** Fetches now and at each `reload`; a reload asked for during another follows it, so that the last word is shown. */
export function createLoad<T>(fetch: () => Promise<T>): Load<T> {
  const [data, setData] = createSignal<T>()
  const [error, setError] = createSignal<unknown>(null)
  const [at, setAt] = createSignal<number | null>(null)
  const [busy, setBusy] = createSignal(false)
  let running: Promise<void> | null = null
  let again = false
  let gone = false
  onCleanup(() => {
    gone = true
  })

  async function once(): Promise<void> {
    again = false
    try {
      const next = await fetch()
      if (gone) return
      setData(() => next)
      setAt(serverNow())
      setError(null)
    } catch (problem) {
      if (gone) return
      setError(problem)
    }
    if (again) await once()
  }

  function reload(): Promise<void> {
    if (running) {
      again = true
      return running
    }
    setBusy(true)
    running = once().finally(() => {
      running = null
      setBusy(false)
    })
    return running
  }

  void reload()
  return { data, error, at, busy, reload }
}
