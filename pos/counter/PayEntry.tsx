import { createEffect, createMemo, createUniqueId, For, on, Show } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import { codeEnd } from '../../api/shared/voucher-code.ts'
import { problemText } from '../problem.ts'
import { counter as t } from '../text/counter.ts'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Notice } from '../ui/Notice.tsx'
import { NumberPad } from '../ui/NumberPad.tsx'
import { roundAmounts, voucherAmounts } from './coins.ts'
import { MEANS_ICON } from './means-icon.ts'
import css from './PayEntry.module.css'
import { allowedFor, asksCode, type PayMeans, type Proof } from './payment.ts'
import { Problem } from './Problem.tsx'
import type { Till } from './till.ts'

const MEANS: readonly { means: PayMeans; cap: string }[] = [
  { means: 'CASH', cap: 'E' },
  { means: 'CB_TERMINAL', cap: 'T' },
  { means: 'CB', cap: 'C' },
  { means: 'ANCV_P', cap: 'V' },
  { means: 'CHEQUE', cap: 'H' },
  { means: 'GIFT', cap: 'K' },
  { means: 'AVOIR', cap: 'A' },
]
const PROOFS: readonly Proof[] = ['PASSPORT', 'IDENTITY_CARD', 'RESIDENCE_PERMIT']
const short = (c: number) => formatEuros(c).replace(',00', '')

/** Means and amount. The pad never takes the focus, so that Enter keeps its meaning. */
export function PayEntry(props: { till: Till }) {
  const group = createUniqueId()
  const why = createUniqueId()
  const pay = () => props.till.payment
  return (
    <section class={css.hand} aria-label={t.pay.meansLabel}>
      <div class={css.means} role="radiogroup" aria-label={t.pay.meansLabel} onMouseDown={keepFocus}>
        <For each={MEANS.filter(({ means }) => props.till.takes(means))}>
          {({ means, cap }) => (
            <label>
              <input
                type="radio"
                name={group}
                checked={pay().entry.means === means}
                aria-keyshortcuts={cap}
                onChange={() => pay().means(means)}
              />
              <Icon name={MEANS_ICON[means]} />
              {t.pay.means[means]}
              <Kbd>{cap}</Kbd>
            </label>
          )}
        </For>
      </div>
      <Show when={pay().entry.stage === 'ref'} fallback={<Amount till={props.till} />}>
        <Slip till={props.till} why={why} />
      </Show>
      <Said till={props.till} id={why} />
      <Problem till={props.till} />
      <Show when={pay().entry.stage === 'amount'}>
        <Quick till={props.till} />
      </Show>
      <Show when={!asksCode(pay().entry)}>
        <div onMouseDown={keepFocus} role="presentation">
          <Show when={pay().entry.stage === 'ref'} fallback={<NumberPad onPress={(key) => pay().key(key)} />}>
            <NumberPad whole onPress={(key) => pay().key(key)} />
          </Show>
        </div>
      </Show>
    </section>
  )
}

const keepFocus = (event: MouseEvent) => event.preventDefault()

function Amount(props: { till: Till }) {
  const pay = () => props.till.payment
  const typed = () => pay().entry.typed
  const label = () => {
    const { means, voucher } = pay().entry
    if (voucher) return t.pay.onVoucher(codeEnd(voucher.code), voucher.balanceC)
    return means === 'CASH' ? t.pay.entered : t.pay.enteredOther
  }
  return (
    <p class={css.got}>
      <span class="soft">{label()}</span>
      <output aria-label={label()} data-proposed={typed() === '' ? '' : undefined}>
        {typed() === '' ? formatEuros(pay().amountC() ?? 0) : `${typed()}\u00a0€`}
      </output>
    </p>
  )
}

