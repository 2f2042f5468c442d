import { createSignal, Show } from 'solid-js'
import { problemText } from '../problem.ts'
import { counter as t } from '../text/counter.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Sold } from './cart.ts'
import { Coins } from './Coins.tsx'
import css from './Done.module.css'
import type { Till } from './till.ts'

/** The sale is committed: its number, the change, the papers. The next key begins the next sale. */
export function Done(props: { till: Till; sold: Sold }) {
  const [copy, setCopy] = createSignal<number | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  const paper = (file: string) => `/api/sales/${props.sold.id}/${file}`
  const gives = () => props.sold.changeC > 0
  const makeCopy = async () => {
    setFailed(null)
    try {
      setCopy((await props.till.terms.api.copy(props.sold.id, 'CUSTOMER')).copy)
    } catch (error) {
      setFailed(problemText(error))
    }
  }
  return (
    <section class={css.done} aria-label={t.done.paid}>
      <div role="status">
        <p class="soft">
          {props.sold.number}
          {'\u00a0· '}
          {gives() ? t.done.change : t.done.paid}
        </p>
        <p class={css.figure}>
          <Money cents={gives() ? props.sold.changeC : props.sold.totalC} />
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
      <div class={css.papers}>
        <Show when={props.sold.tickets.length > 0}>
          <LinkButton href={paper('tickets.pdf')} target="_blank" icon="ticket" kind="sea">
            {props.sold.tickets.length > 1 ? t.done.openTickets : t.done.openTicket}
          </LinkButton>
        </Show>
        <LinkButton
          href={paper('receipt.pdf?paper=80')}
          target="_blank"
          icon="print"
          kind={props.sold.printed ? 'sea' : undefined}
        >
          {t.done.openReceipt}
        </LinkButton>
        <Show
          when={copy()}
          fallback={
            <Button icon="print" onClick={() => void makeCopy()}>
              {t.done.copy}
            </Button>
          }
        >
          {(n) => (
            <LinkButton href={paper(`receipt.pdf?paper=80&copy=${n()}`)} target="_blank" icon="print">
              {t.done.openCopy(n())}
            </LinkButton>
          )}
        </Show>
      </div>
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="plain" onClick={() => props.till.cart.forgetSold()}>
        {t.done.next}
      </Button>
    </section>
  )
}
