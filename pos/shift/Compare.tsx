import { formatEuros } from '../../api/shared/money.ts'
import { signed } from '../text/format.ts'
import { t } from '../text/fr.ts'
import { Money } from '../ui/Money.tsx'
import css from './Shift.module.css'

/** Expected, counted, gap: three figures, and the gap in words. */
export function Compare(props: { expectedC: number; countedC: number }) {
  const gap = () => props.countedC - props.expectedC
  const words = () => {
    if (gap() === 0) return t.shift.exact
    return gap() < 0 ? t.shift.missing(formatEuros(-gap())) : t.shift.surplus(formatEuros(gap()))
  }
  return (
    <>
      <dl class={css.compare}>
        <div>
          <dt>{t.shift.expected}</dt>
          <dd>
            <Money cents={props.expectedC} plain />
          </dd>
        </div>
        <div>
          <dt>{t.shift.counted}</dt>
          <dd>
            <Money cents={props.countedC} plain />
          </dd>
        </div>
        <div data-gap={gap() === 0 ? 'none' : 'off'}>
          <dt>{t.shift.gap}</dt>
          <dd>{signed(gap())}</dd>
        </div>
      </dl>
      <p role="status">{words()}</p>
    </>
  )
}
