import { createMemo, createSignal } from 'solid-js'
import type { CorrectionReason } from '../../api/shared/correction.ts'
import { newId } from '../../api/shared/id.ts'
import { serverNow } from '../server-time.ts'
import { createApproval } from './approval-state.ts'
import { createBack } from './back-state.ts'
import type { Correctable } from './correct-api.ts'
import { causesOf } from './foresee.ts'
import type { Place } from './place.ts'
import { backTotal, firstTaken, isTakenWhole, takenLines, type Taken } from './taken.ts'

/** Why something is taken back; an exchange and a payment that was wrong have ways of their own. */
export const REFUND_REASONS = [
  'CUSTOMER_CANCELS',
  'PROVIDER_CANCELS',
  'WEATHER',
  'ILLNESS',
  'AGENT_ERROR',
  'DUPLICATE_SALE',
  'DEFECT',
  'GOODWILL',
] as const satisfies CorrectionReason[]

/** A refund while it is entered: what is taken back, why, how it is given back, who approves. Its id is made now. */
export function createRefund(sale: Correctable, place: () => Place | null) {
  const id = newId('sale')
  const [taken, setTaken] = createSignal<Taken>(firstTaken(sale))
  const [reason, setReason] = createSignal<CorrectionReason | null>(null)
  const [tried, setTried] = createSignal(false)
  const totalC = createMemo(() => backTotal(sale, taken()))
  const lines = createMemo(() => takenLines(sale, taken()))
  const back = createBack(() => sale.tenders, totalC)
  const approval = createApproval(() => causesOf(sale, taken(), reason(), serverNow()))
  return {
    taken,
    take(next: Taken) {
      setTaken(next)
      approval.forget()
    },
    reason,
    setReason,
    totalC,
    lines,
    back,
    approval,
    tried,
    /** True when it may be sent; else each part says what it lacks. */
    ready(): boolean {
      setTried(true)
      const all = [back.ready(), approval.ready(), isTakenWhole(sale, taken())]
      return lines().length > 0 && reason() !== null && place() !== null && all.every(Boolean)
    },
    body: () => ({
      id,
      ...(place() as Place),
      reason: reason() as CorrectionReason,
      lines: lines(),
      tenders: back.sent(),
      expected: { totalC: totalC() },
      ...approval.sent(),
    }),
  }
}

export type RefundBody = ReturnType<ReturnType<typeof createRefund>['body']>
