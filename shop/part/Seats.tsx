import { createEffect, createSignal, Index, on, onCleanup, Show } from 'solid-js'
import { clock, live, shows } from '../live.ts'
import type { Departure } from '../model.ts'
import { barParts, departureState, freeOf, type Counter, type SeatState } from '../seat.ts'
import type { Text } from '../text/fr.ts'
import styles from './Seats.module.css'

/** The hatching of held seats; one on each page. */
export function SeatDefs() {
  return (
    <svg class="defs" width="0" height="0" aria-hidden="true">
      <pattern
        id="held"
        width="2.83"
        height="2.83"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <path fill="var(--surface)" d="M0 0h3v3H0z" />
        <path fill="var(--ink-3)" d="M0 0h1.400v3H0z" />
      </pattern>
    </svg>
  )
}

/** Filled is taken, hatched is held, hollow is free; the same said in words for those who do not see it. */
export function Bar(props: { counter: Omit<Counter, 'counterId'>; width: number; height: number; t: Text }) {
  const label = () =>
    props.t.bar(props.counter.taken, props.counter.held, freeOf(props.counter), props.counter.capacity)
  return (
    <svg
      class={styles.bar}
      role="img"
      aria-label={label()}
      width={props.width}
      height={props.height}
      viewBox={`0 0 ${props.width} ${props.height}`}
    >
      <Index each={barParts(props.counter, props.width)}>
        {(part) => (
          <rect
            data-k={part().kind}
            x={part().x + 0.5}
            y="0.5"
            width={Math.max(0, part().width - 1)}
            height={props.height - 1}
            rx="1"
          />
        )}
      </Index>
    </svg>
  )
}

/** "9 places", "3 dernières", "Complet", "Fermé". */
export function seatWord(state: SeatState, free: number, t: Text): string {
  if (state === 'open') return t.places(free)
  if (state === 'few') return t.last(free)
  if (state === 'full') return t.full
  return state === 'shut' ? t.shut : t.late
}

export type SeatsData = {
  departure: Pick<
    Departure,
    'day' | 'counterId' | 'capacity' | 'taken' | 'held' | 'closedReason' | 'cutoffAt'
  >
  now: number
  /** How many would come, and the places they would take; 0 for who is not counted here. */
  people: number
  need: number
}

/** The seats of a departure on a card, live. */
export function Seats(props: SeatsData & { t: Text }) {
  shows(() => ({ day: props.departure.day }))
  const counter = () => live(props.departure)
  const state = () => departureState(props.departure, counter(), clock(props.now))
  const [changed, setChanged] = createSignal(false)
  createEffect(
    on(
      () => freeOf(counter()),
      () => {
        setChanged(true)
        const timer = setTimeout(() => setChanged(false), 300)
        onCleanup(() => clearTimeout(timer))
      },
      { defer: true },
    ),
  )
  return (
    <span class={styles.left} data-s={state()} data-changed={changed() ? '' : undefined}>
      <span>{seatWord(state(), freeOf(counter()), props.t)}</span>
      <Show when={state() !== 'shut' && state() !== 'late'}>
        <Bar counter={counter()} width={84} height={6} t={props.t} />
      </Show>
      <Show when={(state() === 'open' || state() === 'few') && freeOf(counter()) < props.need}>
        <span class={styles.short}>{props.t.tooMany(props.people)}</span>
      </Show>
    </span>
  )
}
