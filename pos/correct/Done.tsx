import { For, onMount, Show } from 'solid-js'
import { toDay } from '../../api/shared/time.ts'
import { printSale } from '../counter/print-sale.ts'
import { spaced } from '../scan/FullVerdict.tsx'
import { correct as t } from '../text/correct.ts'
import { dateOf } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import type { Corrected } from './correct-api.ts'
import css from './Correct.module.css'

/** The correction is written: its number, what it gave back, its papers, and what waits. */
export function Done(props: { done: Corrected; onClose: () => void }) {
  let box: HTMLElement | undefined
  onMount(() => box?.querySelector('button')?.focus())
  return (
    <section ref={(el) => (box = el)} class={css.done} aria-label={t.done[props.done.docType]}>
      <div role="status">
        <p class="soft">
          {props.done.number}
          {'\u00a0· '}
          {t.done[props.done.docType]}
        </p>
        <p class={css.figure}>
          <Money cents={Math.abs(props.done.totalC)} />
        </p>
      </div>
      <After done={props.done} />
      <div class={css.two}>
        <PrintCorrection done={props.done} />
        <Button kind="sea" onClick={() => props.onClose()}>
          {t.done.close}
        </Button>
      </div>
    </section>
  )
}

/** Its receipt, by the register's printer: the first is the original, what follows is a numbered duplicate. */
export function PrintCorrection(props: { done: Corrected; word?: string }) {
  return (
    <Button
      icon="print"
      onClick={() => void printSale({ id: props.done.id, number: props.done.number }, { what: 'RECEIPT' })}
    >
      {props.word ?? t.done.print}
    </Button>
  )
}

/** Credit notes with their codes, and what is still to be paid. */
export function After(props: { done: Corrected }) {
  return (
    <Show when={props.done.vouchers.length + props.done.due.length > 0}>
      <ul class={css.after}>
        <For each={props.done.vouchers}>
          {(one) => (
            <li class={css.voucher}>
              <b>{t.done.voucher}</b>
              <Money cents={one.amountC} />
              <span class={css.code}>{spaced(one.code)}</span>
              <span class="meta">{t.done.until(dateOf(toDay(one.expiresOn)))}</span>
            </li>
          )}
        </For>
        <For each={props.done.due}>
          {(one) => (
            <li class={css.waits}>
              <Icon name="clock" small />
              <span>
                {t.done.due(one.amountC, one.means)},{' '}
                <Show when={one.notBefore} fallback={t.done.dueNow}>
                  {(day) => t.done.dueAfter(dateOf(toDay(day())))}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

/** The other half of an exchange, beside the new sale: what was taken back, and by which document. */
export function Exchanged(props: { done: Corrected }) {
  return (
    <div class={css.after}>
      <p class={css.waits}>
        <Icon name="exchange" small />
        <span>{t.exchange.done(Math.abs(props.done.totalC), props.done.number)}</span>
      </p>
      <After done={props.done} />
      <span>
        <PrintCorrection done={props.done} word={t.exchange.print} />
      </span>
    </div>
  )
}
