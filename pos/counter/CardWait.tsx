import { createSignal, For, Match, onMount, Show, Switch } from 'solid-js'
import { SIMULATED_ACTS, type SimulatedAct } from '../../api/shared/payment.ts'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import css from './CardWait.module.css'
import type { Charge } from './charging.ts'
import { tillApi } from './till-api.ts'
import type { Till } from './till.ts'

/** The card is asked for: how much, how it stands, and the one way back. */
export function CardWait(props: { till: Till; charge: Charge }) {
  const charging = () => props.till.cart.charging
  const state = () => charging().state()
  const [back, setBack] = createSignal(false)
  const cancel = () => {
    setBack(true)
    void charging().cancel()
  }
  let place: HTMLElement | undefined
  // Never on the button: the end of the press that asked for the card must not take it back.
  onMount(() => place?.focus())
  return (
    <section class={css.wait} aria-label={t.card.title} tabIndex={-1} ref={(el) => (place = el)}>
      <div class={css.card}>
        <Icon name="card" />
        <div>
          <h2>{t.card.title}</h2>
          <p class={css.figure}>
            <Money cents={props.charge.amountC} />
          </p>
          <p role="status" class={css.state} data-away={charging().away() ? '' : undefined}>
            <Switch fallback={t.card.starting}>
              <Match when={charging().away()}>{t.card.away}</Match>
              <Match when={state()?.status === 'CHARGED'}>{t.card.charged}</Match>
              <Match when={state()?.why === 'provider_away'}>{t.card.provider}</Match>
              <Match when={back() || state()?.isCancelling}>{t.card.cancelling}</Match>
              <Match when={state()?.status === 'WAITING'}>{t.card.onReader}</Match>
            </Switch>
          </p>
          <div>
            <Button cap="Échap" aria-keyshortcuts="Escape" busy={back()} onClick={cancel}>
              {t.card.cancel}
            </Button>
          </div>
        </div>
      </div>
      <Show when={props.till.terms.simulated() && props.till.terms.readerId()}>
        {(readerId) => <Simulated readerId={readerId()} onAct={() => void charging().follow()} />}
      </Show>
    </section>
  )
}

/** What happens on a simulated reader: decided here, since nobody stands before it. */
function Simulated(props: { readerId: string; onAct: () => void }) {
  const act = async (one: SimulatedAct) => {
    await tillApi.simulate(props.readerId, one).catch(() => undefined)
    props.onAct()
  }
  return (
    <fieldset class={css.simulated}>
      <legend>{t.card.simulated}</legend>
      <For each={SIMULATED_ACTS}>
        {(one) => (
          <button type="button" onClick={() => void act(one)}>
            {t.card.acts[one]}
          </button>
        )}
      </For>
    </fieldset>
  )
}
