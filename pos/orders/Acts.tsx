import { createSignal, For, Show } from 'solid-js'
import { may } from '../../api/shared/role.ts'
import { printSale } from '../counter/print-sale.ts'
import { Duplicate } from '../Duplicate.tsx'
import { cardsPdf, ticketsPdf } from '../printer.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { cards } from '../text/cards.ts'
import { mail } from '../text/mail.ts'
import { orders as t } from '../text/orders.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './Order.module.css'
import { createUnanswered } from '../unanswered.ts'
import { ordersApi, type Order } from './orders-api.ts'

/** A letter that was asked for and not answered is one letter, and one duplicate, when it is pressed again. */
const once = createUnanswered('mail')

type Said = { kind: 'heath' | 'tan'; text: string }

/** What can be done again: send, print the tickets, a numbered duplicate of the receipt. Each says how it ended. */
export function Acts(props: { order: Order; onDone: () => void }) {
  const { agent, till: register } = useSession()
  const can = (permission: 'order.send' | 'sale.copy' | 'voucher.read') =>
    may(agent()?.roles ?? [], permission)
  const [said, setSaid] = createSignal<Said | null>(null)
  const [busy, setBusy] = createSignal<string | null>(null)
  const several = () => props.order.sales.length > 1
  const numberOf = (id: string) => props.order.sales.find((sale) => sale.id === id)?.number ?? ''
  const withTickets = () => props.order.sales.filter((sale) => sale.tickets > 0)

  const send = async (what: 'TICKETS' | 'RECEIPT') => {
    if (busy() !== null) return
    const email = props.order.customer?.email ?? ''
    setBusy(what)
    setSaid(null)
    try {
      const orderId = props.order.id
      const { receipts } = await once(`${orderId} ${what} ${email}`, (id) =>
        ordersApi.send(orderId, { id, what }),
      )
      const copies = receipts.filter((one) => one.copy !== null).map((one) => `n°\u00a0${one.copy}`)
      const sent = t.one.sentTo(email)
      setSaid({
        kind: 'heath',
        text: copies.length > 0 ? `${sent} ${t.one.sentCopy(copies.join(', '))}` : sent,
      })
      props.onDone()
    } catch (error) {
      setSaid({ kind: 'tan', text: problemText(error) })
    } finally {
      setBusy(null)
    }
  }

  return (
    <Show when={props.order.sales.length > 0}>
      <section class={css.card}>
        <h2>{t.one.acts}</h2>
        <div class={css.acts}>
          <Show when={can('order.send')}>
            <Show when={withTickets().length > 0}>
              <Button wide icon="mail" busy={busy() === 'TICKETS'} onClick={() => void send('TICKETS')}>
                {t.one.sendTickets}
              </Button>
            </Show>
            <Button wide icon="mail" busy={busy() === 'RECEIPT'} onClick={() => void send('RECEIPT')}>
              {t.one.sendReceipt}
            </Button>
          </Show>
          <For each={withTickets()}>
            {(sale) => (
              <Show
                when={register()}
                fallback={
                  <LinkButton href={ticketsPdf(sale.id)} target="_blank" icon="ticket">
                    {t.one.openTickets}
                    <Of order={props.order} number={sale.number} />
                  </LinkButton>
                }
              >
                <Button wide icon="ticket" onClick={() => void printSale(sale, { what: 'TICKETS' })}>
                  {t.one.reprint}
                  <Of order={props.order} number={sale.number} />
                </Button>
              </Show>
            )}
          </For>
          <Show when={can('voucher.read')}>
            <For each={props.order.sales.filter((sale) => sale.cards > 0)}>
              {(sale) => (
                <LinkButton href={cardsPdf(sale.id)} target="_blank" icon="gift">
                  {sale.docType === 'SALE' ? cards.open(sale.cards) : cards.openNote}
                  <Of order={props.order} number={sale.number} />
                </LinkButton>
              )}
            </For>
          </Show>
          <Show when={can('sale.copy')}>
            {/* By id, so that a duplicate that was just made stays to be opened when the order is read again. */}
            <For each={props.order.sales.map((sale) => sale.id)}>
              {(id) => (
                <Duplicate
                  sale={{ id, number: numberOf(id) }}
                  named={several()}
                  onMade={() => props.onDone()}
                />
              )}
            </For>
          </Show>
        </div>
        <Show when={said()}>{(one) => <Notice kind={one().kind}>{one().text}</Notice>}</Show>
        <Show when={props.order.letters.length > 0}>
          <h3>{t.one.letters}</h3>
          <ul class={css.letters}>
            <For each={props.order.letters}>
              {(letter) => (
                <li data-status={letter.status}>
                  <span>{letter.recipient}</span>
                  <b>{mail.status[letter.status]}</b>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </Show>
  )
}

/** Which sale, for a screen reader, where there are several. */
function Of(props: { order: Order; number: string }) {
  return (
    <Show when={props.order.sales.length > 1}>
      <span class="sr"> {props.number}</span>
    </Show>
  )
}
