import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import { formatEuros } from '../api/shared/money.ts'
import type { OpenShift, ShiftState } from './answers.ts'
import { ApiProblem, client, unwrap } from './api.ts'
import { deviceNow, zone } from './clock.ts'
import { keptBasket } from './counter/kept-basket.ts'
import { createParked } from './counter/parked.ts'
import { problemText } from './problem.ts'
import { useSession } from './session.ts'
import { Compare } from './shift/Compare.tsx'
import { Count } from './shift/Count.tsx'
import { LastSales } from './shift/LastSales.tsx'
import { createKeptCount } from './shift/kept-count.ts'
import { LeftBehind } from './shift/LeftBehind.tsx'
import { leftBehind, mustBeSeen } from './shift/left-behind.ts'
import { counted, worth } from './shift/pieces.ts'
import css from './shift/Shift.module.css'
import { momentOf } from './text/format.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Money } from './ui/Money.tsx'
import { Notice } from './ui/Notice.tsx'

type Reason = keyof typeof t.shift.reasons
const REASONS = Object.keys(t.shift.reasons) as Reason[]

/**
 * The drawer is counted blind. The server then says what it expected: an exact count closes at once, a gap is shown
 * and needs a reason, or another count.
 */
export function CloseShift(props: {
  registerId: string
  shift: OpenShift
  tooOld?: boolean
  onClosed: (id: string) => void
}) {
  const { register, nameOf, chooseRegister } = useSession()
  const waiting = createParked(props.registerId)
  const { pieces, count, forget } = createKeptCount(props.shift.id)
  const [seen, setSeen] = createSignal(false)
  // A sale may still be on its way, and another tab may sell: what the device keeps is read again and again.
  const left = createMemo(() => {
    deviceNow()
    return leftBehind(
      keptBasket(props.registerId),
      waiting.list().map((one) => one.basket),
    )
  })
  const [gap, setGap] = createSignal<{ expectedC: number; countedC: number } | null>(null)
  const [reason, setReason] = createSignal<Reason | null>(null)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const place = () => `${register()?.siteName ?? ''}\u00a0· ${register()?.name ?? ''}`

  onMount(() => {
    document.title = `${t.shift.closeNow} · Guichet`
  })

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    if (busy()) return
    setRefusal(null)
    if (mustBeSeen(left()) && !seen()) return void setRefusal(t.shift.left.needSeen)
    if (gap() && !reason()) return void setRefusal(t.shift.needReason)
    const countedC = worth(pieces())
    const body = { countedC, pieces: counted(pieces()), gapReason: (gap() && reason()) ?? undefined }
    setBusy(true)
    try {
      await unwrap<ShiftState>(
        client.api.shifts[':id'].close.$post({ param: { id: props.shift.id }, json: body }),
      )
      closed()
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null
      if (problem?.code === 'gap_reason_needed') {
        setGap({ expectedC: countedC - Number(problem.data.gapC), countedC })
      } else if (problem?.code === 'shift_closed') {
        // Closed by an answer that got lost, or at another device: what was counted there is shown.
        closed()
      } else setRefusal(problemText(error))
    } finally {
      setBusy(false)
    }
  }

  function closed() {
    forget()
    props.onClosed(props.shift.id)
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
          <h1>{t.shift.closeTitle(place())}</h1>
          <p class="meta">
            {t.shift.openSince(nameOf(props.shift.openedBy), momentOf(props.shift.openedAt, zone()))}
          </p>
        </div>
        <div class={css.also}>
          <LastSales registerId={props.registerId} />
          <Button icon="exchange" onClick={() => chooseRegister(null)}>
            {t.shift.anotherTill}
          </Button>
        </div>
        <LeftBehind left={left()} parked={waiting.list().length} seen={seen()} onSeen={setSeen} />
        <Show when={props.tooOld}>
          <Notice kind="few" icon="clock">
            {t.errors.shift_too_old}
          </Notice>
        </Show>
        <Show
          when={gap()}
          fallback={
            <>
              <p class="soft">{t.shift.blind}</p>
              <Count pieces={pieces()} onCount={count} />
            </>
          }
        >
          {(found) => (
            <>
              <Compare expectedC={found().expectedC} countedC={found().countedC} />
              <Reasons chosen={reason()} onChoose={setReason} />
            </>
          )}
        </Show>
      </main>
      <footer class={css.foot}>
        <div class={css.inside}>
          <Show when={refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
          <div class={css.acts}>
            <Show
              when={gap()}
              fallback={
                <p class={css.total}>
                  <span>{t.shift.total}</span>
                  <Money cents={worth(pieces())} />
                </p>
              }
            >
              <Button size="big" icon="back" onClick={recount}>
                {t.shift.recount}
              </Button>
            </Show>
            <Button kind="sea" size="big" type="submit" busy={busy()}>
              {gap() ? t.shift.closeNow : t.shift.close(formatEuros(worth(pieces())))}
            </Button>
          </div>
        </div>
      </footer>
    </form>
  )
}

function Reasons(props: { chosen: Reason | null; onChoose: (reason: Reason) => void }) {
  return (
    <fieldset class={css.reasons}>
      <legend>{t.shift.reason}</legend>
      <For each={REASONS}>
        {(one) => (
          <label data-chosen={props.chosen === one ? '' : undefined}>
            <input
              type="radio"
              name="reason"
              checked={props.chosen === one}
              onChange={() => props.onChoose(one)}
            />
            {t.shift.reasons[one]}
          </label>
        )}
      </For>
    </fieldset>
  )
}
