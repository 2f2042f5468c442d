import { createMemo, createUniqueId, Show } from 'solid-js'
import { createStore, unwrap as plain } from 'solid-js/store'
import { createClient } from '../../api/client.ts'
import { formatEuros } from '../../api/shared/money.ts'
import type { Day } from '../../api/shared/time.ts'
import { readCalendar, readDay, spanOf } from '../ask.ts'
import { carry } from '../carry.ts'
import { isDay, monthOf, weekdayAndDate, type Month } from '../day.ts'
import type { Voice } from '../voice.ts'
import { clock, live, renews, shows, tell } from '../live.ts'
import type { Calendar as MonthOfSeats, Departure, Option, Product } from '../model.ts'
import { countsOf, isMost, MOST, sumOf, uncounted, type Party } from '../party.ts'
import { link, type Choice } from '../path.ts'
import { freeOf } from '../seat.ts'
import {
  bookable,
  choose,
  followers,
  optionFor,
  slotCounter,
  slotsOf,
  slotsState,
  slotState,
  type Slot,
} from '../slot.ts'
import styles from './Booking.module.css'
import { Calendar } from './Calendar.tsx'
import { Fares } from './Fares.tsx'
import { Times } from './Times.tsx'

export type BookingData = {
  product: Pick<Product, 'id' | 'slug' | 'kind' | 'minAge' | 'options' | 'cancelFreeMinutes'>
  today: Day
  now: number
  /** Null for what has no sessions. */
  month: MonthOfSeats | null
  day: Day | null
  sessions: Departure[]
  /** Sessions or courses asked for in the address. */
  at: string[]
  party: Party
  /** The first day from now on that has a place; null when none has. */
  soonest: Day | null
}

type State = {
  month: MonthOfSeats | null
  day: Day | null
  sessions: Departure[]
  options: Option[]
  at: string[]
  party: Record<string, number>
}

/** True when the press should do what a link does: another tab, a download, another button. */
function asLink(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}

