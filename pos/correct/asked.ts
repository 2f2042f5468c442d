import { createSignal } from 'solid-js'
import { ApiProblem } from '../../api/client.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import { isUnanswered } from '../unanswered.ts'

/** What was sent and not answered, by what it is about: whichever screen asks again, asks the very same. */
const unanswered = new Map<string, { id: string }>()

/** Refusals of the door: they say nothing about what was sent before. */
const TURNED_AWAY = new Set<ErrorCode>(['unauthenticated', 'forbidden', 'foreign_origin', 'rate_limited'])

type AskedTerms<Body, Answer> = {
  /** What is corrected, and how. */
  about: string
  ask: (body: Body) => Promise<Answer>
  /** Throws `not_found` when the server does not know what was sent. */
  known: (id: string) => Promise<unknown>
  done: (answer: Answer) => void
  refused: (problem: ApiProblem) => void
}

/**
 * Sends a correction until it is answered. What nobody answered may be done: nothing else can be sent about the same sale
 * before it is, or before the server says that it does not know it.
 */
export function createAsked<Body extends { id: string }, Answer>(terms: AskedTerms<Body, Answer>) {
  const [waiting, setWaiting] = createSignal((unanswered.get(terms.about) as Body | undefined) ?? null)
  const [busy, setBusy] = createSignal(false)
  const [unknown, setUnknown] = createSignal(false)

  function free() {
    unanswered.delete(terms.about)
    setWaiting(null)
  }

  async function send(body: Body): Promise<void> {
    if (busy()) return
    setBusy(true)
    setUnknown(false)
    const isAgain = unanswered.has(terms.about)
    unanswered.set(terms.about, body)
    try {
      const answer = await terms.ask(body)
      free()
      terms.done(answer)
    } catch (error) {
      if (isUnanswered(error)) setWaiting(() => body)
      else if (error instanceof ApiProblem && !(isAgain && TURNED_AWAY.has(error.code))) {
        free()
        terms.refused(error)
      }
    } finally {
      setBusy(false)
    }
  }

  return {
    busy,
    /** What was sent and not answered. */
    waiting,
    /** Nobody could say whether it is done. */
    unknown,
    /** Sends `make`'s body, once: a second press while it is under way does nothing. */
    send: (make: () => Body) => (busy() || waiting() ? Promise.resolve() : send(make())),
    retry: async () => {
      const body = waiting()
      if (body) await send(body)
    },
    /** Back to what can be changed: only when the server says that it knows nothing of it. */
    async release(): Promise<void> {
      const body = waiting()
      if (!body || busy()) return
      try {
        await terms.known(body.id)
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'not_found') return free()
        setUnknown(true)
        return
      }
      await send(body)
    },
  }
}

export type Asked = Pick<ReturnType<typeof createAsked>, 'busy' | 'unknown' | 'retry' | 'release'> & {
  waiting: () => { id: string } | null
}
