import { For, type JSX, Show } from 'solid-js'
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

/** The figures at the head of a sheet, the first the largest. */
export function Facts(props: { facts: readonly (readonly [name: string, figure: string])[] }) {
  return (
    <dl class={css.facts}>
      <For each={props.facts}>
        {([name, figure]) => (
          <div>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        )}
      </For>
    </dl>
  )
}

/** What came in by each means of payment. */
export function ByMeans(props: { of: readonly MeansTotal[] }) {
  return (
    <Show when={props.of.length > 0}>
      <Papers title={t.reading.byMeans}>
        <table class={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.reading.means}</th>
              <th scope="col">{t.reading.count}</th>
              <th scope="col">{t.reading.amount}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.of}>
              {(one) => (
                <tr>
                  <th scope="row">{t.shift.means[one.means]}</th>
                  <td>{one.count}</td>
                  <td class={table.strong}>{formatEuros(one.amountC)}</td>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t.reading.total}</th>
              <td>{props.of.reduce((sum, one) => sum + one.count, 0)}</td>
              <td>{formatEuros(sumCents(props.of.map((one) => one.amountC)))}</td>
            </tr>
          </tfoot>
        </table>
      </Papers>
    </Show>
  )
}
