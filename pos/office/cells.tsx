import { percent } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { changeWords } from './against.ts'
import css from './Table.module.css'

/** Fill of the departures in whole percents; a thing without departures has none. */
export const fillWords = (fill: number | null) =>
  fill === null ? t.office.none : percent(Math.round(fill * 100) / 100)

/** A cell: how much more or less than a year before, in words of colour and sign. */
export function Change(props: { nowC: number; beforeC: number }) {
  return (
    <td
      class={css.up}
      data-down={props.nowC < props.beforeC ? '' : undefined}
      data-none={props.beforeC <= 0 ? '' : undefined}
    >
      {changeWords(props.nowC, props.beforeC)}
    </td>
  )
}
