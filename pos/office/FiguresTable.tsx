import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { Dimension, Figures, ReportFilter, Split } from '../../api/shared/report.ts'
import { countOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { splitName } from './against.ts'
import { Change, fillWords } from './cells.tsx'
import { Files } from './Files.tsx'
import { figuresFile, narrowed, rowsHref } from './filter.ts'
import css from './Table.module.css'

const total = (splits: readonly Split[], of: 'now' | 'before', key: keyof Figures) =>
  splits.reduce((sum, one) => sum + one[of][key], 0)

/** Every figure of a dimension, to the cent, each with the way to its rows. */
export function FiguresTable(props: { by: Dimension; splits: Split[]; filter: ReportFilter; year: number }) {
  const filled = () => props.splits.some((one) => one.fill !== null)
  return (
    <>
      <div class={css.scroll} tabindex="0" role="region" aria-label={t.splits.titles[props.by]}>
        <table class={css.table}>
          <thead>
            <tr>
              <th scope="col">{t.splits.heads[props.by]}</th>
              <th scope="col">{t.splits.volume}</th>
              <th scope="col">{t.splits.before(props.year - 1)}</th>
              <th scope="col">{t.splits.change}</th>
              <th scope="col">{t.splits.ownHt}</th>
              <th scope="col">{t.splits.commission}</th>
              <th scope="col">{t.splits.tickets}</th>
              <Show when={filled()}>
                <th scope="col">{t.splits.fill}</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={props.splits}>
              {(one) => (
                <tr>
                  <th scope="row" title={splitName(props.by, one)}>
                    <A href={rowsHref(narrowed(props.filter, props.by, one.key))}>
                      {splitName(props.by, one)}
                    </A>
                  </th>
                  <td class={css.strong}>{formatEuros(one.now.grossC)}</td>
                  <td>{formatEuros(one.before.grossC)}</td>
                  <Change nowC={one.now.grossC} beforeC={one.before.grossC} />
                  <td>{formatEuros(one.now.ownHtC)}</td>
                  <td>{formatEuros(one.now.commissionC)}</td>
                  <td>{countOf(one.now.tickets)}</td>
                  <Show when={filled()}>
                    <td>{fillWords(one.fill)}</td>
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t.splits.total}</th>
              <td>{formatEuros(total(props.splits, 'now', 'grossC'))}</td>
              <td>{formatEuros(total(props.splits, 'before', 'grossC'))}</td>
              <Change
                nowC={total(props.splits, 'now', 'grossC')}
                beforeC={total(props.splits, 'before', 'grossC')}
              />
              <td>{formatEuros(total(props.splits, 'now', 'ownHtC'))}</td>
              <td>{formatEuros(total(props.splits, 'now', 'commissionC'))}</td>
              <td>{countOf(total(props.splits, 'now', 'tickets'))}</td>
              <Show when={filled()}>
                <td />
              </Show>
            </tr>
          </tfoot>
        </table>
      </div>
      <Files href={figuresFile(props.by, props.filter)} />
    </>
  )
}
