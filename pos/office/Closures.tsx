import { A, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, For, onMount, Show } from 'solid-js'
import type { ClosureLine, ClosureMonth } from '../../api/shared/closure.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { plusDays, type Day } from '../../api/shared/time.ts'
import { client, unwrap } from '../api.ts'
import { today } from '../clock.ts'
import { dateOf, longDay, monthOf } from '../text/format.ts'
import { closures as t } from '../text/closures.ts'
import { t as ui } from '../text/fr.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { ClosureSheet } from './ClosureSheet.tsx'
import css from './Closures.module.css'
import page from './Goal.module.css'
import { createFigures } from './report-api.ts'
import { Select } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { State } from './State.tsx'
import table from './Table.module.css'

/** A month of closures, or the closure that the address names. */
export function Closures() {
  const params = useParams<{ id?: string; kind?: string; from?: string }>()
  const named = () => (params.id && params.kind && params.from ? params : undefined)
  return (
    <Show when={named()} keyed fallback={<List />}>
      {(one) => <ClosureSheet id={one.id ?? ''} kind={one.kind ?? ''} from={one.from ?? ''} />}
    </Show>
  )
}

const isMonth = (text: unknown): text is string =>
  typeof text === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(text)

function List() {
  const [params, setParams] = useSearchParams()
  const month = () => (isMonth(params.month) ? params.month : today().slice(0, 7))
  const register = () => (typeof params.register === 'string' ? params.register : '')
  const question = createMemo(() => ({ month: month(), register: register() }), undefined, {
    equals: (a, b) => a.month === b.month && a.register === b.register,
  })
  const query = (asked: { month: string; register: string }) => ({
    month: asked.month,
    ...(asked.register ? { registerId: asked.register } : {}),
  })
  const read = createFigures(
    question,
    (asked) => unwrap(client.api.closures.$get({ query: query(asked) })) as Promise<ClosureMonth>,
  )
  const first = () => `${month()}-01` as Day
  const go = (days: number) => setParams({ month: plusDays(first(), days).slice(0, 7) })
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {t.title} <small>{`${monthOf(first())} ${month().slice(0, 4)}`}</small>
        </h1>
        <span class={page.tools}>
          <LinkButton
            href={`/api/closures/month.csv?${new URLSearchParams(query(question()))}`}
            icon="download"
            download=""
          >
            {ui.office.csv}
          </LinkButton>
          <Button icon="print" onClick={() => print()}>
            {ui.office.print}
          </Button>
        </span>
      </header>
      <div class={filters.filters}>
        <Button icon="back" aria-label={t.before} onClick={() => go(-1)}>
          <span class="sr">{t.before}</span>
        </Button>
        <Show when={month() < today().slice(0, 7)}>
          <Button icon="next" aria-label={t.after} onClick={() => go(31)}>
            <span class="sr">{t.after}</span>
          </Button>
        </Show>
        <Select
          label={t.register}
          value={register() || undefined}
          all={t.office}
          choices={(read.data()?.registers ?? [])
            .filter((one) => one.kind !== 'OFFICE')
            .map((one) => ({ value: one.id, text: `${one.site}\u00a0· ${one.code}` }))}
          onChoose={(next) => setParams({ register: next })}
        />
      </div>
      <State load={read} rows={12} height={28}>
        {(data) => <Month of={data()} />}
      </State>
    </main>
  )
}

function Month(props: { of: ClosureMonth }) {
  const waiting = () => props.of.days.filter((one) => !one.closure && one.day < today()).length
  const isLater = () => props.of.month > today().slice(0, 7)
  return (
    <Show
      when={props.of.days.length > 0}
      fallback={<Empty title={t.none} text={isLater() ? t.noneLater : t.noneHelp(dateOf(props.of.first))} />}
    >
      <Show when={waiting() > 0}>
        <p class={css.waiting}>{t.waiting(waiting())}</p>
      </Show>
      <div class={table.scroll} tabindex="0" role="region" aria-label={t.title}>
        <table class={`${table.table} ${css.closures}`}>
          <thead>
            <tr>
              <th scope="col">{t.day}</th>
              <th scope="col" class={table.word} data-mid>
                {t.number}
              </th>
              <th scope="col">{t.documents}</th>
              <th scope="col" data-mid>
                {t.own}
              </th>
              <th scope="col" data-mid>
                {t.third}
              </th>
              <th scope="col">{t.net}</th>
              <th scope="col" data-far>
                {t.perpetual}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.of.days}>
              {(one) => (
                <Show when={one.closure} fallback={<Open day={one.day} />}>
                  {(line) => <Row registerId={props.of.registerId} name={longDay(one.day)} line={line()} />}
                </Show>
              )}
            </For>
          </tbody>
          <tfoot>
            <For each={props.of.wholes}>
              {(line) => (
                <Row
                  registerId={props.of.registerId}
                  name={line.kind === 'M' ? t.month : t.year}
                  line={line}
                />
              )}
            </For>
          </tfoot>
        </table>
      </div>
      <p class="meta">{t.help}</p>
    </Show>
  )
}

function Row(props: { registerId: string; name: string; line: ClosureLine }) {
  const line = () => props.line
  return (
    <tr data-zero={line().tickets === 0 ? '' : undefined}>
      <th scope="row">
        <A href={`/office/closures/${props.registerId}/${line().kind}/${line().from}`}>{props.name}</A>
      </th>
      <td class={table.word} data-mid>
        {t.n(line().n)}
      </td>
      <td>{line().tickets}</td>
      <td data-mid>{formatEuros(line().ownC)}</td>
      <td data-mid>{formatEuros(line().thirdC)}</td>
      <td class={table.strong}>{formatEuros(line().netC)}</td>
      <td data-far>{formatEuros(line().perpetualSignedC)}</td>
    </tr>
  )
}

/** A day that nobody closed yet; today goes on. */
function Open(props: { day: Day }) {
  const isToday = () => props.day >= today()
  return (
    <tr class={css.open} data-late={isToday() ? undefined : ''}>
      <th scope="row">{longDay(props.day)}</th>
      <td colspan="6" class={table.word}>
        {isToday() ? t.today : t.open}
      </td>
    </tr>
  )
}
