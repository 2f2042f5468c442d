import { onCleanup, onMount, Show } from 'solid-js'
import { Duplicate } from '../Duplicate.tsx'
import { Exchanged } from '../correct/Done.tsx'
import { cardsPdf, ticketsPdf } from '../printer.ts'
import { cards } from '../text/cards.ts'
import { correct } from '../text/correct.ts'
import { counter as t } from '../text/counter.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Money } from '../ui/Money.tsx'
import { Coins } from './Coins.tsx'
import css from './Done.module.css'
import { staysDone } from './done-keys.ts'
import { seen, type Sold } from './last-sold.ts'
import { OpenReceipt } from './OpenReceipt.tsx'
import type { Till } from './till.ts'

const CONTROL = 'button, a[href], select, summary, input[type="radio"], input[type="checkbox"]'

/** Keys that belong to this screen do not reach the counter, which listens to the document: it would begin the next sale. */
function useOwnKeys() {
  const keep = (event: KeyboardEvent) => {
    const onControl = event.target instanceof Element && event.target.closest(CONTROL) !== null
    if (staysDone(event, onControl)) event.stopPropagation()
  }
  onMount(() => document.body.addEventListener('keydown', keep))
  onCleanup(() => document.body.removeEventListener('keydown', keep))
}

/** The sale is committed: its number, the change, its papers. The next key begins the next sale. */
export function Done(props: { till: Till; sold: Sold }) {
  useOwnKeys()
  onMount(() => seen(props.sold.id))
  const gives = () => props.sold.changeC > 0
  const exchanged = () => props.till.exchange.ofSale(props.sold.id)
  /** What was paid in truth: of an exchange only the difference, negative when it was given back. */
  const paidC = () => props.sold.totalC + (exchanged()?.totalC ?? 0)
  const word = () => {
    if (gives()) return t.done.change
    if (!exchanged() || paidC() > 0) return t.done.paid
    return paidC() < 0 ? correct.exchange.given : correct.exchange.even
  }
  return (
    <section class={css.done} aria-label={t.done.paid}>
      <div role="status">
        <p class="soft">
          {props.sold.number}
          {'\u00a0· '}
          {word()}
        </p>
        <p class={css.figure}>
          <Money cents={gives() ? props.sold.changeC : Math.abs(paidC())} />
        </p>
        <Show when={gives()}>
          <p class={css.coins}>
            <Coins cents={props.sold.changeC} />
          </p>
        </Show>
        <p class="meta">
          <Show when={props.sold.tickets.length > 0}>{t.done.tickets(props.sold.tickets.length)}. </Show>
          {t.done.any}
        </p>
      </div>
      <Show when={exchanged()}>{(one) => <Exchanged done={one()} />}</Show>
      <Papers sold={props.sold} />
      <Button kind="plain" onClick={() => props.till.cart.forgetSold()}>
        {t.done.next}
      </Button>
    </section>
  )
}

function Papers(props: { sold: Sold }) {
  return (
    <div class={css.papers}>
      <Show when={props.sold.tickets.length > 0}>
        <LinkButton href={ticketsPdf(props.sold.id)} target="_blank" icon="ticket" kind="sea">
          {props.sold.tickets.length > 1 ? t.done.openTickets : t.done.openTicket}
        </LinkButton>
      </Show>
      <Show when={(props.sold.cards ?? 0) > 0}>
        <LinkButton href={cardsPdf(props.sold.id)} target="_blank" icon="gift" kind="sea">
          {cards.open(props.sold.cards ?? 0)}
        </LinkButton>
      </Show>
      {/* Where it goes to paper or by mail, the original is there: what is had more is a duplicate. */}
      <Show when={props.sold.receipt === 'NONE'}>
        <OpenReceipt sale={props.sold} />
      </Show>
      <Duplicate sale={props.sold} />
    </div>
  )
}
