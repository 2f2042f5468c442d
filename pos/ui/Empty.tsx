import { type JSX, Show } from 'solid-js'
import { Walkers } from './Art.tsx'
import css from './Empty.module.css'

/** Nothing yet: one sentence and the next act, under the coast. */
export function Empty(props: { title: string; text?: string; bare?: boolean; children?: JSX.Element }) {
  return (
    <div class={css.empty}>
      <Show when={!props.bare}>
        <span class={css.art}>
          <Walkers />
        </span>
      </Show>
      <b>{props.title}</b>
      <Show when={props.text}>
        <p class="soft">{props.text}</p>
      </Show>
      {props.children}
    </div>
  )
}
