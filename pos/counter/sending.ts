import { createSignal, onCleanup } from 'solid-js'
import { ApiProblem } from '../../api/client.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import type { SaleDraft } from './basket.ts'
import type { SaleAnswer, TillApi } from './till-api.ts'

type SendingTerms = {
  api: Pick<TillApi, 'sell' | 'sale'>
  /** The sale that was sent and not answered. */
  sent: () => SaleDraft | null
  setSent: (draft: SaleDraft | null) => void
  /** Whether who is signed in now is who sent it. */
  ours: () => boolean
  setProblem: (problem: ApiProblem | null) => void
  committed: (answer: SaleAnswer) => void
  /** The server had this very sale already, and it was not this tab that sent it. */
  soldBefore: (answer: SaleAnswer) => void
  refused: (problem: ApiProblem) => Promise<void>
  /** The basket may change again, nothing was sold. */
  released: () => void
}

/** How going back to the basket ended: it may change, the sale goes on, or nobody can tell yet. */
export type Release = 'released' | 'selling' | 'unknown'

/** ms between attempts while the server does not answer. */
const RETRY = 3_000
/** Refusals of the door: they say nothing about the sale. */
const TURNED_AWAY = new Set<ErrorCode>(['unauthenticated', 'forbidden', 'foreign_origin', 'rate_limited'])

/**
 * Sends a sale until it is answered: the same one, under the same id, so that it is made once however often it is
 * sent. It is kept before it leaves; nothing counts as sold before the server says that it is.
 */
export function createSending(terms: SendingTerms) {
  const [busy, setBusy] = createSignal(false)
  /** What this tab has sent: a replay of it is the answer that was lost, any other is somebody else's sale. */
  const posted = new Set<string>()
  /** What was sent and not answered once: it may be made, whatever the door says later. */
  const unsure = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false
  onCleanup(() => {
    gone = true
    clearTimeout(timer)
  })

  async function post(draft: SaleDraft): Promise<void> {
    clearTimeout(timer)
    setBusy(true)
    const body = JSON.stringify(draft)
    const mine = posted.has(body)
    posted.add(body)
    try {
      const answer = await terms.api.sell(draft)
      if (answer.replay && !mine) terms.soldBefore(answer)
      else terms.committed(answer)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      await refuse(error, body)
    } finally {
      setBusy(false)
    }
  }

  async function refuse(problem: ApiProblem, body: string): Promise<void> {
    terms.setProblem(problem)
    if (problem.code === 'unavailable' || problem.code === 'internal') {
      // The sale may be committed: only the same one may be sent again.
      unsure.add(body)
      if (problem.code === 'unavailable' && !gone) timer = setTimeout(resume, RETRY)
      return
    }
    if (TURNED_AWAY.has(problem.code) && unsure.has(body)) return
    terms.setSent(null)
    await terms.refused(problem)
  }

  /** Sends it again because somebody asks: from then on it is their sale. */
  function retry() {
    const draft = terms.sent()
    if (!draft || busy()) return
    if (!terms.ours()) terms.setSent(draft)
    // What was kept unanswered is ours, even when a reload came between.
    posted.add(JSON.stringify(draft))
    unsure.add(JSON.stringify(draft))
    void post(draft)
  }

  /** Sends it again by itself; a sale that somebody else sent waits for the word of who is there now. */
  function resume() {
    if (terms.sent() === null || busy()) return
    if (terms.ours()) retry()
    else terms.setProblem(new ApiProblem('unavailable', 0))
  }

  /** Back to the basket after an unanswered sale: only when the server says that it does not know it. */
  async function release(): Promise<Release> {
    const draft = terms.sent()
    if (!draft) return 'released'
    if (busy()) return 'unknown'
    try {
      await terms.api.sale(draft.id)
      retry()
      return 'selling'
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.code !== 'not_found') return 'unknown'
      clearTimeout(timer)
      terms.setSent(null)
      terms.setProblem(null)
      terms.released()
      return 'released'
    }
  }

  return {
    busy,
    retry,
    resume,
    release,
    /** Sends what `draft` makes, once what is under way before it has ended. */
    async send(before: Promise<void>, draft: () => SaleDraft): Promise<void> {
      if (busy() || terms.sent()) return
      terms.setProblem(null)
      setBusy(true)
      try {
        await before
        const made = draft()
        terms.setSent(made)
        await post(made)
      } finally {
        setBusy(false)
      }
    },
  }
}
