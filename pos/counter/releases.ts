import { onCleanup } from 'solid-js'
import { ApiProblem } from '../../api/client.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import { isId } from '../../api/shared/id.ts'
import { keep, kept } from '../device.ts'

const KEY = 'releases'

/** Refusals that say what became of the order: it was sold, or its register is no more. */
const KNOWN = new Set<ErrorCode>(['id_reused', 'not_found', 'bad_request'])

function waiting(): string[] {
  try {
    const list: unknown = JSON.parse(kept(KEY) ?? '[]')
    return Array.isArray(list) ? list.filter((id): id is string => isId('order', id)) : []
  } catch {
    return []
  }
}

const write = (ids: string[]) => keep(KEY, ids.length > 0 ? JSON.stringify(ids) : null)

type ReleasesTerms = {
  /** Gives back an order; as often as one likes. */
  release: (orderId: string) => Promise<unknown>
  /** ms after which what nobody answered is sent again. */
  again?: number
}

/**
 * Orders whose baskets were emptied: the server must hear of each, since it keeps their seats and logs what was taken
 * out. Their names stay on the device until it has answered, through a reload and a night.
 */
export function createReleases({ release, again = 5_000 }: ReleasesTerms) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let gone = false
  onCleanup(() => {
    gone = true
    clearTimeout(timer)
  })

  function add(orderId: string) {
    write([...waiting().filter((id) => id !== orderId), orderId])
  }

  /** Asks for one; false when nobody answers, so that the others need not be tried. */
  async function isReached(orderId: string): Promise<boolean> {
    try {
      await release(orderId)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      // Turned away, by a session that has ended say: it waits for the next time.
      if (!KNOWN.has(error.code)) return error.code !== 'unavailable'
    }
    write(waiting().filter((id) => id !== orderId))
    return true
  }

  async function all(): Promise<void> {
    clearTimeout(timer)
    const tried = new Set<string>()
    for (;;) {
      const next = waiting().find((id) => !tried.has(id))
      if (next === undefined) return
      tried.add(next)
      if (await isReached(next)) continue
      if (!gone) timer = setTimeout(() => void send(), again)
      return
    }
  }

  /** Sends all that wait, one after the other. */
  function send(): Promise<void> {
    running ??= all().finally(() => {
      running = null
    })
    return running
  }

  return { add, send }
}
