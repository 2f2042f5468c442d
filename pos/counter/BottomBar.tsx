import { Show } from 'solid-js'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Money } from '../ui/Money.tsx'
import css from './BottomBar.module.css'
import { Problem } from './Problem.tsx'
import type { Till } from './till.ts'
import { ValidateButton } from './ValidateButton.tsx'

/** On a phone: the total opens the basket as a sheet, and the gorse button is always under the thumb. */
export function BottomBar(props: { till: Till }) {
  const view = () => props.till.cart.view()
  return (
    <Show when={props.till.cart.state.lines.length > 0 && !props.till.sheet()}>
      <div class={css.bar} data-bar>
        <Show when={props.till.mode() === 'sell'} fallback={<ValidateButton till={props.till} />}>
          <div class={css.said}>
            <Problem till={props.till} />
          </div>
          <button
            type="button"
            class={css.total}
            aria-haspopup="dialog"
            onClick={() => props.till.setSheet(true)}
          >
            <Money cents={view().price.totalC - props.till.exchange.backC()} />
            <span class="soft">{t.basket.seatsSee(view().seats)}</span>
          </button>
          <Button kind="gorse" size="pay" busy={props.till.cart.busy()} onClick={() => props.till.toPay()}>
            {props.till.payWord()}
          </Button>
        </Show>
      </div>
    </Show>
  )
}
