import { ApiProblem } from '../api/client.ts'

type Terms = {
  /** True while a sign-out has not reached the server. Kept by the device, through a reload. */
  pending: () => boolean
  setPending: (is: boolean) => void
  /** Asks the server to end this device's session. */
  send: () => Promise<unknown>
}

/**
 * Signing out of a session whose cookie only the server can end: until it has, the device remembers that it wants to,
 * and nobody comes in with what is left of the session.
 */
export function createSignOut({ pending, setPending, send }: Terms) {
  let running: Promise<boolean> | null = null

  async function once(): Promise<boolean> {
    try {
      await send()
    } catch (error) {
      const ended = error instanceof ApiProblem && error.code === 'unauthenticated'
      if (!ended) return false
    }
    setPending(false)
    return true
  }
  /** Sends what still waits; true when no sign-out waits any more. */
  function settle(): Promise<boolean> {
    if (!pending()) return Promise.resolve(true)
    running ??= once().finally(() => {
      running = null
    })
    return running
  }
  return {
    settle,
    begin(): Promise<boolean> {
      setPending(true)
      return settle()
    },
  }
}
