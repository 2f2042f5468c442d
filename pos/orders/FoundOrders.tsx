import { createMemo, Show } from 'solid-js'
import { online } from '../api.ts'
import { orders as t } from '../text/orders.ts'
import { createFinder } from './finder.ts'
import { FoundList } from './FoundList.tsx'
import css from './FoundList.module.css'
import { mayBeOrder } from './orders-api.ts'

/**
 * Orders of the past that answer to what is typed at the counter, under its own results: nothing at all while the text
 * can be none, while nothing is found, and without network.
 */
export function FoundOrders(props: { text: string }) {
  const query = createMemo(() => (online() && mayBeOrder(props.text) ? { q: props.text, limit: '5' } : null))
  const finder = createFinder(query)
  const found = () => (finder.error() ? [] : (finder.found() ?? []))
  return (
    <Show when={found().length > 0}>
      <section class={css.under}>
        <h2>{t.counter}</h2>
        <FoundList orders={found()} dated compact />
      </section>
    </Show>
  )
}
