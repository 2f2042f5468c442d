import { Index, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { Voice } from '../voice.ts'
import { named, type Unit } from '../model.ts'
import { MOST } from '../party.ts'
import { Icon } from './Icon.tsx'
import styles from './Fares.module.css'

export type FareRow = { unit: Unit; letter: string; qty: number }

type StepProps = {
  label: string
  qty: number
  hrefOf: (qty: number) => string
  onQty?: (qty: number, event: MouseEvent) => void
  t: Voice['t']
}

/** Two links around a figure: they work without JavaScript, and keep the focus at a bound. */
export function Step(props: StepProps) {
  const at = (qty: number) => Math.min(MOST, Math.max(0, qty))
  return (
    <span class={`step ${styles.step}`}>
      <a
        href={props.hrefOf(at(props.qty - 1))}
        aria-disabled={props.qty === 0 ? 'true' : undefined}
        aria-label={props.t.less(props.label)}
        onClick={(event) => props.onQty?.(at(props.qty - 1), event)}
      >
        <Icon name="minus" />
      </a>
      <output data-zero={props.qty === 0 ? '' : undefined}>{props.qty}</output>
      <a
        href={props.hrefOf(at(props.qty + 1))}
        aria-disabled={props.qty === MOST ? 'true' : undefined}
        aria-label={props.t.more(props.label)}
        onClick={(event) => props.onQty?.(at(props.qty + 1), event)}
      >
        <Icon name="plus" />
      </a>
    </span>
  )
}

type FaresProps = Voice & {
  title: string
  rows: readonly FareRow[]
  /** What is wrong with the number of people, if anything. */
  alert: string | null
  hrefOf: (letter: string, qty: number) => string
  onQty: (letter: string, qty: number, event: MouseEvent) => void
}

/** The fares of the chosen option, each with its price and its stepper; a row that changes keeps its focus. */
export function Fares(props: FaresProps) {
  const price = (unit: Unit) => (unit.priceC === 0 ? props.t.free : formatEuros(unit.priceC ?? 0, props.lang))
  const meta = (unit: Unit) =>
    [props.t.ages(unit.minAge, unit.maxAge), unit.proof ? props.t.proof : ''].filter(Boolean).join(', ')
  return (
    <section id="party" class={styles.party} aria-label={props.title}>
      <h2>{props.title}</h2>
      <ul>
        <Index each={props.rows}>
          {(row) => (
            <li>
              <span>
                <b>{named(row().unit.name, props.lang)}</b>
                <span class="meta">{meta(row().unit)}</span>
              </span>
              <span class={row().unit.priceC === 0 ? 'eur soft' : 'eur'}>{price(row().unit)}</span>
              <Step
                label={named(row().unit.name, props.lang)}
                qty={row().qty}
                hrefOf={(qty) => props.hrefOf(row().letter, qty)}
                onQty={(qty, event) => props.onQty(row().letter, qty, event)}
                t={props.t}
              />
            </li>
          )}
        </Index>
      </ul>
      <p class={styles.alert} role="status">
        <Show when={props.alert}>{(alert) => alert()}</Show>
      </p>
    </section>
  )
}
