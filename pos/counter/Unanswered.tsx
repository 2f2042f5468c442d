import { createSignal, onMount, Show } from 'solid-js'
import { problemText } from '../problem.ts'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import css from './Unanswered.module.css'
import type { Till } from './till.ts'

/** A sale that was sent and not answered: kept, sent again under the same number, never shown as made. */
export function Unanswered(props: { till: Till }) {
  const cart = () => props.till.cart
  const [unknown, setUnknown] = createSignal(false)
  const release = async () => {
    setUnknown(false)
    setUnknown((await cart().release()) === 'unknown')
  }
  let retry: HTMLElement | undefined
  onMount(() => retry?.querySelector('button')?.focus())
  return (
    <section class={css.unanswered} role="alert" aria-label={t.unanswered.title}>
      <Icon name="offline" />
      <div>
        <h2>{t.unanswered.title}</h2>
        <p class={css.figure}>
          <Money cents={cart().state.sent?.expected.totalC ?? 0} />
        </p>
        <p>{cart().sentByOther() ? t.unanswered.other : t.unanswered.help}</p>
        <Show when={cart().problem()?.code === 'internal' && cart().problem()}>
          {(problem) => <p class="meta">{problemText(problem())}</p>}
        </Show>
        <Show when={unknown()}>
          <p role="status">{t.unanswered.unknown}</p>
        </Show>
        <div class={css.ways} ref={(el) => (retry = el)}>
          <Button kind="sea" busy={cart().busy()} onClick={() => cart().retry()}>
            {cart().busy() ? t.unanswered.sending : t.unanswered.retry}
          </Button>
          <Button onClick={() => void release()}>{t.unanswered.release}</Button>
        </div>
      </div>
    </section>
  )
}
