import { formatEuros } from '../../api/shared/money.ts'
import css from './Money.module.css'

/** An amount in cents, never broken over two lines. `plain` takes the weight of the text around it. */
export function Money(props: { cents: number; plain?: boolean; struck?: boolean }) {
  return (
    <span
      class={css.money}
      data-plain={props.plain ? '' : undefined}
      data-struck={props.struck ? '' : undefined}
    >
      {formatEuros(props.cents)}
    </span>
  )
}
