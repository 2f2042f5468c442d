import { ApiProblem } from '../../api/client.ts'

type HoldTerms<L> = {
  /** Sends the whole basket: what the order held before is replaced. Answers until when (ms). */
  put: (lines: L[]) => Promise<number>
  lines: () => L[]
  /** False: nothing is ever asked for, as if the basket were empty. */
  keeps?: boolean
  /** A hold was answered, or there is nothing to hold (null). */
  held: (expiresAt: number | null, lines: L[]) => void
  refused: (problem: ApiProblem, lines: L[]) => void
  /** ms between the last change and the request. */
  wait?: number
  /** ms after which what nobody answered is asked again. */
  again?: number
}

/**
 * Keeps the seats of an order in step with its basket: one request at a time, the last state wins, and a change while
 * one is under way sends another after it. What nobody answered is asked again.
 */
export function createHold<L>(terms: HoldTerms<L>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let again = false
  let round = 0
  let holds = false
  /** A sale is about to take the seats: nothing more is asked. */
  let settled = false

  async function send(): Promise<void> {
    const mine = round
    const lines = terms.keeps === false ? [] : terms.lines()
    if (lines.length === 0 && !holds) {
      terms.held(null, lines)
      return
    }
    try {
      const expiresAt = await terms.put(lines)
      if (mine !== round) return
      holds = lines.length > 0
      if (!again) terms.held(holds ? expiresAt : null, lines)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (mine !== round) return
      // It may have been done all the same.
      if (error.code === 'unavailable' && lines.length > 0) holds = true
      if (again) return
      terms.refused(error, lines)
      if (error.code !== 'unavailable' || settled) return
      clearTimeout(timer)
      timer = setTimeout(() => void now(), terms.again ?? 5_000)
    }
  }

  async function loop(): Promise<void> {
    try {
      do {
        again = false
        await send()
      } while (again)
    } finally {
      running = null
    }
  }

  function now(): Promise<void> {
    settled = false
    clearTimeout(timer)
    timer = undefined
    if (running) again = true
    else running = loop()
    return running ?? Promise.resolve()
  }

  return {
    /** The basket changed: holds it after a short rest. */
    change() {
      settled = false
      clearTimeout(timer)
      timer = setTimeout(() => void now(), terms.wait ?? 120)
    },
    now,
    /** Lets a request under way end, well or not, and starts no other: a sale is about to take the seats. */
    async settle() {
      settled = true
      clearTimeout(timer)
      timer = undefined
      again = false
      await running?.catch(() => undefined)
    },
    /** A new order: answers to the old one count no more. */
    renew() {
      clearTimeout(timer)
      timer = undefined
      again = false
      round += 1
      holds = false
    },
    /** The order is given up: ends once what is under way has; null when it holds nothing that would be given back. */
    leave(): Promise<void> | null {
      const before = running
      const held = terms.keeps !== false && (holds || before !== null)
      this.renew()
      return held ? Promise.resolve(before?.catch(() => undefined)) : null
    },
    /** A basket found on the device may hold seats already. */
    assume() {
      holds = terms.keeps !== false
    },
  }
}
