import { createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { CountedMeans, CountLine } from '../../api/shared/cash.ts'
import { formatEuros, parseEuros } from '../../api/shared/money.ts'
import type { Counted, OpenShift, ShiftState, ToCount } from '../answers.ts'
import { ApiProblem, client, unwrap } from '../api.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { desk as t } from '../text/desk.ts'
import { t as all } from '../text/fr.ts'
import { createApproval } from './Approval.tsx'
import type { Reasoned } from './EndSteps.tsx'
import { createKeptCount } from './kept-count.ts'
import { counted, worth } from './pieces.ts'

export type Step = 'cash' | 'cheque' | 'ancv' | 'card' | 'gaps' | 'safe'

/** "150,00", as one types it. */
const asTyped = (amountC: number) => formatEuros(amountC).replace(/[^\d,]/g, '')

/**
 * The closing of a session, step by step: all that lies in the drawer is counted before anything expected is shown; then
 * what differs is explained, what goes to the safe is said, and all of it closes the session at once.
 */
export function createClosing(shift: OpenShift, onClosed: () => void) {
  const kept = createKeptCount(shift.id)
  const toCount = createLoad(() =>
    unwrap<ToCount>(client.api.shifts[':id']['to-count'].$get({ param: { id: shift.id } })),
  )
  const [counts, setCounts] = createSignal<Counted | null>(null)
  const [reasons, setReasons] = createStore<Reasoned>({})
  const approval = createApproval()
  const [left, setLeft] = createSignal<string | null>(null)
  const [bag, setBag] = createSignal('')
  const [wrong, setWrong] = createSignal<{ card?: boolean; left?: string; bag?: string }>({})
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  // What was counted is kept through a reload; what was compared is not: it is asked for again.
  const [end, setEnd] = createSignal<'gaps' | 'safe' | null>(null)

  const has = (means: CountedMeans) => toCount.data()?.means.includes(means) ?? false
  /** Papers that no sale of the session tells of may lie there too. */
  const [more, setMore] = createSignal(kept.state.unknown.length > 0 || worth(kept.state.ancv) > 0)
  const counting = (): Step[] => [
    'cash',
    ...(has('CHEQUE') || more() ? (['cheque'] as const) : []),
    ...(has('ANCV_P') || more() ? (['ancv'] as const) : []),
    ...(has('CB') ? (['card'] as const) : []),
  ]
  const steps = (): Step[] => [...counting(), 'gaps', 'safe']
  const step = (): Step => end() ?? counting()[Math.min(kept.state.step, counting().length - 1)] ?? 'cash'
  const isLastCount = () => counting().at(-1) === step()

  const countedC = () => worth(kept.state.pieces)
  const leftText = () => left() ?? asTyped(Math.min(shift.floatC, countedC()))
  const leftC = () => parseEuros(leftText())

  function count() {
    const seen = (toCount.data()?.cheques ?? [])
      .filter((one) => kept.state.seen.includes(`${one.saleId}/${one.n}`))
      .map(({ saleId, n }) => ({ saleId, n }))
    return {
      countedC: countedC(),
      pieces: counted(kept.state.pieces),
      cheques: { seen, unknown: kept.state.unknown.map((one) => ({ ...one })) },
      ancv: counted(kept.state.ancv),
      cardC: has('CB') ? (parseEuros(kept.state.card) ?? 0) : 0,
    }
  }

  /** The difference is shown, or none is there and the next step is the last. */
  function compared(found: Counted) {
    setCounts(found)
    setEnd(found.counts.some((one) => one.gapC !== 0) ? 'gaps' : 'safe')
  }

  const compare = async () =>
    compared(
      await unwrap<Counted>(client.api.shifts[':id'].count.$post({ param: { id: shift.id }, json: count() })),
    )

  async function close() {
    const approver = approval.value()
    const gaps = { ...reasons }
    const json = {
      ...count(),
      reasons: gaps,
      leftC: leftC() ?? 0,
      ...(bag().trim() ? { bag: bag().trim() } : {}),
      ...(approver && isLarge() ? { approval: approver } : {}),
    }
    await unwrap<ShiftState>(client.api.shifts[':id'].close.$post({ param: { id: shift.id }, json }))
    ended()
  }

  function ended() {
    kept.forget()
    onClosed()
  }

  const isLarge = () => {
    const found = counts()
    return found?.counts.some((one) => Math.abs(one.gapC) > found.approvalFromC) ?? false
  }

  /** What the present step still lacks, said where it lacks; true when nothing. */
  function isComplete(): boolean {
    setWrong({})
    if (step() === 'card' && parseEuros(kept.state.card) === null) return fault({ card: true })
    if (step() === 'gaps') {
      const open = counts()?.counts.some((one) => one.gapC !== 0 && !reasons[one.means])
      if (open) return refuse(all.shift.needReason)
      if (isLarge() && !approval.value()) return refuse(t.approval.need)
    }
    if (step() === 'safe') {
      const amount = leftC()
      if (amount === null || amount > countedC()) return fault({ left: t.safe.bad(formatEuros(countedC())) })
      if (!/^[A-Za-z0-9-]{0,20}$/.test(bag().trim())) return fault({ bag: t.move.badBag })
    }
    return true
  }
  const fault = (what: ReturnType<typeof wrong>) => {
    setWrong(what)
    return false
  }
  const refuse = (text: string) => {
    setRefusal(text)
    return false
  }

  /** One press of the button at the bottom. */
  async function next(): Promise<void> {
    if (busy()) return
    setRefusal(null)
    if (!isComplete()) return
    if (end() === null && !isLastCount()) return kept.write({ step: counting().indexOf(step()) + 1 })
    if (end() === 'gaps') return void setEnd('safe')
    if (!toCount.data()) return void setRefusal(all.errors.unavailable)
    setBusy(true)
    try {
      await (end() === 'safe' ? close() : compare())
    } catch (error) {
      explained(error)
    } finally {
      setBusy(false)
    }
  }

  function explained(error: unknown) {
    const problem = error instanceof ApiProblem ? error : null
    // Closed by an answer that got lost, or at another device: what was counted there is shown.
    if (problem?.code === 'shift_closed') return ended()
    if (problem?.code === 'gap_reason_needed') {
      // Somebody sold since: what differs is another sum.
      compared({
        counts: problem.data.counts as CountLine[],
        approvalFromC: Number(problem.data.approvalFromC),
      })
      return
    }
    if (problem?.code === 'approval_refused' || problem?.code === 'approval_needed') {
      approval.forget()
      setEnd('gaps')
    }
    setRefusal(problemText(error))
  }

  /** One step back; from the differences to counting again. False at the first: the desk is shown. */
  function back(): boolean {
    setRefusal(null)
    setWrong({})
    if (end() === 'safe' && counts()?.counts.some((one) => one.gapC !== 0)) setEnd('gaps')
    else if (end() !== null) {
      setEnd(null)
      kept.write({ step: 0 })
    } else if (kept.state.step > 0) kept.write({ step: kept.state.step - 1 })
    else return false
    return true
  }

  return {
    kept,
    toCount,
    counts,
    reasons,
    setReason: (means: CountedMeans, reason: Reasoned[CountedMeans]) => setReasons(means, reason),
    approval,
    leftText,
    leftC,
    setLeft,
    bag,
    setBag,
    wrong,
    refusal,
    setRefusal,
    busy,
    steps,
    step,
    isLastCount,
    more,
    setMore,
    countedC,
    next,
    back,
  }
}
export type Closing = ReturnType<typeof createClosing>
