import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { zone } from '../clock.ts'
import { dayOf, shortDay, timeOf } from '../text/format.ts'
import { orders as t } from '../text/orders.ts'
import { Money } from '../ui/Money.tsx'
import css from './FoundList.module.css'
import type { Found } from './orders-api.ts'

/** Orders, one a row, each a link; `dated` says the day beside the time. `compact`: under the counter's own results. */
export function FoundList(props: { orders: readonly Found[]; dated: boolean; compact?: boolean }) {
  return (
    <ol class={css.list} data-compact={props.compact ? '' : undefined}>
      <For each={props.orders}>
        {(order) => (
          <li>
            <A href={`/orders/${order.id}`} data-order={order.id}>
              <span class={css.when}>
                <b>{timeOf(order.at, zone())}</b>
                <Show when={props.dated}>
                  <span class="meta">{shortDay(dayOf(order.at, zone()))}</span>
                </Show>
              </span>
              <span class={css.words}>
                <b>{order.customer ?? whatOf(order)}</b>
                <span class="meta">
                  {order.customer ? whatOf(order) : t.list.noName}
                  <Matched order={order} />
                </span>
              </span>
              <span class={css.number}>
                <span>{order.numbers.at(-1)}</span>
                <span class="meta">
                  {order.tickets > 0 ? t.list.tickets(order.tickets) : order.register.name}
                  <Show when={order.void > 0}>
                    <span class={css.void}> {t.list.void(order.void)}</span>
                  </Show>
                </span>
              </span>
              <span class={css.total}>
                <Money cents={order.totalC} plain />
              </span>
            </A>
          </li>
        )}
      </For>
    </ol>
  )
}

/** "3 × Golfe du Morbihan, 1 × Topoguide" */
const whatOf = (order: Found) => order.lines.map((l) => `${l.qty}\u00a0×\u00a0${l.label}`).join(', ')

/** What answered, where it is not seen in the row: "billet K7Q4 M2XD". */
function Matched(props: { order: Found }) {
  const shows = () => ['TICKET', 'SNCF', 'PHONE', 'EMAIL'].includes(props.order.matched.by)
  const text = () => {
    const { by, text: said } = props.order.matched
    return by === 'TICKET' ? said.replace(/(.{4})(?=.)/g, '$1\u00a0') : said
  }
  return (
    <Show when={shows()}>
      <mark class={css.matched}>
        {t.list.by[props.order.matched.by]} {text()}
      </mark>
    </Show>
  )
}
