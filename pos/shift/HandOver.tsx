import { createSignal, onMount, Show } from 'solid-js'
import { REASONS_OF, type GapReason } from '../../api/shared/cash.ts'
import { GAP_FR } from '../../api/shared/cash-text.ts'
import { newId } from '../../api/shared/id.ts'
import { formatEuros } from '../../api/shared/money.ts'
import type { OpenShift } from '../answers.ts'
import { ApiProblem, client, unwrap } from '../api.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { desk as t } from '../text/desk.ts'
import { t as all } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Approval, createApproval } from './Approval.tsx'
import { Compare } from './Compare.tsx'
import { Count } from './Count.tsx'
import { counted, type Pieces, worth } from './pieces.ts'
import { Reasons } from './Reasons.tsx'
import css from './Shift.module.css'

/**
 * The drawer goes to another agent within the session: counted by both without the figure expected, then whoever takes
 * it types code and PIN, and is at the till from then on.
 */
export function HandOver(props: { shift: OpenShift; onEnd: () => void }) {
  const { changeAgent, refresh } = useSession()
  const [pieces, setPieces] = createSignal<Pieces>({})
  const [gap, setGap] = createSignal<{ expectedC: number; countedC: number; fromC: number } | null>(null)
  const [reason, setReason] = createSignal<GapReason | null>(null)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const to = createApproval()
  const approval = createApproval()
  const isLarge = () => {
    const found = gap()
    return found !== null && Math.abs(found.countedC - found.expectedC) > found.fromC
  }
  // The same count sent twice hands over once; another count is another request.
  let sent = { body: '', id: '' }
  onMount(() => {
    document.title = `${t.hand.title} · Guichet`
  })

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setRefusal(null)
    const taker = to.value()
    if (!taker) return void setRefusal(t.hand.need)
    if (taker.code === (props.shift.heldBy ?? props.shift.openedBy)) return void setRefusal(t.hand.same)
    if (gap() && !reason()) return void setRefusal(all.shift.needReason)
    const approver = isLarge() ? approval.value() : null
    if (isLarge() && !approver) return void setRefusal(t.approval.need)
    const count = { countedC: worth(pieces()), pieces: counted(pieces()) }
    const body = JSON.stringify([count, taker.code])
    if (sent.body !== body) sent = { body, id: newId('movement') }
    setBusy(true)
    try {
      await unwrap(
        client.api.shifts[':id']['hand-over'].$post({
          param: { id: props.shift.id },
          json: {
            id: sent.id,
            ...count,
            gapReason: (gap() && reason()) ?? undefined,
            to: taker,
            ...(approver ? { approval: approver } : {}),
          },
        }),
      )
      await changeAgent(taker.code, taker.pin).catch(() => refresh())
      props.onEnd()
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null
      if (problem?.code === 'gap_reason_needed') {
        setGap({
          expectedC: Number(problem.data.expectedC),
          countedC: count.countedC,
          fromC: Number(problem.data.approvalFromC),
        })
      } else {
        approval.forget()
        setRefusal(problemText(error))
      }
    } finally {
      setBusy(false)
    }
  }

  function recount() {
    setGap(null)
    setReason(null)
    setRefusal(null)
  }

  return (
    <form class={css.page} onSubmit={submit} novalidate>
      <main class={css.main}>
        <div>
          <h1>{t.hand.title}</h1>
          <p class="soft">{t.hand.help}</p>
        </div>
        <Show
          when={gap()}
          fallback={
            <Count pieces={pieces()} onCount={(face, n) => setPieces((old) => ({ ...old, [face]: n }))} />
          }
        >
          {(found) => (
            <>
              <Compare expectedC={found().expectedC} countedC={found().countedC} />
              <Reasons
                legend={t.gaps.reasonOf(t.steps.cash.toLowerCase())}
                values={REASONS_OF.CASH}
                words={GAP_FR}
                chosen={reason()}
                onChoose={setReason}
              />
              <Show when={isLarge()}>
                <Approval of={approval} />
              </Show>
            </>
          )}
        </Show>
        <Approval of={to} title={t.hand.to} code={t.hand.code} pin={t.hand.pin} />
      </main>
      <footer class={css.foot}>
        <div class={css.inside}>
          <Show when={refusal()}>{(says) => <Notice kind="tan">{says()}</Notice>}</Show>
          <div class={css.acts}>
            <Show
              when={gap()}
              fallback={
                <>
                  <Button size="big" icon="back" onClick={() => props.onEnd()}>
                    {t.hand.cancel}
                  </Button>
                  <p class={css.total}>
                    <span>{t.hand.counted}</span>
                    <Money cents={worth(pieces())} />
                  </p>
                </>
              }
            >
              <Button size="big" icon="back" onClick={recount}>
                {all.shift.recount}
              </Button>
            </Show>
            <Button kind="sea" size="big" type="submit" busy={busy()}>
              {t.hand.act(formatEuros(worth(pieces())))}
            </Button>
          </div>
        </div>
      </footer>
    </form>
  )
}
