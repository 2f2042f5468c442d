import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { ShiftLine } from '../../api/shared/report.ts'
import { zone } from '../clock.ts'
import { numericDay, signed, timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import css from './Reading.module.css'
import table from './Table.module.css'

/** Sessions of registers, each with the way to its report. */
export function ShiftTable(props: { shifts: readonly ShiftLine[] }) {
  return (
    <div class={table.scroll} tabindex="0" role="region" aria-label={t.reading.shifts}>
      <table class={table.table}>
        <thead>
          <tr>
            <th scope="col">{t.reading.register}</th>
            <th scope="col">{t.reading.opened}</th>
            <th scope="col">{t.reading.closed}</th>
            <th scope="col">{t.reading.agent}</th>
            <th scope="col">{t.reading.sales}</th>
            <th scope="col">{t.reading.volume}</th>
            <th scope="col" data-wide>
              {t.reading.float}
            </th>
            <th scope="col">{t.reading.expected}</th>
            <th scope="col">{t.reading.counted}</th>
            <th scope="col">{t.reading.gap}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.shifts}>
            {(one) => (
              <tr>
                <th scope="row">
                  <A href={`/office/shifts/${one.id}`}>{place(one)}</A>
                </th>
                <td>
                  {numericDay(one.day)} {timeOf(one.openedAt, zone())}
                </td>
                <td>
                  <Show when={one.closedAt} fallback={t.reading.isOpen}>
                    {(at) => timeOf(at(), zone())}
                  </Show>
                </td>
                <td>{one.openedBy}</td>
                <td>{one.sales}</td>
                <td class={table.strong}>{formatEuros(one.totalC)}</td>
                <td data-wide>{formatEuros(one.floatC)}</td>
                <td>{one.expectedC === null ? '' : formatEuros(one.expectedC)}</td>
                <td>{one.countedC === null ? '' : formatEuros(one.countedC)}</td>
                <td class={css.gap} data-off={one.gapC ? '' : undefined}>
                  {one.gapC === null ? '' : signed(one.gapC)}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

/** "Plage · B2": where a session took place. */
export const place = (one: Pick<ShiftLine, 'site' | 'register'>) => `${one.site}\u00a0· ${one.register}`
