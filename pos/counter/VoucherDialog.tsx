import { createSignal, For, onMount, Show } from 'solid-js'
import { toDay } from '../../api/shared/time.ts'
import { printedCode, toVoucherCode } from '../../api/shared/voucher-code.ts'
import { zone } from '../clock.ts'
import { problemText } from '../problem.ts'
import { cards as t } from '../text/cards.ts'
import { dayOf, numericDay, shortDay } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Till } from './till.ts'
import { tillApi, type VoucherAnswer } from './till-api.ts'
import css from './VoucherDialog.module.css'

/** What is left on a gift card or a credit note, by its code or its square, and how it came about. */
export function VoucherDialog(props: { till: Till }) {
  const dialogs = () => props.till.dialogs
  const asked = () => {
    const one = dialogs().asked()
    return one?.what === 'voucher' ? one : null
  }
  return (
    <Dialog open={asked() !== null} title={t.voucherTitle} onClose={() => dialogs().close()}>
      <Show when={asked()} keyed>
        {(one) => <Form code={one.code} />}
      </Show>
    </Dialog>
  )
}

function Form(props: { code: string | null }) {
  const [typed, setTyped] = createSignal(
    props.code === null ? '' : printedCode(toVoucherCode(props.code) ?? props.code),
  )
  const [fault, setFault] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [found, setFound] = createSignal<VoucherAnswer | null>(null)

  async function read() {
    const code = toVoucherCode(typed())
    setFound(null)
    setFault(null)
    if (code === null) return setFault(t.codeWrong)
    setBusy(true)
    try {
      setFound(await tillApi.voucher(code))
    } catch (error) {
      setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  onMount(() => props.code !== null && void read())

  return (
    <form
      class={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void read()
      }}
    >
      <Field
        label={t.code}
        value={typed()}
        onText={(text) => {
          setTyped(text)
          setFault(null)
        }}
        hint={t.codeHint}
        error={fault()}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        data-scan
        autofocus
      />
      <Button type="submit" kind={found() ? 'plain' : 'sea'} size="big" wide cap="Entrée" busy={busy()}>
        {t.read}
      </Button>
      <Show when={found()}>{(one) => <Voucher of={one()} />}</Show>
    </form>
  )
}

function Voucher(props: { of: VoucherAnswer }) {
  const until = () => numericDay(toDay(props.of.expiresOn))
  return (
    <section class={css.voucher} aria-live="polite">
      <p class={css.head}>
        <b>{t.kinds[props.of.kind]}</b> <span class="meta">{t.end(props.of.end)}</span>
      </p>
      <p class={css.left}>
        <span class="soft">{t.left}</span>
        <Money cents={props.of.balanceC} />
        <span class="meta">{t.of(props.of.initialC)}</span>
      </p>
      <Show when={props.of.isExpired} fallback={<p class="soft">{t.until(until())}</p>}>
        <Notice kind="tan">{t.since(until())}</Notice>
      </Show>
      <ul class={css.movements}>
        <For each={props.of.movements}>
          {(one) => (
            <li>
              <span>
                {t.movements[one.kind]} <span class="meta">{one.number ?? ''}</span>
              </span>
              <span class="meta">{shortDay(dayOf(one.at, zone()))}</span>
              <Money cents={one.amountC} />
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}
