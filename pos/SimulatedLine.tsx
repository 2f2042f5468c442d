import { onMount, Show } from 'solid-js'
import { onLive } from './api.ts'
import { askPayments, payments } from './payments.ts'
import css from './SimulatedLine.module.css'
import { ribbon as t } from './text/card.ts'
import { Icon } from './ui/Icon.tsx'

/** On every screen, where cards are not really charged. */
export function SimulatedLine() {
  onMount(() => void askPayments())
  onLive('back', () => void askPayments())
  return (
    <Show when={payments() === 'SIMULATED'}>
      <p class={css.line}>
        <Icon name="card" small />
        <b>{t.title}</b> {t.help}
      </p>
    </Show>
  )
}
