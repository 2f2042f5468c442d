import { type JSX, Show } from 'solid-js'
import css from './Section.module.css'

/** A part of the page: its title, what it is about, and at the right what opens more of it. */
export function Section(props: {
  title: string
  also?: JSX.Element
  act?: JSX.Element
  children: JSX.Element
}) {
  return (
    <section class={css.section} aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        <Show when={props.also}>
          <span class={css.also}>{props.also}</span>
        </Show>
        <Show when={props.act}>
          <span class={css.act}>{props.act}</span>
        </Show>
      </header>
      {props.children}
    </section>
  )
}
