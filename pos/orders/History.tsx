import { For, Show } from 'solid-js'
import { zone } from '../clock.ts'
import { spaced } from '../scan/FullVerdict.tsx'
import { dayOf, shortDay, timeOf } from '../text/format.ts'
import { orders as t } from '../text/orders.ts'
import css from './Order.module.css'
import type { Order } from './orders-api.ts'

type Line = Order['history'][number]

const ofTicket = (line: Line) => line.what.startsWith('SCAN') || line.what === 'VOIDED'
const refOf = (line: Line) => (ofTicket(line) ? spaced(line.ref ?? '') : (line.ref ?? ''))

/** What happened, in the order it did: when, what, by whom. A new day is said once. */
export function History(props: { lines: readonly Line[] }) {
  const isNewDay = (i: number) => {
    const [line, before] = [props.lines[i], props.lines[i - 1]]
    return line !== undefined && (!before || dayOf(line.at, zone()) !== dayOf(before.at, zone()))
  }
  return (
    <section class={css.card}>
      <h2>{t.one.history}</h2>
      <ol class={css.history}>
        <For each={props.lines}>
          {(line, i) => (
            <li data-what={line.what}>
              <Show when={isNewDay(i())}>
                <span class={css.day}>{shortDay(dayOf(line.at, zone()))}</span>
              </Show>
              <time>{timeOf(line.at, zone())}</time>
              <span class={css.happened}>
                {t.happened[line.what](refOf(line), line.n ?? 0, line.detail ?? '')}
              </span>
              <span class={css.operator}>{line.operator}</span>
            </li>
          )}
        </For>
      </ol>
    </section>
  )
}
