/** Within this time a second signal is the same Ctrl-C: the terminal sends one, npm passes on another. */
const SAME_MS = 400

export type Stop = {
  /** Resolves at the first Ctrl-C or SIGTERM. */
  asked: Promise<void>
  isAsked: () => boolean
  /** Runs, and the process ends, at the second. */
  onForce: (work: () => void) => void
}

/** Listens for the wish to stop: once to stop in good order, twice to stop at once. */
export function untilAsked(): Stop {
  let first = 0
  let force = () => {}
  const parent = process.ppid
  const asked = new Promise<void>((done) => {
    const hear = () => {
      if (first === 0) {
        first = Date.now()
        done()
      } else if (Date.now() - first > SAME_MS) {
        force()
        process.exit(130)
      }
    }
    process.on('SIGINT', hear)
    process.on('SIGTERM', hear)
    process.on('SIGHUP', hear)
    // npm passes SIGTERM to its shell only, which dies without telling us: our parent then changes.
    if (process.env.npm_lifecycle_event)
      setInterval(() => first === 0 && process.ppid !== parent && hear(), 500).unref()
  })
  return { asked, isAsked: () => first > 0, onForce: (work) => (force = work) }
}
