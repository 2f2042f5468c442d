import { A, useSearchParams } from '@solidjs/router'
import { createComputed, createMemo, createSignal, For, on, onMount, Show, untrack } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { Figures, ReportFilter, ReportRow, ReportRows } from '../../api/shared/report.ts'
import type { Day } from '../../api/shared/time.ts'
import { may } from '../../api/shared/role.ts'
import { today, zone } from '../clock.ts'
import { createKept, renewed } from '../kept.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { countOf, dateOf, dayOf, daysWords, timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Files } from './Files.tsx'
import { queryOf, readParams, rowsFile } from './filter.ts'
import page from './Goal.module.css'
import { createFigures, reports } from './report-api.ts'
import css from './Sales.module.css'
import { SalesFilters } from './SalesFilters.tsx'
import { State } from './State.tsx'

/** The rows behind every figure: what the address asks for, their sums, and files of them. */
export function Sales() {
  const [params] = useSearchParams()
  const asked = createMemo(() => readParams(params, today()))
  /** By value: the same filters asked in other words are the same question. */
  const key = createMemo(() => JSON.stringify(queryOf(asked().filter)))
  const filter = createMemo(on(key, () => asked().filter))
  const rows = createFigures(
    filter,
    async (wanted) => ({ wanted, page: await reports.rows(wanted) }),
    (wanted) => wanted.to,
  )
  onMount(() => {
    document.title = `${t.soldRows.title} · Guichet`
  })
  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>
          {t.soldRows.title} <small>{t.soldRows.span(dateOf(filter().from), dateOf(filter().to))}</small>
        </h1>
        <span class={page.tools}>
          <Files href={rowsFile(filter())} />
          <Button icon="print" onClick={() => print()}>
            {t.office.print}
          </Button>
        </span>
      </header>
      <SalesFilters asked={asked()} />
      <State load={rows} rows={8} height={28}>
        {(first) => <Found first={first()} />}
      </State>
    </main>
  )
}

/** The first page of a question. */
type First = { wanted: ReportFilter; page: ReportRows }
type Line = ReportRow & { key: string }

const linesOf = (rows: readonly ReportRow[]): Line[] =>
  rows.map((row) => ({ ...row, key: `${row.saleId} ${row.n}` }))
/** A line of a sale never moves. */
const ROW_KEYS = { id: (line: Line) => line.key, place: (line: Line) => line.key }

