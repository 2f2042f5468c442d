import { createEffect, createSignal, For, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { t } from '../text/fr.ts'
import { type SeatCount, seatLevel, seatsLeft } from './seat-level.ts'
import css from './Seats.module.css'

/**
 * The bar alone: filled is taken, hatched is held, hollow is free. Up to 12 places one tick is one seat, above it is
 * continuous. `decor` when words beside it already say the same.
 */
export function SeatsBar(props: SeatCount & { decor?: boolean }) {
  const ticks = () => {
    const left = seatsLeft(props)
    const parts = [
      { state: 'taken', n: props.taken },
      { state: 'held', n: props.held },
      { state: 'free', n: left },
    ].filter((part) => part.n > 0)
    if (props.capacity > 12) return parts
    return parts.flatMap(({ state, n }) => Array.from({ length: n }, () => ({ state, n: 1 })))
  }
  const words = () => t.ui.seats(props.taken, props.held, seatsLeft(props), props.capacity)
  return (
    <span
      class={css.bar}
      role={props.decor ? undefined : 'img'}
      aria-label={props.decor ? undefined : words()}
      aria-hidden={props.decor ? 'true' : undefined}
    >
      <For each={ticks()}>{(tick) => <i data-state={tick.state} style={{ 'flex-grow': tick.n }} />}</For>
    </span>
  )
}

/** Figure, word, bar. Tinted once for 140 ms when somebody else changes the count. */
export function Seats(props: SeatCount) {
  const left = () => seatsLeft(props)
  const [changed, setChanged] = createSignal(false)
  createEffect(
    on(
      left,
      () => {
        setChanged(true)
        const timer = setTimeout(() => setChanged(false), 400)
        onCleanup(() => clearTimeout(timer))
      },
      { defer: true },
    ),
  )
  return (
    <span class={css.seats} data-level={seatLevel(props)} data-changed={changed() ? '' : undefined}>
      <Switch>
        <Match when={seatLevel(props) === 'shut'}>
          <b>{t.ui.closed}</b>
          <Show when={props.closedReason}>{(reason) => <span>{reason()}</span>}</Show>
        </Match>
        <Match when={seatLevel(props) === 'full'}>
          <b>{t.ui.full}</b>
          <SeatsBar {...props} />
        </Match>
        <Match when={true}>
          <b>{left()}</b>
          <span>{seatLevel(props) === 'few' ? t.ui.last(left()) : t.ui.places(left())}</span>
          <SeatsBar {...props} />
        </Match>
      </Switch>
    </span>
  )
}
