import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { Product } from '../../api/shared/catalog.ts'
import { instantOf } from '../../api/shared/time.ts'
import { FoundOrders } from '../orders/FoundOrders.tsx'
import { cards } from '../text/cards.ts'
import { counter as t } from '../text/counter.ts'
import { timeOf } from '../text/format.ts'
import { t as shell } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Money } from '../ui/Money.tsx'
import { DayPicker } from './DayPicker.tsx'
import { leadUnit, priceOf } from './departure.ts'
import { DepartureRow } from './DepartureRow.tsx'
import css from './Departures.module.css'
import type { Till } from './till.ts'
import { longDaySaid } from './when.ts'

/** The day's departures, or what was found: the figures first, the open one with its fares in place. */
export function Departures(props: { till: Till }) {
  const programme = () => props.till.programme
  const isToday = () => programme().day() === programme().today()
  const known = () => programme().list.day === programme().day() && programme().catalog() !== null
  const small = () => props.till.terms.small
  const title = () => {
    const day = longDaySaid(programme().day(), programme().today())
    if (props.till.searching()) return isToday() ? t.search.results : t.search.resultsOn(day)
    return isToday() ? t.departures.today : t.departures.on(day)
  }
  const count = () => {
    if (!known()) return ''
    const n = props.till.sessions().length
    // A phone has no room for the title: what is counted is said here.
    if (props.till.searching())
      return props.till.preview() ?? (small() ? t.search.results : n > 0 ? t.departures.count(n) : '')
    if (!isToday()) return t.departures.count(n)
    const selling = props.till.selling()
    return small() ? t.departures.count(selling) : t.departures.left(selling)
  }
  /** What a search found, for whoever does not see the list. */
  const heard = () => {
    if (!props.till.searching() || !known()) return ''
    const n = props.till.sessions().length + props.till.others().length
    return n === 0 ? t.search.none(props.till.query().trim()) : (props.till.preview() ?? t.search.count(n))
  }
  /** On a phone one list is shown at a time. */
  const away = () =>
    !props.till.searching() && props.till.tab() !== 'DEPARTURES' && props.till.datedFamily() === null
  const stale = () => programme().list.staleAt
  return (
    <section class={css.departures} aria-label={title()} data-away={away() ? '' : undefined}>
      <header class={css.head}>
        <h2>{title()}</h2>
        <span class="meta" data-typed={props.till.searching() && props.till.preview() ? '' : undefined}>
          {count()}
          <Show when={stale()}>
            {(at) =>
              `${count() ? ', ' : ''}${t.departures.stale(timeOf(instantOf(at()), props.till.terms.office.zone))}`
            }
          </Show>
        </span>
        <DayPicker till={props.till} />
        <p class="sr" role="status">
          {heard()}
        </p>
      </header>
      <div class={css.scroll}>
        <Switch>
          <Match when={programme().failed()}>
            <div class={css.card}>
              <Empty bare title={t.departures.failed}>
                <Button onClick={() => void programme().load()}>{shell.ui.retry}</Button>
              </Empty>
            </div>
          </Match>
          <Match when={!known()}>
            <div class={css.card}>
              <Loading rows={8} height={58} />
            </div>
          </Match>
          <Match when={props.till.sessions().length + props.till.others().length === 0}>
            <div class={css.card}>
              <Nothing till={props.till} />
            </div>
          </Match>
          <Match when={true}>
            <ul class={css.card}>
              <For each={props.till.others()}>
                {(product) => <ProductRow till={props.till} product={product} />}
              </For>
              <For each={props.till.sessions()}>
                {(session) => <DepartureRow till={props.till} session={session} />}
              </For>
            </ul>
          </Match>
        </Switch>
        <Show when={props.till.searching()}>
          <FoundOrders text={props.till.query()} />
        </Show>
      </div>
    </section>
  )
}

function Nothing(props: { till: Till }) {
  const till = () => props.till
  const words = () => {
    if (till().programme.index().catalog.products.length === 0)
      return { title: t.departures.noProduct, text: t.departures.noProductHelp }
    if (till().searching()) return { title: t.search.none(till().query().trim()), text: t.search.noneHelp }
    if (till().family()) return { title: t.departures.emptyFamily, text: undefined }
    const today = till().programme.day() === till().programme.today()
    return { title: today ? t.departures.empty : t.departures.emptyDay, text: t.departures.emptyHelp }
  }
  return <Empty bare title={words().title} text={words().text} />
}

/** Something found that has no departure in the list: an article, a ticket without a date, or another day's. */
function ProductRow(props: { till: Till; product: Product }) {
  const option = () => props.product.options.find((o) => o.isDefault) ?? props.product.options[0]
  const priceC = createMemo(() => {
    const opt = option()
    const unit = opt && leadUnit(opt)
    // How much is on a gift card is asked.
    if (props.product.kind === 'VOUCHER') return null
    return unit ? priceOf(props.till.programme.index(), unit, props.till.programme.day()) : null
  })
  const act = () => {
    if (props.product.kind === 'VOUCHER') return cards.choose
    return props.product.kind === 'SESSION' ? t.departures.seeOther : t.search.add
  }
  return (
    <li class={css.product} data-row-of>
      <button type="button" data-row onClick={() => props.till.take(props.product)}>
        <span>
          <b>{props.product.text.fr.title}</b>
          <span class="meta">{props.product.providerName ?? t.departures.own}</span>
        </span>
        <span class="soft">{act()}</span>
        <Show when={priceC() !== null}>
          <Money cents={priceC() ?? 0} />
        </Show>
      </button>
    </li>
  )
}
