import { type JSX, Show } from 'solid-js'
import { Walkers } from './Art.tsx'
import css from './Empty.module.css'

/** Nothing yet: one sentence and the next act, under the coast. `page`: it is the whole screen, so its title is the heading. */
export function Empty(props: {
  title: string
  text?: string
  bare?: boolean
  page?: boolean
  children?: JSX.Element
}) {
  return (
    <div class={css.empty}>
      <Show when={!props.bare}>
        <span class={css.art}>
          <Walkers />
        </span>
      </Show>
      <Show when={props.page} fallback={<b>{props.title}</b>}>
        <h1>{props.title}</h1>
      </Show>
      <Show when={props.text}>
        <p class="soft">{props.text}</p>
      </Show>
      {props.children}
    </div>
  )
}
