import { createEffect, createMemo, createSignal, For, Match, on, onMount, Show, Switch } from 'solid-js'
import { formatEuros } from '../api/shared/money.ts'
import type { OpenShift } from './answers.ts'
import { deviceNow, zone } from './clock.ts'
import { keptBasket } from './counter/kept-basket.ts'
import { createParked } from './counter/parked.ts'
import { problemText } from './problem.ts'
import { useSession } from './session.ts'
import { type Closing, createClosing } from './shift/closing.ts'
import { Count } from './shift/Count.tsx'
import { AncvStep, CardStep, ChequeStep } from './shift/CountOthers.tsx'
import desk from './shift/Desk.module.css'
import { GapStep, SafeStep } from './shift/EndSteps.tsx'
import { LastSales } from './shift/LastSales.tsx'
import { LeftBehind } from './shift/LeftBehind.tsx'
import { leftBehind, mustBeSeen } from './shift/left-behind.ts'
import css from './shift/Shift.module.css'
import { desk as words } from './text/desk.ts'
import { momentOf } from './text/format.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Money } from './ui/Money.tsx'
import { Notice } from './ui/Notice.tsx'

/**
 * The drawer is counted blind, then its cheques, its chèques-vacances and the card terminal's total. Only then is it said
 * what was expected: a gap needs a reason, or another count. Last comes what stays in the drawer and what goes to the safe.
 */
export function CloseShift(props: {
  registerId: string
  shift: OpenShift
  tooOld?: boolean
  onClosed: (id: string) => void
  /** Back to the desk; absent when the session can only be closed. */
  onLeave?: () => void
}) {
  const { register, nameOf, chooseRegister } = useSession()
  const waiting = createParked(props.registerId)
  const closing = createClosing(props.shift, () => props.onClosed(props.shift.id))
  const [seen, setSeen] = createSignal(false)
  // A sale may still be on its way, and another tab may sell: what the device keeps is read again and again.
  const left = createMemo(() => {
    deviceNow()
    return leftBehind(
      keptBasket(props.registerId),
      waiting.list().map((one) => one.basket),
    )
  })
  const place = () => `${register()?.siteName ?? ''}\u00a0· ${register()?.name ?? ''}`
  let main: HTMLElement | undefined

  onMount(() => {
    document.title = `${t.shift.closeNow} · Guichet`
  })
  // Each step begins at its top, in its first field.
  createEffect(
    on(
      closing.step,
      () =>
        queueMicrotask(() => {
          main?.scrollTo(0, 0)
          main?.querySelector<HTMLElement>('[data-step] input, [data-step] button')?.focus()
        }),
      { defer: true },
    ),
  )

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (mustBeSeen(left()) && !seen()) return closing.setRefusal(t.shift.left.needSeen)
    void closing.next()
  }

  return (
    <form class={css.page} onSubmit={submit} novalidate>
      <main class={css.main} ref={(el) => (main = el)}>
        <div>
          <h1>{t.shift.closeTitle(place())}</h1>
          <p class="meta">
            {t.shift.openSince(nameOf(props.shift.openedBy), momentOf(props.shift.openedAt, zone()))}
          </p>
        </div>
        <Steps closing={closing} />
        <Show when={closing.step() === 'cash'}>
          <div class={css.also}>
            <LastSales registerId={props.registerId} />
            <Button icon="exchange" onClick={() => chooseRegister(null)}>
              {t.shift.anotherTill}
            </Button>
          </div>
        </Show>
        <LeftBehind left={left()} parked={waiting.list().length} seen={seen()} onSeen={setSeen} />
        <Show when={props.tooOld}>
          <Notice kind="few" icon="clock">
            {t.errors.shift_too_old}
          </Notice>
        </Show>
        <Show when={closing.toCount.error()}>
          {(error) => (
            <Notice kind="tan">
              {problemText(error())}
              <Button onClick={() => void closing.toCount.reload()}>{t.ui.retry}</Button>
            </Notice>
          )}
        </Show>
        <div class={css.step} data-step={closing.step()}>
          <Step closing={closing} />
        </div>
      </main>
      <footer class={css.foot}>
        <div class={css.inside}>
          <Show when={closing.refusal()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
          <Foot closing={closing} onLeave={props.onLeave} />
        </div>
      </footer>
    </form>
  )
}

function Steps(props: { closing: Closing }) {
  return (
    <nav aria-label={words.steps.nav}>
      <ol class={desk.steps}>
        <For each={props.closing.steps()}>
          {(one, i) => (
            <li aria-current={props.closing.step() === one ? 'step' : undefined}>
              {i() + 1}. {words.steps[one]}
            </li>
          )}
        </For>
      </ol>
    </nav>
  )
}

function Step(props: { closing: Closing }) {
  const of = () => props.closing
  return (
    <Switch>
      <Match when={of().step() === 'cash'}>
        <p class="soft">{t.shift.blind}</p>
        <Count pieces={of().kept.state.pieces} onCount={of().kept.count} />
        <Show when={!of().more()}>
          <div>
            <Button kind="plain" icon="cheque" onClick={() => of().setMore(true)}>
              {words.found}
            </Button>
          </div>
        </Show>
      </Match>
      <Match when={of().step() === 'cheque'}>
        <ChequeStep cheques={of().toCount.data()?.cheques ?? []} kept={of().kept} />
      </Match>
      <Match when={of().step() === 'ancv'}>
        <AncvStep kept={of().kept} />
      </Match>
      <Match when={of().step() === 'card'}>
        <CardStep kept={of().kept} wrong={of().wrong().card === true} />
      </Match>
      <Match when={of().step() === 'gaps' && of().counts()}>
        {(found) => (
          <GapStep
            counts={found().counts}
            fromC={found().approvalFromC}
            reasons={of().reasons}
            onReason={of().setReason}
            approval={of().approval}
          />
        )}
      </Match>
      <Match when={of().step() === 'safe'}>
        <SafeStep
          countedC={of().countedC()}
          left={of().leftText()}
          leftC={of().leftC()}
          bag={of().bag()}
          wrong={of().wrong()}
          onLeft={of().setLeft}
          onBag={of().setBag}
        />
      </Match>
    </Switch>
  )
}

/** The way back, what is counted so far, and the one act. */
function Foot(props: { closing: Closing; onLeave?: (() => void) | undefined }) {
  const of = () => props.closing
  const isCounting = () => !['gaps', 'safe'].includes(of().step())
  const isFirst = () => of().step() === 'cash'
  const act = () => {
    if (of().step() === 'safe') {
      const depositC = of().countedC() - (of().leftC() ?? of().countedC())
      return depositC > 0 ? words.safe.act(formatEuros(depositC)) : words.safe.actNone
    }
    return isCounting() && of().isLastCount() ? words.compare : words.next
  }
  const back = () => {
    if (!of().back()) props.onLeave?.()
  }
  return (
    <div class={css.acts}>
      <Show when={!isFirst() || props.onLeave} fallback={<span />}>
        <Button size="big" icon="back" onClick={back}>
          {isFirst() ? words.leave : isCounting() ? t.ui.back : t.shift.recount}
        </Button>
      </Show>
      <Show when={isFirst()}>
        <p class={css.total}>
          <span>{t.shift.total}</span>
          <Money cents={of().countedC()} />
        </p>
      </Show>
      <Button kind="sea" size="big" type="submit" busy={of().busy()}>
        {act()}
      </Button>
    </div>
  )
}
