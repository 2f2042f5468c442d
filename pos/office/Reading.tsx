import { A } from '@solidjs/router'
import { For, type JSX, Show } from 'solid-js'
import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros, sumCents } from '../../api/shared/money.ts'
import type { MeansTotal } from '../../api/shared/report.ts'
import { t } from '../text/fr.ts'
import css from './Reading.module.css'
import table from './Table.module.css'

/** A part of a sheet of paper: its title and its table. */
export function Papers(props: { title: string; children: JSX.Element }) {
  return (
    <section class={css.part} aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.children}
    </section>
  )
}

/** The figures at the head of a sheet, the first the largest, and where their rows are. */
export function Facts(props: {
  facts: readonly (readonly [name: string, figure: string])[]
  href?: string | undefined
}) {
  return (
    <dl class={css.facts}>
      <For each={props.facts}>
        {([name, figure], i) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <Show when={i() === 0 && props.href} fallback={figure}>
                {(href) => <A href={href()}>{figure}</A>}
              </Show>
            </dd>
          </div>
        )}
      </For>
    </dl>
  )
}

/** A line of a sheet: its name, its figures as they are written, and where the rows behind them are. */
export type Line = { name: string; figures: readonly (string | number)[]; href?: string }

/**
 * A part of a sheet that is one table, nothing while it has no line. The strong column is the last one unless it is said;
 * long names take the room that the figures leave.
 */
export function Lines(props: {
  title: string
  heads: readonly string[]
  lines: readonly Line[]
  total?: Line['figures']
  strong?: number
  long?: boolean
}) {
  const strong = () => props.strong ?? props.heads.length - 2
  return (
    <Show when={props.lines.length > 0}>
      <Papers title={props.title}>
        <table class={props.long ? `${table.table} ${table.fit}` : table.table}>
          <thead>
            <tr>
              <For each={props.heads}>{(head) => <th scope="col">{head}</th>}</For>
            </tr>
          </thead>
          <tbody>
            <For each={props.lines}>
              {(line) => (
                <tr>
                  <th scope="row" title={line.name}>
                    <Show when={line.href} fallback={line.name}>
                      {(href) => <A href={href()}>{line.name}</A>}
                    </Show>
                  </th>
                  <For each={line.figures}>
                    {(figure, i) => <td class={i() === strong() ? table.strong : undefined}>{figure}</td>}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
          <Show when={props.total}>
            {(total) => (
              <tfoot>
                <tr>
                  <th scope="row">{t.reading.total}</th>
                  <For each={total()}>{(figure) => <td>{figure}</td>}</For>
                </tr>
              </tfoot>
            )}
          </Show>
        </table>
      </Papers>
    </Show>
  )
}

/** What came in by each means of payment. */
export function ByMeans(props: { of: readonly MeansTotal[] }) {
  return (
    <Lines
      title={t.reading.byMeans}
      heads={[t.reading.means, t.reading.count, t.reading.amount]}
      lines={props.of.map((one) => ({
        name: MEANS_FR[one.means],
        figures: [one.count, formatEuros(one.amountC)],
      }))}
      total={[
        props.of.reduce((sum, one) => sum + one.count, 0),
        formatEuros(sumCents(props.of.map((one) => one.amountC))),
      ]}
    />
  )
}
