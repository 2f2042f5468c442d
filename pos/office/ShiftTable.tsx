import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import type { ShiftLine } from '../../api/shared/report.ts'
import type { Day } from '../../api/shared/time.ts'
import { zone } from '../clock.ts'
import { daysWords, signed, timeOf } from '../text/format.ts'
import { t } from '../text/fr.ts'
import css from './Reading.module.css'
import table from './Table.module.css'

/** Sessions of registers, each with the way to its report; `day` is the one that the page is about. */
export function ShiftTable(props: { shifts: readonly ShiftLine[]; day?: Day }) {
  const said = () => daysWords(props.shifts.map((one) => one.day))
  /** The day that the page is about goes without saying. */
  const opened = (one: ShiftLine) => (one.day === props.day ? '' : `${said()(one.day)} `)
  return (
    <div class={table.scroll} tabindex="0" role="region" aria-label={t.reading.shifts}>
      <table class={`${table.table} ${css.shifts}`}>
        <thead>
          <tr>
            <th scope="col">{t.reading.register}</th>
            <th scope="col" class={table.word}>
              {t.reading.opened}
            </th>
            <th scope="col" data-mid>
              {t.reading.closed}
            </th>
            <th scope="col" data-mid class={table.word}>
              {t.reading.agent}
            </th>
            <th scope="col" data-mid>
              {t.reading.sales}
            </th>
            <th scope="col">{t.reading.volume}</th>
            <th scope="col" data-wide>
              {t.reading.float}
            </th>
            <th scope="col" data-mid>
              {t.reading.expected}
            </th>
            <th scope="col" data-mid>
              {t.reading.counted}
            </th>
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
                <td class={table.word}>
                  {opened(one)}
                  {timeOf(one.openedAt, zone())}
                </td>
                <td data-mid>
                  <Show when={one.closedAt} fallback={t.reading.isOpen}>
                    {(at) => timeOf(at(), zone())}
                  </Show>
                </td>
                <td data-mid class={table.word}>
                  {one.openedBy}
                </td>
                <td data-mid>{one.sales}</td>
                <td class={table.strong}>{formatEuros(one.totalC)}</td>
                <td data-wide>{formatEuros(one.floatC)}</td>
                <td data-mid>{one.expectedC === null ? '' : formatEuros(one.expectedC)}</td>
                <td data-mid>{one.countedC === null ? '' : formatEuros(one.countedC)}</td>
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
