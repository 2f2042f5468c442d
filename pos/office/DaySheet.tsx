import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { DaySheet as Sheet, ReportFilter } from '../../api/shared/report.ts'
import { plusDays } from '../../api/shared/time.ts'
import { today, zone } from '../clock.ts'
import { useSession } from '../session.ts'
import { dateOf, momentOf, percent } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Files } from './Files.tsx'
import { dayFile, dayOr, narrowed, rowsHref } from './filter.ts'
import page from './Goal.module.css'
import { ByMeans, Facts, Lines, Papers } from './Reading.tsx'
import css from './Reading.module.css'
import { createFigures, reports } from './report-api.ts'
import { DateField, Select } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { ShiftTable } from './ShiftTable.tsx'
import { State } from './State.tsx'

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
          <Files href={dayFile(day(), site())} />
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
  const of = () => props.of
  const filter = (): ReportFilter => ({
    from: of().day,
    to: of().day,
    ...(of().siteId === null ? {} : { siteId: of().siteId ?? '' }),
  })
  return (
    <>
      <Facts
        href={of().sales > 0 ? rowsHref(filter()) : undefined}
        facts={[
          [t.reading.volume, formatEuros(of().grossC)],
          [t.reading.sales, String(of().sales)],
          [t.reading.tickets, String(of().tickets)],
          [t.reading.discounts, formatEuros(of().discountC)],
        ]}
      />
      <Show
        when={of().sales > 0 || of().shifts.length > 0 || of().sncf.tickets > 0}
        fallback={<Empty title={t.reading.none} text={t.reading.noneHelp} />}
      >
        <div class={css.sheets}>
          <ByMeans of={of().byMeans} />
          <Lines
            title={t.reading.byFamily}
            heads={[t.reading.family, t.reading.tickets, t.reading.volume]}
            lines={of().byFamily.map((one) => ({
              name: t.families[one.family],
              href: rowsHref(narrowed(filter(), 'family', one.family)),
              figures: [one.tickets, formatEuros(one.grossC)],
            }))}
          />
          <Lines
            title={t.reading.byPrincipal}
            long
            strong={1}
            heads={[t.reading.principal, t.reading.tickets, t.reading.volume, t.reading.commission]}
            lines={of().byPrincipal.map((one) => ({
              name: one.name,
              href: rowsHref(narrowed(filter(), 'provider', one.providerId)),
              figures: [one.tickets, formatEuros(one.grossC), formatEuros(one.commissionC)],
            }))}
          />
          <Lines
            title={t.reading.ownVat}
            heads={[t.reading.rate, t.reading.ht, t.reading.vat, t.reading.ttc]}
            lines={of().ownVat.map((one) => ({
              name: one.rateBp === null ? t.reading.noVat(one.exemptCode) : percent(one.rateBp / 10_000),
              figures: [one.htC, one.vatC, one.ttcC].map((c) => formatEuros(c)),
            }))}
          />
        </div>
        <Show when={of().sncf.tickets > 0}>
          <p>
            <b>{t.reading.rail}</b> {railWords(of().sncf)}
          </p>
        </Show>
        <Show when={of().shifts.length > 0}>
          <Papers title={t.reading.shifts}>
            <ShiftTable shifts={of().shifts} day={of().day} />
          </Papers>
        </Show>
      </Show>
      <p class="meta">{t.reading.note(momentOf(of().at, zone()))}</p>
    </>
  )
}

/** The SNCF's own terminal is named once something was paid on it. */
function railWords({ tickets, drawerC, terminalC }: Sheet['sncf']): string {
  const said = t.reading.railWords(t.reading.railTickets(tickets), formatEuros(drawerC))
  return terminalC > 0 ? `${said}, ${t.reading.railTerminal(formatEuros(terminalC))}.` : `${said}.`
}
