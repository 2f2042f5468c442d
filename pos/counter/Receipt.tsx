import { createUniqueId, Show } from 'solid-js'
import { counter as t } from '../text/counter.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import css from './Receipt.module.css'
import type { Till } from './till.ts'

/** Printed or not, known before the last press. From 25 € of services the note is proposed (fiscal.md 7.2). */
export function Receipt(props: { till: Till }) {
  const id = createUniqueId()
  const pay = () => props.till.payment
  const tickets = () => props.till.cart.view().tickets
  const Choice = (choice: { print: boolean; cap: string; icon?: boolean; text: string }) => (
    <label>
      <input
        type="radio"
        name={id}
        checked={pay().print() === choice.print}
        aria-keyshortcuts={choice.cap}
        onChange={() => pay().setPrint(choice.print)}
      />
      <Show when={choice.icon}>
        <Icon name="print" small />
      </Show>
      {choice.text} <Kbd>{choice.cap}</Kbd>
    </label>
  )
  return (
    <div class={css.receipt}>
      <h2 id={id}>{t.pay.receipt}</h2>
      <div class={css.choice} role="radiogroup" aria-labelledby={id}>
        <Choice print cap="I" icon text={t.pay.print} />
        <Choice print={false} cap="N" text={t.pay.none} />
      </div>
      <p class="meta">
        {pay().noteDue() ? t.pay.note(props.till.terms.office.noteFromC, tickets()) : t.pay.noNote(tickets())}
      </p>
    </div>
  )
}
