import { type Accessor, createEffect, onCleanup } from 'solid-js'

/** What is on its way is looked for soon, then ever later, up to a minute. */
const FIRST_MS = 1_500
const MOST_MS = 60_000

/** Looks again while something is waited for and the screen is seen. */
export function createLooker(look: () => Promise<void>, isSeen: () => boolean) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let awaited = ''
  let wait = FIRST_MS

  function plan() {
    clearTimeout(timer)
    if (awaited !== '' && isSeen()) timer = setTimeout(() => void once(), wait)
  }

  async function once() {
    clearTimeout(timer)
    wait = Math.min(wait * 2, MOST_MS)
    await look()
    plan()
  }

  return {
    /** What is waited for now, by name; '' for nothing. Something else begins anew. */
    await(name: string) {
      if (name === awaited) return
      awaited = name
      wait = FIRST_MS
      plan()
    },
    /** The screen is seen again, or no more. */
    seen() {
      if (awaited !== '' && isSeen()) void once()
      else clearTimeout(timer)
    },
    stop() {
      awaited = ''
      clearTimeout(timer)
    },
  }
}

/** Looks again while `awaited` names something (a letter that is queued), as long as the screen stands. */
export function lookAgain(awaited: Accessor<string>, look: () => Promise<void>): void {
  const looker = createLooker(look, () => !document.hidden)
  createEffect(() => looker.await(awaited()))
  document.addEventListener('visibilitychange', looker.seen)
  onCleanup(() => {
    looker.stop()
    document.removeEventListener('visibilitychange', looker.seen)
  })
}
