import { For, Show } from 'solid-js'
import type { Day } from '../../api/shared/time.ts'
import { dayName, shortDay } from '../day.ts'
import type { Voice } from '../voice.ts'
import { clock, live } from '../live.ts'
import { named, type Option } from '../model.ts'
import { freeOf } from '../seat.ts'
import { bookable, slotCounter, slotState, type Slot } from '../slot.ts'
import { Bar, seatWord } from './Seats.tsx'
import styles from './Times.module.css'

type TimesProps = Voice & {
  day: Day
  slots: readonly Slot[]
  chosen: readonly string[]
  options: readonly Option[]
  now: number
  nextDay: Day | null
  hrefOf: (slot: Slot) => string
  nextHref: (day: Day) => string
  onSlot: (slot: Slot, event: MouseEvent) => void
  onDay: (day: Day, event: MouseEvent) => void
}

function Time(props: TimesProps & { slot: Slot }) {
  const counter = () => slotCounter(props.slot, live)
  const state = () => slotState(props.slot, counter(), clock(props.now))
  const option = () => props.options.find((o) => o.id === props.slot.optionId)
  const last = () => props.slot.sessions.at(-1)
  /** Why it is closed, in the words of whoever closed it. */
  const reason = () =>
    state() === 'shut' ? props.slot.sessions.find((s) => s.closedReason)?.closedReason : null
  /** Until when it lasts; of what cannot be had, it would be read as until when it cannot. */
  const until = () => {
    const end = last()
    if (!bookable(state())) return ''
    return end && props.slot.sessions.length > 1
      ? props.t.course(props.slot.sessions.length, shortDay(props.lang, end.day))
      : props.t.endsAt(props.slot.endTime)
  }
  const note = () => {
    const several = new Set(props.slots.map((s) => s.optionId)).size > 1
    const shown = option()
    return [several && shown ? named(shown.name, props.lang) : '', until()].filter(Boolean).join(', ')
  }
  return (
    <li>
      <a
        class={styles.time}
        href={props.hrefOf(props.slot)}
        data-s={state()}
        aria-current={props.chosen.includes(props.slot.key) ? 'true' : undefined}
        onClick={(event) => props.onSlot(props.slot, event)}
      >
        <b class={styles.hour}>{props.slot.time}</b>
        <span class={styles.words}>
          <b>{seatWord(state(), freeOf(counter()), props.t)}</b>
          <Show when={reason()}>{(why) => <span lang="fr">{why()}</span>}</Show>
          <Show when={note()}>{(said) => <span class="soft">{said()}</span>}</Show>
        </span>
        <Show when={state() !== 'shut' && state() !== 'late'}>
          <Bar counter={counter()} width={64} height={8} t={props.t} />
        </Show>
      </a>
    </li>
  )
}

/** The departures of a day, by leg when there is an outward and a return. */
export function Times(props: TimesProps) {
  const legs = () => [...new Set(props.slots.map((s) => s.leg))].sort((a, b) => a - b)
  const legName = (leg: number) => {
    const text = props.options.find((o) => o.legs.length > leg)?.legs[leg]
    return text ? named(text, props.lang) : ''
  }
  const none = () => props.slots.every((s) => !bookable(slotState(s, slotCounter(s, live), clock(props.now))))
  return (
    <section id="times" class={styles.times} aria-label={props.t.pickTime}>
      <h2 aria-live="polite">{dayName(props.lang, props.day)}</h2>
      <For each={legs()}>
        {(leg) => (
          <>
            <Show when={legs().length > 1 && legName(leg)}>{(name) => <h3>{name()}</h3>}</Show>
            <ul>
              <For each={props.slots.filter((s) => s.leg === leg)}>
                {(slot) => <Time {...props} slot={slot} />}
              </For>
            </ul>
          </>
        )}
      </For>
      <Show when={props.slots.length === 0}>
        <p class="soft">{props.t.noneThisDay}</p>
      </Show>
      <Show when={none() && props.nextDay}>
        {(day) => (
          <a class="btn" href={props.nextHref(day())} onClick={(event) => props.onDay(day(), event)}>
            {props.t.nextDay(shortDay(props.lang, day()))}
          </a>
        )}
      </Show>
    </section>
  )
}
