import { createSignal, onCleanup } from 'solid-js'
import { ApiProblem } from '../../api/client.ts'
import type { ErrorCode } from '../../api/shared/errors.ts'
import { newId } from '../../api/shared/id.ts'
import { isLive, type PaymentStatus, type PaymentWhy } from '../../api/shared/payment.ts'
import type { SaleDraft } from './basket.ts'
import type { SaleAnswer, TillApi } from './till-api.ts'

/** A card that the register's reader asks for: what was sent, so that it can be asked for again under the same id. */
export type Charge = { id: string; amountC: number; sale: SaleDraft }

/** How a payment on a reader stands, as the server answers it. */
export type PaymentAnswer = {
  id: string
  orderId: string
  amountC: number
  status: PaymentStatus
  why: PaymentWhy | null
  isCancelling: boolean
  sale: Omit<SaleAnswer, 'replay'> | null
}

/** A card that did not make a sale: said until the next press. */
export type ChargeEnd = { status: PaymentStatus; why: PaymentWhy | null; amountC: number }

type ChargingTerms = {
  api: Pick<TillApi, 'charge' | 'payment' | 'cancelPayment'>
  charge: () => Charge | null
  setCharge: (charge: Charge | null) => void
  setProblem: (problem: ApiProblem | null) => void
  committed: (answer: SaleAnswer) => void
  refused: (problem: ApiProblem) => Promise<void>
  /** The basket may change again, nothing was sold. */
  released: () => void
}

/** ms between questions while the reader waits, and while the server does not answer. */
const EVERY = 1_000
const RETRY = 3_000
/** Refusals of the door, and faults: they say nothing about the card. */
const UNSURE = new Set<ErrorCode>([
  'unavailable',
  'internal',
  'unauthenticated',
  'forbidden',
  'foreign_origin',
  'rate_limited',
])

/**
 * Has the reader ask for a card, and follows it to its end: kept before it leaves, found again after a reload, and never
 * a sale before the server says so. The server goes on without us: all that is asked here may be asked again.
 */
export function createCharging(terms: ChargingTerms) {
  const [state, setState] = createSignal<PaymentAnswer | null>(null)
  const [ended, setEnded] = createSignal<ChargeEnd | null>(null)
  const [away, setAway] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false
  /** The agent takes it back: said to the server as soon as it can be. */
  let wantsBack = false
  /** What this tab has sent. */
  const posted = new Set<string>()
  let gone = false
  onCleanup(() => {
    gone = true
    clearTimeout(timer)
  })

  function soon(ms: number) {
    clearTimeout(timer)
    if (!gone && terms.charge()) timer = setTimeout(() => void follow(), ms)
  }

  /** What to ask now: to take it back, to ask for the card again under its id, or how it stands. */
  function question(charge: Charge): Promise<PaymentAnswer> {
    if (wantsBack) return terms.api.cancelPayment(charge.id)
    return state() || !posted.has(charge.id) ? terms.api.payment(charge.id) : terms.api.charge(charge)
  }

  /** Asks, one question at a time, until it has ended; what was never answered is sent again, under its id. */
  async function follow(): Promise<void> {
    const charge = terms.charge()
    if (!charge || asking) return
    asking = true
    clearTimeout(timer)
    const back = wantsBack
    let next = EVERY
    try {
      take(await question(charge))
      if (back) wantsBack = false
      setAway(false)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      next = RETRY
      await refuse(error)
    } finally {
      asking = false
      soon(wantsBack && !back ? 0 : next)
    }
  }

  function take(answer: PaymentAnswer) {
    const charge = terms.charge()
    if (charge?.id !== answer.id) return
    setState(answer)
    if (isLive(answer.status)) return
    setState(null)
    terms.setCharge(null)
    if (answer.sale) return terms.committed({ ...answer.sale, replay: false })
    setEnded({ status: answer.status, why: answer.why, amountC: answer.amountC })
    terms.released()
  }

  async function refuse(problem: ApiProblem): Promise<void> {
    const charge = terms.charge()
    if (UNSURE.has(problem.code)) return void setAway(true)
    const other = problem.data.payment
    // The card of this order is asked for already, by a press whose answer was lost: that one is followed.
    if (problem.code === 'payment_waits' && charge && typeof other === 'string')
      return terms.setCharge({ ...charge, id: other })
    terms.setCharge(null)
    setState(null)
    // Nothing was asked of the reader: the press never reached the server.
    if (problem.code === 'not_found') return terms.released()
    terms.setProblem(problem)
    await terms.refused(problem)
  }

  return {
    /** How the card that is asked for stands; null before the first answer, and when none is asked for. */
    state,
    ended,
    forgetEnd: () => setEnded(null),
    /** The server does not answer: what the reader shows goes on all the same. */
    away,
    follow,
    async start(before: Promise<void>, amountC: number, draft: () => SaleDraft): Promise<void> {
      if (terms.charge()) return
      setEnded(null)
      terms.setProblem(null)
      setState(null)
      wantsBack = false
      const id = newId('payment')
      posted.add(id)
      terms.setCharge({ id, amountC, sale: draft() })
      await before
      await follow()
    },
    async cancel(): Promise<void> {
      wantsBack = true
      await follow()
    },
  }
}
