import { createSignal } from 'solid-js'
import { onLive } from './api.ts'

/** A device that is never closed looks for a new version so often (ms). */
const HOUR = 3_600_000

const [ready, setReady] = createSignal(false)
let waiting: ServiceWorker | null = null
let asked = false

/** True when a newer version lies on this device and waits for a press. */
export const updateReady = ready

/**
 * Installs the application on this device, so that it starts from its cache, and looks for newer versions: each hour,
 * and when the line to the server comes back, which is when it was replaced. None takes over by itself.
 */
export function watchUpdates(): void {
  const workers = navigator.serviceWorker
  if (!import.meta.env.PROD || !workers) return
  const controlled = workers.controller !== null
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload()
    // Another tab took the new version: this one runs the old until it is pressed too.
    else if (controlled) setReady(true)
  })
  void register(workers)
}

async function register(workers: ServiceWorkerContainer): Promise<void> {
  const registration = await workers
    .register('/pos/sw.js', { scope: '/pos/', updateViaCache: 'none' })
    .catch(() => null)
  // Without it the application works all the same, from the network.
  if (!registration) return
  const found = (worker: ServiceWorker | null) => {
    // The first one of a device replaces nothing.
    if (!worker || !workers.controller) return
    waiting = worker
    setReady(true)
  }
  found(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => worker.state === 'installed' && found(worker))
  })
  const look = () => void registration.update().catch(() => undefined)
  setInterval(look, HOUR)
  onLive('back', look)
}

/** Starts again with the new version: the basket is kept on the device. */
export function takeUpdate(): void {
  asked = true
  if (waiting && waiting.state === 'installed') waiting.postMessage({ type: 'SKIP_WAITING' }, [])
  else location.reload()
}
