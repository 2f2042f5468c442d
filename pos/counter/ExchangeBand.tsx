import { Show } from 'solid-js'
import { correct as t } from '../text/correct.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { ApprovalFields } from '../correct/ApprovalFields.tsx'
import { GiveBack } from '../correct/GiveBack.tsx'
import css from './ExchangeBand.module.css'
import type { Till } from './till.ts'

/** Over the basket while something is exchanged: of which sale, what comes back, and the way out in one press. */
export function ExchangeBand(props: { till: Till; above?: boolean }) {
  return (
    <Show when={props.till.exchange.current()}>
      {(one) => (
        <div class={css.band} data-above={props.above ? '' : undefined}>
          <Icon name="exchange" />
          <p>
            <b>{t.exchange.band(one().sale.number)}</b>
            <span>{t.exchange.toTake(one().backC)}</span>
          </p>
          <Button kind="plain" aria-label={t.exchange.leaveLong} onClick={() => props.till.leaveExchange()}>
            {t.exchange.leave}
          </Button>
        </div>
      )}
    </Show>
  )
}

/** What the basket comes to, what comes back, and the difference: to pay, to give back, or nothing. */
export function ExchangeSum(props: { till: Till }) {
  const totalC = () => props.till.cart.view().price.totalC
  const backC = () => props.till.exchange.backC()
  const giveC = () => props.till.exchange.giveC()
  const word = () =>
    giveC() > 0 ? t.exchange.toGive : totalC() === backC() ? t.exchange.even : t.exchange.toPay
  return (
    <div class={css.sum} aria-live="polite">
      <dl>
        <dt>{t.exchange.bought}</dt>
        <dd>
          <Money cents={totalC()} plain />
        </dd>
      </dl>
      <dl>
        <dt>{t.exchange.taken}</dt>
        <dd>
          <Money cents={-backC()} plain />
        </dd>
      </dl>
      <dl class={css.total}>
        <dt>{word()}</dt>
        <dd>
          <Money cents={Math.abs(totalC() - backC())} />
        </dd>
      </dl>
    </div>
  )
}

/** In the payment: how what is left goes back, and who approves. */
export function ExchangePay(props: { till: Till }) {
  const exchange = () => props.till.exchange
  return (
    <Show when={exchange().current()}>
      {(one) => (
        <div class={css.pay} data-exchange>
          <Show when={exchange().giveC() > 0}>
            <GiveBack back={exchange().back} />
          </Show>
          <ApprovalFields quiet approval={exchange().approval} fromC={one().approvalFromC} />
        </div>
      )}
    </Show>
  )
}
