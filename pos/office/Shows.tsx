import { A, useParams, useSearchParams } from '@solidjs/router'
import { createMemo, For, onMount, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import { today, zone } from '../clock.ts'
import { dateOf, momentOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { shows as words } from '../text/shows.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { type Period, PERIODS, readParams } from './filter.ts'
import page from './Goal.module.css'
import { createFigures, reports } from './report-api.ts'
import { DateField, Select } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { ShowSheet } from './ShowSheet.tsx'
import { State } from './State.tsx'
import table from './Table.module.css'

/** The performances of shows, or the statement of the one that the address names. */
export function Shows() {
  const params = useParams<{ id?: string }>()
  return (
    <Show when={params.id} keyed fallback={<List />}>
      {(id) => <ShowSheet id={id} />}
    </Show>
  )
}

function List() {
  const [params, setParams] = useSearchParams()
  const asked = () =>
    readParams({ ...params, period: params.period ?? (params.from ? 'dates' : 'month') }, today())
  const question = createMemo(() => ({ from: asked().filter.from, to: asked().filter.to }), undefined, {
    equals: (a, b) => a.from === b.from && a.to === b.to,
  })
  const load = createFigures(question, (one) => reports.shows(one.from, one.to))
  const setPeriod = (period: Period) =>
    period === 'dates'
      ? setParams({ period, ...question() })
      : setParams({ period, from: undefined, to: undefined })
  onMount(() => {
    document.title = `${words.title} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {words.title} <small>{t.soldRows.span(dateOf(question().from), dateOf(question().to))}</small>
        </h1>
        <span class={page.tools}>
          <Button icon="print" onClick={() => print()}>
            {t.office.print}
          </Button>
        </span>
      </header>
      <div class={filters.filters}>
        <Select
          label={t.soldRows.period}
          value={asked().period}
          choices={PERIODS.map((value) => ({ value, text: t.soldRows.periods[value] }))}
          onChoose={(value) => setPeriod(PERIODS.find((one) => one === value) ?? 'month')}
        />
        <Show when={asked().period === 'dates'}>
          <DateField label={t.soldRows.from} value={question().from} onDay={(from) => setParams({ from })} />
          <DateField label={t.soldRows.to} value={question().to} onDay={(to) => setParams({ to })} />
        </Show>
      </div>
      <State load={load} rows={8} height={28}>
        {(read) => (
          <Show when={read().shows.length > 0} fallback={<Empty title={words.none} text={words.noneHelp} />}>
            <table class={`${table.table} ${table.fit}`} aria-label={words.list}>
              <thead>
                <tr>
                  <For each={[words.when, words.organiser, words.issued, words.voids, words.total]}>
                    {(head) => <th scope="col">{head}</th>}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={read().shows}>
                  {(show) => (
                    <tr>
                      <th scope="row">
                        <A href={`/office/shows/${show.id}`}>
                          {show.title}, {momentOf(show.startsAt, zone())}
                        </A>
                      </th>
                      <td>{show.organiser ?? words.own}</td>
                      <td>{show.issued}</td>
                      <td>{show.voids}</td>
                      <td class={table.strong}>{formatEuros(show.totalC)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </State>
    </main>
  )
}
