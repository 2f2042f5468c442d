import { Show } from 'solid-js'
import { Notice } from '../ui/Notice.tsx'
import css from './Said.module.css'
import type { Till } from './till.ts'

/** What the till has to say about what was just pressed; it goes with the next press. */
export function Said(props: { till: Till }) {
  return (
    <Show when={props.till.notice()}>
      {(said) => (
        <div class={css.said}>
          <Notice kind={said().kind}>{said().text}</Notice>
        </div>
      )}
    </Show>
  )
}
