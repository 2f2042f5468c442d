import { createUniqueId, Show } from 'solid-js'
import type { ReceiptChoice } from '../../api/shared/visitor.ts'
import { counter as t } from '../text/counter.ts'
import { visitor as words } from '../text/visitor.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { toLines } from './basket.ts'
import { NoteButton } from './NoteButton.tsx'
import css from './Receipt.module.css'
import type { Till } from './till.ts'
import { chooseReceipt } from './use-keys.ts'
import { originSaid } from './visitor.ts'

/** Printed or not, known before the last press. From 25 € of services the note is proposed (fiscal.md 7.2). */
export function Receipt(props: { till: Till }) {
  const id = createUniqueId()
  const pay = () => props.till.payment
  const tickets = () => props.till.cart.view().tickets
  const Choice = (choice: { value: ReceiptChoice; cap: string; icon?: IconName }) => (
    <label>
      <input
        type="radio"
        name={id}
        checked={pay().receipt() === choice.value}
        aria-keyshortcuts={choice.cap}
        // The arrows pass over a choice; a press means it.
        onChange={() => pay().setReceipt(choice.value)}
        onClick={(event) => event.detail > 0 && chooseReceipt(props.till, choice.value)}
      />
      <Show when={choice.icon}>{(name) => <Icon name={name()} small />}</Show>
      {words.receipts[choice.value]} <Kbd>{choice.cap}</Kbd>
    </label>
  )
  return (
    <div class={css.receipt}>
      <h2 id={id}>{t.pay.receipt}</h2>
      <div class={css.choice} role="radiogroup" aria-labelledby={id}>
        <Choice value="PRINT" cap="I" icon="print" />
        <Choice value="EMAIL" cap="M" icon="mail" />
        <Choice value="NONE" cap="N" />
      </div>
      <p class="meta">
        {pay().noteDue() ? t.pay.note(props.till.terms.office.noteFromC, tickets()) : t.pay.noNote(tickets())}
      </p>
      <Show when={pay().noteDue()}>
        <NoteButton orderId={props.till.cart.state.orderId} lines={toLines(props.till.cart.state.lines)} />
      </Show>
      <Visitor till={props.till} />
    </div>
  )
}

/** Who it is for, in one line; a press says more of them. */
function Visitor(props: { till: Till }) {
  const said = () => {
    const { lastName, email, phone, origin, kind } = props.till.cart.state.visitor
    const parts = [lastName, email, phone, origin ? originSaid(origin) : '', kind ? words.kinds[kind] : '']
    return parts.filter((part) => part !== '').join(', ')
  }
  return (
    <button
      type="button"
      class={css.visitor}
      aria-keyshortcuts="@"
      onClick={() => props.till.dialogs.ask({ what: 'visitor', next: null })}
    >
      <Icon name="person" small />
      <span>
        <b>{words.strip}</b> <span class="soft">{said() === '' ? words.ask : said()}</span>
      </span>
      <Kbd>@</Kbd>
    </button>
  )
}
