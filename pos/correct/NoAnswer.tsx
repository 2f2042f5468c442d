import { createEffect, on, onMount, Show } from 'solid-js'
import { online } from '../api.ts'
import { correct as t } from '../text/correct.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Asked } from './asked.ts'
import css from './Correct.module.css'

/** What was sent and not answered: sent again under the same number by a press, or once the line is back. */
export function NoAnswer(props: { asked: Asked }) {
  let box: HTMLElement | undefined
  onMount(() => box?.querySelector('button')?.focus())
  createEffect(on(online, (up) => up && void props.asked.retry(), { defer: true }))
  return (
    <section ref={(el) => (box = el)} class={css.none} role="alert">
      <Icon name="offline" />
      <h3>{t.unanswered.title}</h3>
      <p>{t.unanswered.help}</p>
      <Show when={props.asked.unknown()}>
        <p role="status">{t.unanswered.unknown}</p>
      </Show>
      <div class={css.two}>
        <Button kind="sea" size="big" busy={props.asked.busy()} onClick={() => void props.asked.retry()}>
          {props.asked.busy() ? t.unanswered.sending : t.unanswered.retry}
        </Button>
        <Button size="big" onClick={() => void props.asked.release()}>
          {t.unanswered.release}
        </Button>
      </div>
    </section>
  )
}