/** The number on the terminal's slip, on the cheque or on the gift card. */
function Slip(props: { till: Till; why: string }) {
  const pay = () => props.till.payment
  const isVoucher = () => asksCode(pay().entry)
  const isWrong = () => pay().said()?.why === 'ref' || pay().said()?.why === 'code'
  // The integrated terminal has no number to type.
  const refMeans = () => {
    const { means } = pay().entry
    return means === 'CB_TERMINAL' ? 'CB' : means
  }
  let field: HTMLInputElement | undefined
  createEffect(
    on(
      () => pay().entry.means,
      () => queueMicrotask(() => field?.focus()),
    ),
  )
  return (
    <label class={css.got}>
      <span class="soft">{t.pay.fields[refMeans()]}</span>
      <input
        ref={(el) => (field = el)}
        inputmode={isVoucher() ? 'text' : 'none'}
        autocapitalize="characters"
        spellcheck={false}
        data-code={isVoucher() ? '' : undefined}
        autocomplete="off"
        aria-invalid={isWrong() ? 'true' : undefined}
        aria-describedby={isWrong() ? props.why : undefined}
        prop:value={pay().entry.ref}
        onInput={(event) => pay().setRef(event.currentTarget.value)}
      />
    </label>
  )
}

/** Why the tender cannot be put, in the words of the rule; and the proof that lifts the ceiling. */
function Said(props: { till: Till; id: string }) {
  const pay = () => props.till.payment
  const words = () => {
    const said = pay().said()
    if (!said) return null
    const r = t.pay.refusals
    if (said.why === 'no_change') return r.no_change(t.pay.meansLong[said.means], said.maxC)
    if (said.why === 'services_only') return r.services_only(said.maxC)
    if (said.why === 'too_much') return r.too_much(said.maxC)
    if (said.why === 'over') return r.over(said.overC)
    if (said.why === 'ceiling') return r.ceiling(said.ceilingC, said.provable)
    if (said.why === 'no_voucher') return r.no_voucher(said.maxC)
    if (said.why === 'short') return r.short(said.balanceC)
    if (said.why === 'code')
      return said.fault === 'signs' || said.fault === 'expired' ? r[said.fault] : problemText(said.fault)
    if (said.why === 'ref') return said.fault === 'card' ? r.ref.card(said.means) : r.ref[said.fault]
    if (said.why === 'card_last') return t.card.last
    if (said.why === 'card_least') return t.card.least
    return r[said.why]
  }
  const provable = () => {
    const said = pay().said()
    return (said?.why === 'ceiling' && said.provable) || pay().entry.proof !== null
  }
  return (
    <>
      <Show when={words()}>
        {(text) => (
          <Notice kind="tan" id={props.id}>
            {text()}
          </Notice>
        )}
      </Show>
      <Show when={provable()}>
        <fieldset class={css.proof} onMouseDown={keepFocus}>
          <legend>{t.pay.proof}</legend>
          <For each={PROOFS}>
            {(proof) => (
              <button
                type="button"
                aria-pressed={pay().entry.proof === proof}
                onClick={() => pay().setProof(proof)}
              >
                {t.pay.proofs[proof]}
              </button>
            )}
          </For>
        </fieldset>
      </Show>
    </>
  )
}

/** Amounts in one press: what remains, and what the visitor probably hands over. */
function Quick(props: { till: Till }) {
  const pay = () => props.till.payment
  const restC = () => allowedFor(pay().entry.means, pay().debt(), pay().tenders(), pay().entry.voucher)
  const rounds = createMemo(() => {
    if (pay().entry.means === 'CASH') return roundAmounts(pay().remainingC())
    return pay().entry.means === 'ANCV_P' ? voucherAmounts(restC()).slice(-3) : []
  })
  const word = () =>
    pay().entry.means === 'CASH'
      ? t.pay.exact
      : pay().entry.means === 'ANCV_P' || pay().entry.voucher
        ? t.pay.most
        : t.pay.all
  return (
    <Show when={restC() > 0}>
      <div class={css.quick} data-alone={rounds().length === 0 ? '' : undefined} onMouseDown={keepFocus}>
        <button type="button" aria-keyshortcuts="=" onClick={() => pay().exact()}>
          {formatEuros(restC())}
          <small>
            {word()} <Kbd>=</Kbd>
          </small>
        </button>
        <For each={rounds()}>
          {(c) => (
            <button
              type="button"
              aria-pressed={pay().entry.typed !== '' && pay().amountC() === c}
              onClick={() => pay().quick(c)}
            >
              {short(c)}
            </button>
          )}
        </For>
      </div>
    </Show>
  )
}
