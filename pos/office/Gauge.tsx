import { Show } from 'solid-js'
import { wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import css from './Gauge.module.css'

/**
 * Filled is taken: what is done fills the target. The target is a labelled line, last year a dashed one. Beyond the
 * target the scale grows, so that the line stays in sight.
 */
export function Gauge(props: { doneC: number; targetC: number; lastC: number; lastYear: number }) {
  const scale = () => Math.max(props.targetC, props.doneC, props.lastC, 1)
  const at = (amount: number) => `${(Math.max(0, amount) / scale()) * 100}%`
  const words = () =>
    t.office.bar(wholeEuros(props.doneC), wholeEuros(props.targetC), wholeEuros(props.lastC))
  return (
    <div class={css.gauge} role="img" aria-label={words()}>
      <div class={css.track}>
        <i class={css.done} style={{ width: at(props.doneC) }} />
      </div>
      <Show when={props.lastC > 0}>
        <span
          class={css.last}
          data-right={props.lastC > scale() / 2 ? '' : undefined}
          style={{ left: at(props.lastC) }}
        >
          <b>{t.office.sameDay(props.lastYear)}</b>
        </span>
      </Show>
      <span class={css.target} style={{ left: at(props.targetC) }}>
        <b>{t.office.target}</b>
      </span>
    </div>
  )
}
