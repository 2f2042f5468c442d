import { useParams, useSearchParams } from '@solidjs/router'
import { createMemo, onMount, Show } from 'solid-js'
import { today } from '../clock.ts'
import { useSession } from '../session.ts'
import { dateOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { type Period, PERIODS, readParams } from './filter.ts'
import page from './Goal.module.css'
import { createFigures, reports } from './report-api.ts'
import { DateField, Select } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { ShiftSheet } from './ShiftSheet.tsx'
import { ShiftTable } from './ShiftTable.tsx'
import { State } from './State.tsx'

/** The sessions of registers, or the report of the one that the address names. */
export function Shifts() {
  const params = useParams<{ id?: string }>()
  return (
    <Show when={params.id} keyed fallback={<List />}>
      {(id) => <ShiftSheet id={id} />}
    </Show>
  )
}

function List() {
  const [params, setParams] = useSearchParams()
  const { me } = useSession()
  const asked = () =>
    readParams({ ...params, period: params.period ?? (params.from ? 'dates' : 'month') }, today())
  const question = createMemo(
    () => ({ from: asked().filter.from, to: asked().filter.to, site: asked().filter.siteId ?? '' }),
    undefined,
    { equals: (a, b) => a.from === b.from && a.to === b.to && a.site === b.site },
  )
  const shifts = createFigures(question, (one) => reports.shifts(one.from, one.to, one.site))
  const setPeriod = (period: Period) =>
    period === 'dates'
      ? setParams({ period, from: question().from, to: question().to })
      : setParams({ period, from: undefined, to: undefined })
  onMount(() => {
    document.title = `${t.reading.shifts} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {t.reading.shifts} <small>{t.soldRows.span(dateOf(question().from), dateOf(question().to))}</small>
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
        <Select
          label={t.splits.heads.site}
          value={asked().filter.siteId}
          all={t.reading.everywhere}
          choices={(me()?.sites ?? []).map((one) => ({ value: one.id, text: one.name }))}
          onChoose={(siteId) => setParams({ siteId })}
        />
      </div>
      <State load={shifts} rows={8} height={28}>
        {(read) => (
          <Show
            when={read().shifts.length > 0}
            fallback={<Empty title={t.reading.noShift} text={t.reading.noShiftHelp} />}
          >
            <ShiftTable shifts={read().shifts} />
          </Show>
        )}
      </State>
    </main>
  )
}
