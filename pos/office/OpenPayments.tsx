import { For, Show } from 'solid-js'
import { onLive } from '../api.ts'
import { zone } from '../clock.ts'
import { createKept } from '../kept.ts'
import { createLoad } from '../load.ts'
import { momentOf } from '../text/format.ts'
import { refunds as t } from '../text/refunds.ts'
import { Money } from '../ui/Money.tsx'
import css from './Refunds.module.css'
import { openPayments, type OpenPayment } from './open-payments.ts'
import { paymentStanding } from './payment-standing.ts'

/** Cards whose sale is not made, or whose money could not go back; nothing while there is none. */
export function OpenPayments() {
  const open = createLoad(openPayments)
  onLive('turnover', () => void open.reload())
  onLive('back', () => void open.reload())
  const list = createKept(() => open.data()?.payments)
  return (
    <Show when={list()?.length}>
      <section class={css.follow} aria-labelledby="payments-to-follow">
        <header>
          <h2 id="payments-to-follow">{t.follow}</h2>
          <p class="soft">{t.followHelp}</p>
        </header>
        <ul class={css.list}>
          <For each={list()}>{(one) => <Row payment={one} />}</For>
        </ul>
      </section>
    </Show>
  )
}

function Row(props: { payment: OpenPayment }) {
  const standing = () => paymentStanding(props.payment)
  return (
    <li class={css.payment}>
      <span class={css.amount}>
        <Money cents={props.payment.amountC} />
      </span>
      <span class={css.words}>
        <b>{t.followOf(props.payment.register, momentOf(props.payment.at, zone()))}</b>
        <span>{t.followActs[standing()]}</span>
        <Show when={props.payment.chargeRef}>{(ref) => <span class="meta">{t.chargeRef(ref())}</span>}</Show>
      </span>
      <span class={css.standing} data-standing={standing() === 'failed' ? 'failed' : 'asked'}>
        {t.standings[standing()]}
      </span>
    </li>
  )
}
