import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { Dashboard, ReportFilter } from '../../api/shared/report.ts'
import { type Day, plusDays } from '../../api/shared/time.ts'
import { monthOf, whole, wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { inYear, likelyOn, valueAt } from './curve.ts'
import { Files } from './Files.tsx'
import { figuresFile, narrowed, rowsHref } from './filter.ts'
import css from './Table.module.css'

type MonthRow = {
  month: string
  last: Day
  day: Day
  nowC: number | null
  beforeC: number
  likelyC: number | null
}

/** The curves in figures: what each month brought, and the sums at its end. */
export function CurveTable(props: { of: Dashboard; filter: ReportFilter }) {
  const rows = (): MonthRow[] =>
    Array.from({ length: 12 }, (_, i) => {
      const month = `${props.of.year}-${String(i + 1).padStart(2, '0')}`
      const next = i === 11 ? `${props.of.year + 1}-01` : `${props.of.year}-${String(i + 2).padStart(2, '0')}`
      const last = plusDays(`${next}-01` as Day, -1)
      const begun = `${month}-01` <= props.of.to
      return {
        month,
        last,
        day: `${month}-01` as Day,
        nowC: begun ? valueAt(props.of.curve, last) : null,
        beforeC: valueAt(props.of.curveBefore, inYear(last, props.of.year - 1)),
        likelyC: last > props.of.to ? likelyOn(props.of.forecast?.curve ?? [], last) : null,
      }
    })
  const inMonth = (i: number) => {
    const nowC = rows()[i]?.nowC
    // Of the sums as they are written: the column adds up to the next one.
    return nowC === null || nowC === undefined ? null : whole(nowC) - whole(rows()[i - 1]?.nowC ?? 0)
  }
  const euros = (c: number | null) => (c === null ? '' : wholeEuros(c))
  return (
    <>
      <div class={css.scroll}>
        <table class={css.table}>
          <thead>
            <tr>
              <th scope="col">{t.goal.month}</th>
              <th scope="col">{t.goal.inMonth}</th>
              <th scope="col">{t.goal.sinceJanuary}</th>
              <th scope="col">{t.goal.endOfMonth(props.of.year - 1)}</th>
              <th scope="col">{t.goal.likelyColumn}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(row, i) => (
                <tr>
                  <th scope="row">
                    <Show when={row.nowC !== null} fallback={monthOf(row.day)}>
                      <A href={rowsHref(narrowed(props.filter, 'month', row.month))}>{monthOf(row.day)}</A>
                    </Show>
                  </th>
                  <td class={css.strong}>{euros(inMonth(i()))}</td>
                  <td>{euros(row.nowC)}</td>
                  <td>{euros(row.beforeC)}</td>
                  <td>{euros(row.likelyC)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Files href={figuresFile('month', props.filter)} />
    </>
  )
}
