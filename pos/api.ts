import { createSignal, getOwner, onCleanup } from 'solid-js'
import { createClient } from '../api/client.ts'
import { limitedFetch } from './limited-fetch.ts'
import { createLive, type LiveData, type LiveEvent } from './live.ts'

export { ApiProblem, unwrap } from '../api/client.ts'

const [offlineAt, setOfflineAt] = createSignal<number | null>(null)

/** True while the server answers. */
export const online = () => offlineAt() === null
/** Since when it does not (ms of the device's clock), or null. */
export const offlineSince = offlineAt

let doubt: ReturnType<typeof setTimeout> | undefined

function reached() {
  clearTimeout(doubt)
  doubt = undefined
  setOfflineAt(null)
}

/** A server that restarts is away for a moment: the line under the header waits two seconds before it says so. */
function unreached() {
  if (doubt !== undefined || offlineAt() !== null) return
  const at = Date.now()
  doubt = setTimeout(() => setOfflineAt(at), 2_000)
}

/** The device itself says that it has no network: nothing to wait for. */
function cut() {
  if (offlineAt() === null) setOfflineAt(Date.now())
}

let signedOut = () => {}
/** What to do when the server says that nobody is signed in any more. One listener: the session. */
export function whenSignedOut(fn: () => void) {
  signedOut = fn
}

const limited = limitedFetch()

/** `fetch` for what the client does not read, as bytes: limited, and heard of by the line that says offline. */
export const watchedFetch: typeof fetch = async (input, init) => {
  let answer: Response
  try {
    answer = await limited(input, init)
  } catch (error) {
    // A request that a screen gave up is not a broken network.
    if (!init?.signal?.aborted) unreached()
    throw error
  }
  reached()
  if (answer.status === 401) {
    const body = await answer
      .clone()
      .json()
      .catch(() => null)
    if (body?.code === 'unauthenticated') signedOut()
  }
  return answer
}

/** The typed client of the API, for every screen: `unwrap(client.api.catalog.$get())`. */
export const client = createClient(location.origin, watchedFetch)

const live = createLive('/api/live', (up) => (up ? reached() : unreached()))
addEventListener('online', () => live.retry())
addEventListener('offline', cut)

export const startLive = live.start
export const stopLive = live.stop

/**
 * Calls `fn` at each event of the server: `seats` (counters that changed), `turnover`, `catalog` (its new version), and
 * `back` when the line is up again after a break, so that a screen fetches what it missed. Stops with the component
 * that called it; returns how to stop earlier.
 */
export function onLive<E extends LiveEvent>(event: E, fn: (data: LiveData[E]) => void): () => void {
  const stop = live.on(event, fn)
  if (getOwner()) onCleanup(stop)
  return stop
}