/** Day, departure, people and price of one product: links that the browser answers itself when it can. */
export function Booking(props: BookingData & Voice) {
  const [state, setState] = createStore<State>({
    month: props.month,
    day: props.day,
    sessions: props.sessions,
    options: props.product.options,
    at: props.at,
    party: { ...props.party },
  })
  shows(() => state.day && { ...spanOf({ options: state.options }, state.day), product: props.product.id })
  const slots = createMemo(() => (state.day ? slotsOf(state.sessions, state.day) : []))
  const stateOf = (slot: Slot) => slotState(slot, slotCounter(slot, live), clock(props.now))
  const chosen = createMemo(() => choose(slots(), state.at, (slot) => bookable(stateOf(slot))))
  const picked = () => slots().filter((s) => chosen().includes(s.key))
  /** A way back that leaves before one has arrived is not offered. */
  const offered = () => {
    const head = picked()[0]
    return head ? slots().filter((s) => s.leg === 0 || followers(slots(), head).includes(s)) : slots()
  }
  const option = () => optionFor({ options: state.options }, picked()[0])
  const rows = createMemo(() => {
    const shown = option()
    return shown ? countsOf(shown, state.party) : []
  })
  const sum = () => sumOf(rows())
  const choice = (over: Choice = {}): Choice => {
    const day = over.day ?? state.day
    const shown = state.month?.month ?? null
    // A day opens its own month: only another one has to be said.
    const month = day && shown === monthOf(day) ? null : shown
    return { day, month, at: state.at, party: state.party, ...over }
  }
  const here = (over: Choice, hash = '') =>
    link(props.lang, { page: 'product', slug: props.product.slug }, choice(over), hash)

  /** Shows what changed, in the address and in the links around too. */
  function change(next: Partial<State>) {
    setState(next)
    history.replaceState(null, '', here({}))
    carry()
  }
  /** Does at once what the link would do. */
  function instead(event: MouseEvent, next: Partial<State>) {
    if (asLink(event)) return
    event.preventDefault()
    change(next)
  }
  const turns = { day: 0, month: 0 }
  /**
   * Goes to a day or a month without a new page, if no other was asked for meanwhile; follows the link if the server
   * does not answer. What is chosen until then stays.
   */
  async function go(
    to: keyof typeof turns,
    event: MouseEvent,
    over: Choice,
    read: () => Promise<Partial<State>>,
  ) {
    if (asLink(event)) return
    event.preventDefault()
    turns[to] += 1
    const turn = turns[to]
    try {
      const next = await read()
      if (turn !== turns[to]) return
      if (next.sessions) tell(next.sessions)
      change(next)
    } catch {
      if (turn === turns[to]) location.assign(here(over))
    }
  }
  // The days that are not shown change too while nobody is told of them.
  renews(async (client) => {
    const { month } = turns
    const shown = state.month?.month
    if (shown === undefined) return
    const read = await readCalendar(client, props.product.slug, shown)
    if (month === turns.month && state.month?.month === shown) setState({ month: read })
  })
  const client = () => createClient(location.origin)
  const goMonth = (month: Month, event: MouseEvent) =>
    void go('month', event, { month }, async () => ({
      month: await readCalendar(client(), props.product.slug, month),
    }))
  const goDay = (day: Day, event: MouseEvent) =>
    void go('day', event, { day, at: [] }, async () => ({
      day,
      at: [],
      ...(await readDay(client(), props.product, day)),
    }))
  const goSlot = (slot: Slot, event: MouseEvent) => instead(event, { at: keysWith(slot) })
  const goQty = (letter: string, qty: number, event: MouseEvent) =>
    instead(event, { party: partyWith(letter, qty) })
  const partyWith = (letter: string, qty: number) => ({ ...plain(state.party), [letter]: qty })
  const keysWith = (slot: Slot) => [
    ...picked()
      .filter((s) => s.optionId === slot.optionId && s.leg !== slot.leg)
      .map((s) => s.key),
    slot.key,
  ]
  /** A later day of this month with places, else the first of all that has some. */
  const nextDay = () => {
    const shown = state.day ?? ''
    const here = state.month?.days.find((d) => d.day > shown && (d.state === 'open' || d.state === 'few'))
    return here?.day ?? (props.soonest && props.soonest > shown ? props.soonest : null)
  }
  const isShown = (day: Day) => monthOf(day) === state.month?.month
  const alert = () => {
    const frees = picked().map((s) => freeOf(slotCounter(s, live)))
    const least = Math.min(...frees)
    if (frees.length > 0 && least < sum().seats) return props.t.missing(least)
    return isMost(state.party) ? props.t.most(MOST) : null
  }
  /** Children whom this option has no fare for are in no price: said beside it. */
  const left = () => {
    const shown = option()
    const n = shown ? uncounted(shown, state.party) : 0
    return n > 0 ? props.t.uncounted(n, props.product.minAge) : null
  }
  const when = () =>
    [
      state.day && picked().length > 0 ? weekdayAndDate(props.lang, state.day) : '',
      ...picked().map((s) => s.time),
    ].filter(Boolean)
  const summary = () => {
    if (sum().people === 0) return props.t.nobody
    if (props.product.kind === 'SESSION' && picked().length === 0) return props.t.pickFirst
    const whom = props.product.kind === 'GOODS' ? '' : props.t.forParty(sum().people)
    return [...when(), whom].filter(Boolean).join(', ')
  }
  /** The promise above the calendar holds for most departures; for one that leaves sooner, its end is said here. */
  const isFirm = () => {
    const free = props.product.cancelFreeMinutes
    const first = picked()[0]?.sessions[0]
    return (
      free !== null && first !== undefined && Date.parse(first.startsAt) - free * 60_000 <= clock(props.now)
    )
  }
  const priceId = createUniqueId()

  return (
    <div class={styles.booking}>
      <Show when={state.month}>
        {(month) => (
          <Calendar
            lang={props.lang}
            t={props.t}
            month={month()}
            today={props.today}
            chosen={state.day}
            chosenState={slotsState(slots(), live, clock(props.now))}
            hrefOf={(day) => here({ day, at: [] }, '#times')}
            monthHref={(to) => here({ month: to }, '#month')}
            onDay={goDay}
            onMonth={goMonth}
          />
        )}
      </Show>
      <Show when={isDay(state.day ?? '') && state.day}>
        {(day) => (
          <Times
            lang={props.lang}
            t={props.t}
            day={day()}
            slots={offered()}
            chosen={chosen()}
            options={state.options}
            now={props.now}
            nextDay={nextDay()}
            hrefOf={(slot) => here({ at: keysWith(slot) }, '#times')}
            nextHref={(next) =>
              here({ day: next, at: [], ...(isShown(next) ? {} : { month: null }) }, '#times')
            }
            onSlot={goSlot}
            onDay={(next, event) => isShown(next) && goDay(next, event)}
          />
        )}
      </Show>
      <Show when={isFirm()}>
        <p class="note few">{props.t.cancelPast}</p>
      </Show>
      <Fares
        lang={props.lang}
        t={props.t}
        title={props.product.kind === 'GOODS' ? props.t.howMany : props.t.who}
        rows={rows()}
        alert={alert()}
        hrefOf={(letter, qty) => here({ party: partyWith(letter, qty) }, '#party')}
        onQty={goQty}
      />
      <div class={styles.buy}>
        <p id={priceId} aria-live="polite">
          <b>{formatEuros(sum().totalC, props.lang)}</b>
          <span>{summary()}</span>
          <Show when={left()}>{(said) => <span class={styles.left}>{said()}</span>}</Show>
        </p>
        <a
          class="btn sea"
          aria-describedby={priceId}
          href={link(
            props.lang,
            { page: 'counters' },
            choice({ activity: props.product.slug, at: chosen(), month: null }),
          )}
        >
          {props.t.reserve}
        </a>
      </div>
    </div>
  )
}
