import { createEffect, For, on, onMount, Show } from 'solid-js'
import { codeEnd } from '../../api/shared/voucher-code.ts'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Coins } from './Coins.tsx'
import { CardWait } from './CardWait.tsx'
import { ExchangePay } from './ExchangeBand.tsx'
import { correct } from '../text/correct.ts'
import { MEANS_ICON } from './means-icon.ts'
import css from './Pay.module.css'
import { PayEntry } from './PayEntry.tsx'
import type { PutTender } from './payment.ts'
import { Problem } from './Problem.tsx'
import { Receipt } from './Receipt.tsx'
import { Said } from './Said.tsx'
import type { Till } from './till.ts'
import { Unanswered } from './Unanswered.tsx'

/** The left part while paying: what remains, what was put, the change; then the means and the amount. */
export function Pay(props: { till: Till }) {
  const pay = () => props.till.payment
  const focus = () => document.querySelector<HTMLElement>('aside [data-validate], [data-bar] [data-validate]')
  const shown = () => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-validate]')]
    return all.find((one) => one.offsetParent !== null) ?? focus()
  }
  onMount(() => queueMicrotask(() => pay().entry.stage === 'amount' && shown()?.focus()))
  createEffect(
    on(
      () => pay().entry.stage,
      (stage) => stage === 'amount' && queueMicrotask(() => shown()?.focus()),
      { defer: true },
    ),
  )
  return (
    <div class={css.pay} inert={props.till.sheet()}>
      <header class={css.head}>
        <Show when={!props.till.cart.state.charge}>
          <Button icon="back" cap="Échap" aria-keyshortcuts="Escape" onClick={() => props.till.toSell()}>
            {t.pay.back}
          </Button>
        </Show>
        <h1>{t.pay.title}</h1>
        <span class="meta">{props.till.cart.waiting() ? t.unanswered.closed : t.pay.hint}</span>
      </header>
      <Said till={props.till} />
      <Show
        when={!(props.till.cart.state.sent && props.till.cart.problem())}
        fallback={
          <div class={css.whole}>
            <Unanswered till={props.till} />
          </div>
        }
      >
        <Show
          when={props.till.cart.state.charge}
          fallback={
            <>
              <Due till={props.till} refocus={() => queueMicrotask(() => shown()?.focus())} />
              <Show
                when={props.till.exchange.current() && pay().debt().totalC === 0}
                fallback={<PayEntry till={props.till} />}
              >
                <div class={css.swap}>
                  <ExchangePay till={props.till} />
                  <Problem till={props.till} />
                </div>
              </Show>
            </>
          }
        >
          {(charge) => (
            <div class={css.whole}>
              <CardWait till={props.till} charge={charge()} />
            </div>
          )}
        </Show>
      </Show>
    </div>
  )
}

function Due(props: { till: Till; refocus: () => void }) {
  const pay = () => props.till.payment
  const totalC = () => pay().debt().totalC
  const giveC = () => props.till.exchange.giveC()
  const pending = () => (pay().final() || pay().entry.stage === 'ref' ? pay().pending() : null)
  const remove = (i: number) => {
    pay().remove(i)
    props.refocus()
  }
  return (
    <section class={css.due} aria-label={t.pay.remaining}>
      <div>
        <p class={css.label}>{giveC() > 0 ? correct.exchange.toGive : t.pay.remaining}</p>
        <p class={css.remaining} aria-live="polite">
          <Money cents={giveC() > 0 ? giveC() : pay().remainingC()} />
        </p>
      </div>
      <Show when={giveC() === 0}>
        <div class={css.bar} role="img" aria-label={t.pay.bar(totalC() - pay().remainingC(), totalC())}>
          <For each={pay().tenders()}>
            {(tender) => <i data-means={tender.means} style={{ 'flex-grow': tender.amountC }} />}
          </For>
          <Show when={pay().remainingC() > 0 || totalC() === 0}>
            <i style={{ 'flex-grow': Math.max(1, pay().remainingC()) }} />
          </Show>
        </div>
      </Show>
      <Show when={pay().debt().totalC > 0}>
        <ExchangePay till={props.till} />
      </Show>
      <Show when={pay().tenders().length > 0 || pending()}>
        <ul class={css.tenders}>
          <For each={pay().tenders()}>
            {(tender, i) => <Tender tender={tender} onRemove={() => remove(i())} />}
          </For>
          <Show when={pending()}>
            {(tender) => <Tender tender={tender()} now proposed={pay().entry.typed === ''} />}
          </Show>
        </ul>
      </Show>
      <Show when={pay().changeC() > 0}>
        <p class={css.give}>
          <span>
            {t.pay.change}
            <small>
              <Coins cents={pay().changeC()} />
            </small>
          </span>
          <Money cents={pay().changeC()} />
        </p>
      </Show>
      <Receipt till={props.till} />
    </section>
  )
}

/** One means and its amount. `now`: it is being entered; `proposed`: nothing of it was typed, nor received. */
function Tender(props: { tender: PutTender; now?: boolean; proposed?: boolean; onRemove?: () => void }) {
  const about = () => {
    const { means, ref, tenderedC, amountC, voucherCode } = props.tender
    if (voucherCode !== undefined) return `…${codeEnd(voucherCode)}`
    if (means === 'CASH') return props.proposed ? t.pay.toReceive : t.pay.given(tenderedC ?? amountC)
    if (means === 'ANCV_P') return t.pay.noChange
    if (means === 'CB_TERMINAL') return t.card.toAsk
    if (!ref) return props.now ? t.pay.toPut : ''
    return means === 'CB' ? t.pay.slip(ref) : t.pay.chequeNo(ref)
  }
  return (
    <li class={css.tender} data-now={props.now ? '' : undefined}>
      <Icon name={MEANS_ICON[props.tender.means]} />
      <p>
        <b>{t.pay.meansLong[props.tender.means]}</b>
        <span class="meta">{about()}</span>
      </p>
      <Money cents={props.tender.amountC} />
      <Show when={props.onRemove} fallback={<span />}>
        {(remove) => (
          <button
            type="button"
            aria-label={t.pay.remove(t.pay.meansLong[props.tender.means])}
            onClick={() => remove()()}
          >
            <Icon name="close" />
          </button>
        )}
      </Show>
    </li>
  )
}
