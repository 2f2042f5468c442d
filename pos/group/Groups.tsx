import { createSignal, For, onMount, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { QuoteKind } from '../../api/shared/quote.ts'
import { may } from '../../api/shared/role.ts'
import { today, zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import page from '../office/Goal.module.css'
import css from '../office/Slips.module.css'
import { State } from '../office/State.tsx'
import { useSession } from '../session.ts'
import { momentOf, numericDay } from '../text/format.ts'
import { groups as t } from '../text/groups.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Segments } from '../ui/Segments.tsx'
import { groupsApi, type Quote } from './groups-api.ts'
import { QuoteForm } from './QuoteForm.tsx'
import { QuoteSheet } from './QuoteSheet.tsx'

type Filter = keyof typeof t.filters
const FILTERS = Object.keys(t.filters) as Filter[]

/** Where a quote stands in the list: what waits for somebody, what waits for money, what is over. */
export function filterOf({ status, owedC }: Pick<Quote, 'status' | 'owedC'>): Filter {
  if (owedC > 0) return 'owed'
  return status === 'DRAFT' || status === 'SENT' || status === 'ACCEPTED' ? 'open' : 'past'
}

/** Groups and orders by telephone: what is offered, what is kept, what is owed. */
export function Groups() {
  const list = createLoad(groupsApi.list)
  const { agent } = useSession()
  const mayMake = () => may(agent()?.roles ?? [], 'group.manage')
  const [filter, setFilter] = createSignal<Filter>('open')
  const [making, setMaking] = createSignal<QuoteKind | null>(null)
  const [open, setOpen] = createSignal<Quote | null>(null)
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  const changed = (now: Quote) => {
    setMaking(null)
    setOpen(now)
    void list.reload()
  }
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>{t.title}</h1>
        <Show when={mayMake()}>
          <Button icon="plus" onClick={() => setMaking('PHONE')}>
            {t.makePhone}
          </Button>
          <Button kind="sea" icon="plus" onClick={() => setMaking('GROUP')}>
            {t.make}
          </Button>
        </Show>
      </header>
      <State load={list}>
        {(read) => {
          const of = (which: Filter) => read().quotes.filter((quote) => filterOf(quote) === which)
          return (
            <section class={css.form} aria-label={t.title}>
              <Segments
                label={t.list}
                options={FILTERS.map((value) => ({
                  value,
                  text: `${t.filters[value]} (${of(value).length})`,
                }))}
                chosen={filter()}
                onChoose={setFilter}
              />
              <Show
                when={of(filter()).length > 0}
                fallback={<p class="soft">{read().quotes.length === 0 ? t.none : t.noneHere}</p>}
              >
                <ul class={css.rows}>
                  <For each={of(filter())}>{(quote) => <Row of={quote} onOpen={() => setOpen(quote)} />}</For>
                </ul>
              </Show>
            </section>
          )
        }}
      </State>
      <Show when={making()}>
        {(kind) => (
          <Dialog open wide title={kind() === 'GROUP' ? t.make : t.makePhone} onClose={() => setMaking(null)}>
            <QuoteForm kind={kind()} onDone={changed} />
          </Dialog>
        )}
      </Show>
      <Show when={open()}>
        {(quote) => (
          <Dialog open wide title={`${quote().number} · ${quote().name}`} onClose={() => setOpen(null)}>
            <QuoteSheet of={quote()} onChanged={changed} />
          </Dialog>
        )}
      </Show>
    </main>
  )
}

const TAG = {
  DRAFT: undefined,
  SENT: 'few',
  ACCEPTED: 'done',
  DECLINED: undefined,
  LAPSED: 'off',
  CANCELLED: undefined,
  SETTLED: 'done',
} as const

function Row(props: { of: Quote; onOpen: () => void }) {
  const short = (day: string) => numericDay(day as never)
  const isLate = () => props.of.owedC > 0 && props.of.payDay !== null && props.of.payDay < today()
  /** The date that counts next. */
  const when = () => {
    const { status, validUntil, dueAt, payDay, owedC, saleNumber } = props.of
    if (status === 'DRAFT' || status === 'SENT') return t.validUntil(short(validUntil))
    if (status === 'ACCEPTED' && dueAt !== null) return t.keptUntil(momentOf(dueAt, zone()))
    if (owedC > 0 && payDay !== null) return t.payBefore(short(payDay))
    return saleNumber === null ? null : t.receipt(saleNumber)
  }
  const said = () =>
    [
      t.kinds[props.of.kind],
      props.of.number,
      props.of.version > 1 && t.version(props.of.version),
      props.of.firstAt !== null && t.visitOn(momentOf(props.of.firstAt, zone())),
      when(),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <li>
      <span>
        <b>{props.of.name}</b>
        <small>{said()}</small>
      </span>
      <Show
        when={isLate()}
        fallback={
          <span class={css.tag} data-kind={TAG[props.of.status]}>
            {props.of.status === 'SETTLED' && props.of.payDay !== null && props.of.owedC === 0
              ? t.paid
              : t.states[props.of.status]}
          </span>
        }
      >
        <span class={css.tag} data-kind="off">
          {t.late}
        </span>
      </Show>
      <span class={css.sum}>
        {props.of.owedC > 0 ? t.owed(formatEuros(props.of.owedC)) : formatEuros(props.of.totalC)}
      </span>
      <span class={css.acts}>
        <Button onClick={props.onOpen}>{t.open(props.of.number)}</Button>
      </span>
    </li>
  )
}
