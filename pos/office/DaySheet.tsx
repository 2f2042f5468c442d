import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, For, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { DaySheet as Sheet } from '../../api/shared/report.ts'
import { plusDays } from '../../api/shared/time.ts'
import { today, zone } from '../clock.ts'
import { useSession } from '../session.ts'
import { dateOf, momentOf, percent } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { dayOr } from './filter.ts'
import page from './Goal.module.css'
import { ByMeans, Facts, Papers } from './Reading.tsx'
import css from './Reading.module.css'
import { createFigures, reports } from './report-api.ts'
import { DateField, Select } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { ShiftTable } from './ShiftTable.tsx'
import { State } from './State.tsx'
import table from './Table.module.css'

/** Everything sold on a civil day, at one site or all of them, on one sheet of paper. */
export function DaySheet() {
  const [params, setParams] = useSearchParams()
  const { me } = useSession()
  const day = () => dayOr(params.day, today())
  const site = () => (typeof params.site === 'string' ? params.site : '')
  const question = createMemo(() => ({ day: day(), site: site() }), undefined, {
    equals: (a, b) => a.day === b.day && a.site === b.site,
  })
  const sheet = createFigures(question, (asked) => reports.day(asked.day, asked.site))
  const go = (days: number) => setParams({ day: plusDays(day(), days) })
  createEffect(() => {
    document.title = `${t.reading.dayOf(dateOf(day()))} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {t.reading.dayOf(dateOf(day()))}{' '}
          <small>{me()?.sites.find((one) => one.id === site())?.name ?? me()?.office.name}</small>
        </h1>
        <span class={page.tools}>
          <Button icon="print" onClick={() => print()}>
            {t.office.print}
          </Button>
        </span>
      </header>
      <div class={filters.filters}>
        <Button icon="back" aria-label={t.reading.before} onClick={() => go(-1)}>
          <span class="sr">{t.reading.before}</span>
        </Button>
        <DateField label={t.reading.which} value={day()} onDay={(next) => setParams({ day: next })} />
        <Button icon="next" aria-label={t.reading.after} onClick={() => go(1)}>
          <span class="sr">{t.reading.after}</span>
        </Button>
        <Select
          label={t.splits.heads.site}
          value={site() || undefined}
          all={t.reading.everywhere}
          choices={(me()?.sites ?? []).map((one) => ({ value: one.id, text: one.name }))}
          onChoose={(next) => setParams({ site: next })}
        />
      </div>
      <State load={sheet}>{(read) => <Day of={read()} />}</State>
    </main>
  )
}

function Day(props: { of: Sheet }) {
  return (
    <>
      <Facts
        facts={[
          [t.reading.volume, formatEuros(props.of.grossC)],
          [t.reading.sales, String(props.of.sales)],
          [t.reading.tickets, String(props.of.tickets)],
          [t.reading.discounts, formatEuros(props.of.discountC)],
        ]}
      />
      <Show
        when={props.of.sales > 0 || props.of.shifts.length > 0 || props.of.sncf.tickets > 0}
        fallback={<Empty title={t.reading.none} text={t.reading.noneHelp} />}
      >
        <div class={css.sheets}>
          <ByMeans of={props.of.byMeans} />
          <ByFamily of={props.of} />
          <Principals of={props.of} />
          <OwnVat of={props.of} />
        </div>
        <Show when={props.of.sncf.tickets > 0}>
          <p>
            <b>{t.reading.rail}</b>{' '}
            {t.reading.railWords(
              t.reading.railTickets(props.of.sncf.tickets),
              formatEuros(props.of.sncf.drawerC),
              formatEuros(props.of.sncf.terminalC),
            )}
          </p>
        </Show>
        <Show when={props.of.shifts.length > 0}>
          <Papers title={t.reading.shifts}>
            <ShiftTable shifts={props.of.shifts} day={props.of.day} />
          </Papers>
        </Show>
      </Show>
      <p class="meta">{t.reading.note(momentOf(props.of.at, zone()))}</p>
    </>
  )
}

function ByFamily(props: { of: Sheet }) {
  return (
    <Show when={props.of.byFamily.length > 0}>
      <Papers title={t.reading.byFamily}>
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.reading.family}</th>
              <th scope="col">{t.reading.tickets}</th>
              <th scope="col">{t.reading.volume}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.of.byFamily}>
              {(one) => (
                <tr>
                  <th scope="row">{t.families[one.family]}</th>
                  <td>{one.tickets}</td>
                  <td class={table.strong}>{formatEuros(one.grossC)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Papers>
    </Show>
  )
}

function Principals(props: { of: Sheet }) {
  return (
    <Show when={props.of.byPrincipal.length > 0}>
      <Papers title={t.reading.byPrincipal}>
        <table class={`${table.table} ${table.fit}`}>
          <thead>
            <tr>
              <th scope="col">{t.reading.principal}</th>
              <th scope="col">{t.reading.tickets}</th>
              <th scope="col">{t.reading.volume}</th>
              <th scope="col">{t.reading.commission}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.of.byPrincipal}>
              {(one) => (
                <tr>
                  <th scope="row" title={one.name}>
                    {one.name}
                  </th>
                  <td>{one.tickets}</td>
                  <td class={table.strong}>{formatEuros(one.grossC)}</td>
                  <td>{formatEuros(one.commissionC)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Papers>
    </Show>
  )
}

function OwnVat(props: { of: Sheet }) {
  return (
    <Show when={props.of.ownVat.length > 0}>
      <Papers title={t.reading.ownVat}>
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.reading.rate}</th>
              <th scope="col">{t.reading.ht}</th>
              <th scope="col">{t.reading.vat}</th>
              <th scope="col">{t.reading.ttc}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.of.ownVat}>
              {(one) => (
                <tr>
                  <th scope="row">
                    {one.rateBp === null ? t.reading.noVat(one.exemptCode) : percent(one.rateBp / 10_000)}
                  </th>
                  <td>{formatEuros(one.htC)}</td>
                  <td>{formatEuros(one.vatC)}</td>
                  <td class={table.strong}>{formatEuros(one.ttcC)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Papers>
    </Show>
  )
}
