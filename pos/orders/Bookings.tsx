import { For, Show } from 'solid-js'
import { toDay } from '../../api/shared/time.ts'
import { zone } from '../clock.ts'
import { spaced } from '../scan/FullVerdict.tsx'
import { dateOf, momentOf } from '../text/format.ts'
import { orders as t } from '../text/orders.ts'
import css from './Order.module.css'
import type { Order } from './orders-api.ts'

type Booking = Order['bookings'][number]
type Ticket = Booking['tickets'][number]

/** What was booked, when, and each ticket with its state. */
export function Bookings(props: { order: Order }) {
  return (
    <section class={css.card}>
      <h2>{t.one.bookings}</h2>
      <For each={props.order.bookings} fallback={<p class="soft">{t.one.noBooking}</p>}>
        {(booking) => (
          <div class={css.booking}>
            <h3>{booking.product}</h3>
            <For each={booking.sessions} fallback={<Validity booking={booking} />}>
              {(session) => <p class={css.when}>{momentOf(session.startsAt, zone())}</p>}
            </For>
            <Show when={booking.meetingPoint}>{(place) => <p class="meta">{place()}</p>}</Show>
            <ul class={css.tickets}>
              <For each={booking.tickets}>{(ticket) => <TicketRow ticket={ticket} />}</For>
            </ul>
          </div>
        )}
      </For>
    </section>
  )
}

function Validity(props: { booking: Booking }) {
  return (
    <Show when={props.booking.tickets[0]}>
      {(ticket) => (
        <p class={css.when}>
          {t.one.openDated(dateOf(toDay(ticket().validFrom)), dateOf(toDay(ticket().validTo)))}
        </p>
      )}
    </Show>
  )
}

function TicketRow(props: { ticket: Ticket }) {
  const state = () => props.ticket.state
  return (
    <li data-state={state()}>
      <span class={css.code}>{spaced(props.ticket.shortCode)}</span>
      <span class={css.who}>
        {props.ticket.fare}
        <Show when={props.ticket.admits > 1}> · {t.one.admits(props.ticket.admits)}</Show>
        <Show when={props.ticket.guest}>{(name) => <span class="meta"> {name()}</span>}</Show>
      </span>
      <span class={css.state}>
        <b>{t.one.states[state()]}</b>
        <Show when={state() === 'PART'}> {t.one.admitted(props.ticket.admitted, props.ticket.admits)}</Show>
        <Show when={props.ticket.stateAt}>{(at) => <span class="meta">{momentOf(at(), zone())}</span>}</Show>
      </span>
    </li>
  )
}
