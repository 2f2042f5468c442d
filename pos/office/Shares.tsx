import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { Dimension, ReportFilter, Split } from '../../api/shared/report.ts'
import { shares } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { splitName } from './against.ts'
import { narrowed, rowsHref } from './filter.ts'
import { FiguresButton } from './FiguresButton.tsx'
import { FiguresTable } from './FiguresTable.tsx'
import { Section } from './Section.tsx'
import css from './Table.module.css'

/** One bar cut in the shares of a whole, each with its name and percentage. */
export function Shares(props: { by: Dimension; splits: Split[]; filter: ReportFilter }) {
  const rows = () => props.splits.filter((one) => one.now.grossC > 0)
  const parts = () => shares(rows().map((one) => one.now.grossC))
  return (
    <Show when={rows().length > 0}>
      <Section
        title={t.splits.titles[props.by]}
        act={
          <FiguresButton what={t.splits.titles[props.by]}>
            <FiguresTable
              by={props.by}
              splits={props.splits}
              filter={props.filter}
              year={Number(props.filter.from.slice(0, 4))}
            />
          </FiguresButton>
        }
      >
        <ul class={css.shares} aria-hidden="true">
          <For each={rows()}>{(one) => <li style={{ 'flex-grow': one.now.grossC }} />}</For>
        </ul>
        <ul class={css.keys}>
          <For each={rows()}>
            {(one, i) => (
              <li>
                <A href={rowsHref(narrowed(props.filter, props.by, one.key))}>
                  <b>{splitName(props.by, one)}</b> {parts()[i()]}
                </A>
              </li>
            )}
          </For>
        </ul>
      </Section>
    </Show>
  )
}
