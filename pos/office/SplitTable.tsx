import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { Dashboard, ReportFilter } from '../../api/shared/report.ts'
import { wholeEuros } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { splitName } from './against.ts'
import { fillWords } from './cells.tsx'
import { narrowed, rowsHref } from './filter.ts'
import { FiguresButton } from './FiguresButton.tsx'
import { FiguresTable } from './FiguresTable.tsx'
import { Section } from './Section.tsx'
import css from './Table.module.css'

/** Providers or products: what was sold for each, what the office earned on it, how full their departures were. */
export function SplitTable(props: {
  by: 'provider' | 'product'
  of: Dashboard
  filter: ReportFilter
  most: number
}) {
  const all = () => props.of.by[props.by]
  return (
    <Section
      title={t.splits.titles[props.by]}
      act={
        <Show when={all().length > 0}>
          <FiguresButton
            what={t.splits.titles[props.by]}
            word={all().length > props.most ? t.goal.allOf(all().length) : undefined}
          >
            <FiguresTable by={props.by} splits={all()} filter={props.filter} year={props.of.year} />
          </FiguresButton>
        </Show>
      }
    >
      <Show when={all().length > 0} fallback={<p class={css.none}>{t.splits.empty}</p>}>
        <table class={`${css.table} ${css.fit}`}>
          <thead>
            <tr>
              <th scope="col">{t.splits.heads[props.by]}</th>
              <th scope="col">{t.splits.volume}</th>
              <th scope="col">{t.splits.commission}</th>
              <th scope="col">{t.splits.fill}</th>
            </tr>
          </thead>
          <tbody>
            <For each={all().slice(0, props.most)}>
              {(one) => (
                <tr>
                  <th scope="row" title={splitName(props.by, one)}>
                    <A href={rowsHref(narrowed(props.filter, props.by, one.key))}>
                      {splitName(props.by, one)}
                    </A>
                  </th>
                  <td class={css.strong}>{wholeEuros(one.now.grossC)}</td>
                  <td>{wholeEuros(one.now.commissionC)}</td>
                  <td>{fillWords(one.fill)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </Section>
  )
}
