import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { Dashboard, Dimension, ReportFilter } from '../../api/shared/report.ts'
import { wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { splitName } from './against.ts'
import { Change } from './cells.tsx'
import { rowsHref, narrowed } from './filter.ts'
import { FiguresButton } from './FiguresButton.tsx'
import { FiguresTable } from './FiguresTable.tsx'
import { Section } from './Section.tsx'
import css from './Table.module.css'

/** A bar for each value of a dimension, the mark of the year before across it, and the change in figures. */
export function SplitBars(props: {
  by: Dimension
  of: Dashboard
  filter: ReportFilter
  /** What the mark across a bar is. */
  mark: string
  /** At most this many; the others are in the table. */
  most?: number
}) {
  const all = () => props.of.by[props.by]
  const rows = () => all().slice(0, props.most ?? all().length)
  const most = () => Math.max(1, ...all().flatMap((one) => [one.now.grossC, one.before.grossC]))
  const part = (c: number) => `${Math.max(0, c / most()) * 100}%`
  const compared = () => all().some((one) => one.before.grossC > 0)
  const word = () => (rows().length < all().length ? t.goal.allOf(all().length) : undefined)
  return (
    <Section
      title={t.splits.titles[props.by]}
      also={compared() ? props.mark : undefined}
      act={
        <Show when={all().length > 0}>
          <FiguresButton what={t.splits.titles[props.by]} word={word()}>
            <FiguresTable by={props.by} splits={all()} filter={props.filter} year={props.of.year} />
          </FiguresButton>
        </Show>
      }
    >
      <Show when={all().length > 0} fallback={<p class={css.none}>{t.splits.empty}</p>}>
        <table class={`${css.table} ${css.bars}`}>
          <thead class="sr">
            <tr>
              <th scope="col">{t.splits.heads[props.by]}</th>
              <td />
              <th scope="col">{t.splits.volume}</th>
              <th scope="col">{t.splits.change}</th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {(one) => (
                <tr>
                  <th scope="row" title={splitName(props.by, one)}>
                    <A href={rowsHref(narrowed(props.filter, props.by, one.key))}>
                      {splitName(props.by, one)}
                    </A>
                  </th>
                  <td class={css.bar}>
                    <span class={css.track}>
                      <i style={{ width: part(one.now.grossC) }} />
                      <Show when={one.before.grossC > 0}>
                        <u style={{ left: part(one.before.grossC) }} />
                      </Show>
                    </span>
                  </td>
                  <td class={css.strong}>{wholeEuros(one.now.grossC)}</td>
                  <Show when={compared()} fallback={<td />}>
                    <Change nowC={one.now.grossC} beforeC={one.before.grossC} />
                  </Show>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </Section>
  )
}
