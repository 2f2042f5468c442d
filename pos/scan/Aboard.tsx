import { Show } from 'solid-js'
import { t } from '../text/fr.ts'
import css from './Aboard.module.css'

/** Who is in of who is expected: figures, and one bar filled as people come; of nobody there is no bar. */
export function Aboard(props: { present: number; expected: number; closedReason: string | null }) {
  const expected = () => props.expected > 0
  return (
    <span class={css.aboard}>
      <span>
        <Show when={props.closedReason === null} fallback={<b class={css.closed}>{t.ui.closed}</b>}>
          <Show when={expected()} fallback={<span class="meta">{t.scan.nobody}</span>}>
            <b>{props.present}</b> <span class="meta">{t.scan.of(props.expected)}</span>
          </Show>
        </Show>
      </span>
      <Show when={expected()}>
        <progress class={css.bar} max={props.expected} value={props.present} aria-hidden="true" />
      </Show>
    </span>
  )
}
