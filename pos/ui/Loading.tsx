import { createSignal, For, onCleanup, Show } from 'solid-js'
import { t } from '../text/fr.ts'
import css from './Loading.module.css'

/** True after 150 ms: shorter waits show nothing at all. */
export function afterAWhile(ms = 150): () => boolean {
  const [late, setLate] = createSignal(false)
  const timer = setTimeout(() => setLate(true), ms)
  onCleanup(() => clearTimeout(timer))
  return late
}

/** Hollow rows of the real height, in the place of a list that is being fetched. `height` in px. */
export function Loading(props: { rows?: number; height?: number }) {
  const late = afterAWhile()
  const rows = () => Array.from({ length: props.rows ?? 3 }, (_, i) => i)
  return (
    <div class={css.rows} aria-busy="true">
      <Show when={late()}>
        <span class="sr" role="status">
          {t.ui.loading}
        </span>
        <For each={rows()}>
          {(i) => (
            <div class={css.row} aria-hidden="true" style={{ 'min-height': `${props.height ?? 58}px` }}>
              <i />
              <span>
                <i style={{ width: `${70 - ((i * 16) % 40)}%` }} />
                <i style={{ width: `${46 + ((i * 14) % 30)}%` }} />
              </span>
              <i />
            </div>
          )}
        </For>
      </Show>
    </div>
  )
}
