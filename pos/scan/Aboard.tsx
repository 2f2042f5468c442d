import { Show } from 'solid-js'
import { t } from '../text/fr.ts'
import css from './Aboard.module.css'

/** Who is in of who is expected: figures, and one bar filled as people come. */
export function Aboard(props: { present: number; expected: number; closedReason: string | null }) {
  return (
    <span class={css.aboard}>
      <span>
        <Show when={props.closedReason === null} fallback={<b class={css.closed}>{t.ui.closed}</b>}>
          <b>{props.present}</b> <span class="meta">{t.scan.of(props.expected)}</span>
        </Show>
      </span>
      <progress class={css.bar} max={Math.max(1, props.expected)} value={props.present} aria-hidden="true" />
    </span>
  )
}