/** The first page and what was asked for after it, which stays when the first page is read again after a sale. */
function Found(props: { first: First }) {
  const [lines, setLines] = createSignal<Line[]>([])
  const [next, setNext] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<unknown>(null)
  createComputed(
    on(
      () => props.first,
      ({ wanted, page }, before) => {
        const first = linesOf(page.rows)
        const isSame = before?.wanted === wanted
        const all = isSame ? renewed(untrack(lines), first, page.next === null, ROW_KEYS) : first
        if (all.length === first.length) setNext(page.next)
        setLines(all)
      },
    ),
  )
  const kept = createKept(lines, 'key')
  const all = () => kept() ?? []

  async function more() {
    const after = next()
    const { wanted } = props.first
    if (!after) return
    setBusy(true)
    setProblem(null)
    try {
      const read = await reports.rows(wanted, after)
      // Other filters meanwhile, or another end of the list: what was asked for follows nothing shown.
      if (wanted !== props.first.wanted || after !== next()) return
      setLines((old) => [...old, ...linesOf(read.rows)])
      setNext(read.next)
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Show
      when={props.first.page.rows.length > 0}
      fallback={<Empty title={t.soldRows.none} text={t.soldRows.noneHelp} />}
    >
      <Sums of={props.first.page.total} />
      <Rows rows={all()} filter={props.first.wanted} />
      <Show when={problem()}>{(error) => <Notice kind="tan">{problemText(error())}</Notice>}</Show>
      <footer class={css.foot}>
        <span class="meta" role="status">
          {t.soldRows.shown(all().length)}
        </span>
        <Show when={next()}>
          <Button busy={busy()} onClick={() => void more()}>
            {t.soldRows.more}
          </Button>
        </Show>
      </footer>
    </Show>
  )
}

/** What all the rows add up to, those not shown yet included. */
export function Sums(props: { of: Figures }) {
  return (
    <dl class={css.sums} aria-label={t.soldRows.sums}>
      <div>
        <dt>{t.splits.volume}</dt>
        <dd>{formatEuros(props.of.grossC)}</dd>
      </div>
      <div>
        <dt>{t.splits.ownHt}</dt>
        <dd>{formatEuros(props.of.ownHtC)}</dd>
      </div>
      <div>
        <dt>{t.splits.commission}</dt>
        <dd>{formatEuros(props.of.commissionC)}</dd>
      </div>
      <div>
        <dt>{t.splits.tickets}</dt>
        <dd>{countOf(props.of.tickets)}</dd>
      </div>
      <div>
        <dt>{t.splits.sales}</dt>
        <dd>{countOf(props.of.sales)}</dd>
      </div>
    </dl>
  )
}

function Rows(props: { rows: readonly ReportRow[]; filter: ReportFilter }) {
  const { agent } = useSession()
  const linked = () => may(agent()?.roles ?? [], 'order.read')
  /** Of the span and not of the page: more rows change nothing that is read already. */
  const said = createMemo(() => daysWords([props.filter.from, props.filter.to]))
  return (
    <div class={css.scroll} tabindex="0" role="region" aria-label={t.soldRows.lines}>
      <table class={css.rows}>
        <thead>
          <tr>
            <th scope="col">{t.soldRows.when}</th>
            <th scope="col">{t.soldRows.number}</th>
            <th scope="col">{t.soldRows.product}</th>
            <th scope="col" data-wide>
              {t.soldRows.provider}
            </th>
            <th scope="col" data-mid>
              {t.soldRows.place}
            </th>
            <th scope="col" data-mid>
              {t.soldRows.agent}
            </th>
            <th scope="col" class={css.n}>
              {t.soldRows.qty}
            </th>
            <th scope="col" class={css.n} data-wide>
              {t.soldRows.discount}
            </th>
            <th scope="col" class={css.n}>
              {t.soldRows.total}
            </th>
            <th scope="col" class={css.n} data-mid>
              {t.soldRows.own}
            </th>
            <th scope="col" class={css.n} data-mid>
              {t.soldRows.commission}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>{(row) => <Row row={row} day={said()} linked={linked()} />}</For>
        </tbody>
      </table>
    </div>
  )
}

function Row(props: { row: ReportRow; day: (day: Day) => string; linked: boolean }) {
  const amount = (c: number) => (c === 0 ? '' : formatEuros(c))
  const what = () => [props.row.product, props.row.fare].filter(Boolean).join(', ')
  return (
    <tr>
      <td>
        {props.day(dayOf(props.row.at, zone()))} <b>{timeOf(props.row.at, zone())}</b>
      </td>
      <td>
        <Show when={props.linked} fallback={props.row.number}>
          <A href={`/orders/${props.row.orderId}`}>{props.row.number}</A>
        </Show>
      </td>
      <td class={css.what} title={what()}>
        <span>
          <span>{props.row.product}</span>
          <Show when={props.row.fare}>{(fare) => <span class="soft"> {fare()}</span>}</Show>
        </span>
      </td>
      <td class={css.name} data-wide title={props.row.provider ?? ''}>
        {props.row.provider}
      </td>
      <td data-mid>{props.row.register}</td>
      <td class={css.agent} data-mid title={props.row.agent}>
        {props.row.agent}
      </td>
      <td class={css.n}>{props.row.qty}</td>
      <td class={css.n} data-wide>
        {amount(0 - props.row.discountC)}
      </td>
      <td class={`${css.n} ${css.strong}`}>{formatEuros(props.row.totalC)}</td>
      <td class={css.n} data-mid>
        {amount(props.row.ownHtC)}
      </td>
      <td class={css.n} data-mid>
        {amount(props.row.commissionC)}
      </td>
    </tr>
  )
}
