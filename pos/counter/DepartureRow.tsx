import { createEffect, createMemo, on, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { Departure } from '../answers.ts'
import { counter as t } from '../text/counter.ts'
import { timeOf } from '../text/format.ts'
import { Money } from '../ui/Money.tsx'
import { Seats } from '../ui/Seats.tsx'
import { seatLevel, seatsLeft } from '../ui/seat-level.ts'
import { isOpen, leadUnit, priceOf } from './departure.ts'
import css from './DepartureRow.module.css'
import { Fares } from './Fares.tsx'
import type { Till } from './till.ts'

/** Minutes before the start under which a row says how many are left. */
const SOON = 60

/** One departure: time, name, seats, price. Pressed, it shows its fares in place. */
export function DepartureRow(props: { till: Till; session: Departure }) {
  const till = () => props.till
  const found = createMemo(() => till().programme.index().options.get(props.session.optionId))
  const session = createMemo(() => till().programme.fresh(props.session))
  const isMine = createMemo(() =>
    till().cart.state.lines.some((l) => l.sessions.some((s) => s.id === props.session.id)),
  )
  const opened = () => till().openId() === props.session.id
  const shut = () => !isOpen(session(), till().slowMs())
  /** Its sale has ended; the departure itself leaves as planned. */
  const over = () => shut() && session().closedReason === null
  /** Closed, over, or full for everybody but this basket. */
  const off = () => shut() || (seatLevel(session()) === 'full' && !isMine())
  const minutes = () => Math.ceil((Date.parse(props.session.startsAt) - till().slowMs()) / 60_000)
  const next = createMemo(() => (off() && !shut() ? (till().next(session(), 1)[0] ?? null) : null))
  const priceC = () => {
    const option = found()?.option
    const unit = option && leadUnit(option)
    return unit ? priceOf(till().programme.index(), unit, props.session.day) : null
  }
  const where = () => {
    const product = found()?.product
    const provider = product?.providerName ?? t.departures.own
    // A phone has no column for the price: it stands first, where no ellipsis reaches it.
    const phone = till().terms.small
    const price = phone && priceC() !== null ? formatEuros(priceC() ?? 0) : null
    const place = phone ? null : (product?.meetingPoint ?? product?.place)
    return [price, provider, place].filter(Boolean).join('\u00a0· ')
  }
  const second = () => {
    const s = session()
    // That it is closed stands in the place of its seats.
    if (s.closedReason) return s.closedReason
    if (s.closedReason !== null || over()) return where()
    const later = next()
    if (later) return t.departures.next(later.time, seatsLeft(later))
    return off() ? t.departures.noNext : where()
  }
  const title = () => found()?.product.text.fr.title ?? ''
  const named = () => {
    const option = found()?.option
    return option && !option.isDefault && (found()?.product.options.length ?? 0) > 1 ? option.name.fr : null
  }
  let row: HTMLLIElement | undefined
  createEffect(on(opened, (is) => is && queueMicrotask(() => row?.scrollIntoView({ block: 'nearest' }))))
  return (
    <li
      ref={(el) => (row = el)}
      class={css.row}
      data-open={opened() ? '' : undefined}
      data-off={off() ? '' : undefined}
      data-over={over() ? '' : undefined}
      data-row-of
    >
      <button
        type="button"
        data-row
        aria-expanded={opened()}
        // Who presses twice means one press: the second would close what the first has opened.
        onClick={(event) => event.detail < 2 && till().open(opened() ? null : props.session)}
      >
        <time datetime={props.session.startsAt}>
          {props.session.time}
          <Show when={minutes() <= SOON && !off()}>
            <small>{t.departures.minutes(minutes())}</small>
          </Show>
        </time>
        <span class={css.words}>
          <b>
            {title()}
            <Show when={named()}>
              {(name) => (
                <span class={css.option}>
                  {'\u00a0· '}
                  {name()}
                </span>
              )}
            </Show>
          </b>
          <span class="meta">{second()}</span>
        </span>
        <Show when={!over()} fallback={<Over at={timeOf(session().cutoffAt, till().terms.office.zone)} />}>
          <Seats
            capacity={session().capacity}
            taken={session().taken}
            held={session().held}
            // The reason stands in the words, which have the room for it.
            closedReason={session().closedReason === null ? null : ''}
          />
        </Show>
        <Show when={priceC() !== null} fallback={<span />}>
          <span class={css.price} data-soft={off() ? '' : undefined}>
            <Money cents={priceC() ?? 0} />
          </span>
        </Show>
      </button>
      <Show when={opened()}>
        <Fares till={till()} session={session()} off={off()} />
      </Show>
    </li>
  )
}

/** In the place of the seats, since when it is sold no more. Red is for what does not leave. */
function Over(props: { at: string }) {
  return (
    <span class={css.over}>
      <b>{t.departures.over}</b>
      <span>{t.departures.overAt(props.at)}</span>
    </span>
  )
}
