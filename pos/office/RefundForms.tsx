import { createSignal, Show } from 'solid-js'
import { readIban } from '../../api/shared/iban.ts'
import { refuseTenderRef } from '../../api/shared/ref.ts'
import { problemText } from '../problem.ts'
import { focusWrong } from '../correct/place.ts'
import { spaced } from '../scan/FullVerdict.tsx'
import { refunds as t } from '../text/refunds.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import css from './Refunds.module.css'
import { refundsApi, type Refund } from './refunds-api.ts'

/** Sends once what a form asks for, and says what went wrong. */
function createSend() {
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)
  return {
    busy,
    failed,
    async send(ask: () => Promise<unknown>, done: () => void): Promise<void> {
      if (busy()) return
      setBusy(true)
      setFailed(null)
      try {
        await ask()
        done()
      } catch (error) {
        setFailed(problemText(error))
      } finally {
        setBusy(false)
      }
    },
  }
}

/** The account to credit: read and copied, or typed in while nobody has given it. */
export function RefundAccount(props: { refund: Refund; onChanged: () => void }) {
  const [editing, setEditing] = createSignal(false)
  const [copied, setCopied] = createSignal(false)
  const copy = async (iban: string) => {
    await navigator.clipboard.writeText(iban)
    setCopied(true)
  }
  return (
    <Show
      when={!editing() && props.refund.iban}
      fallback={
        <AccountForm
          refund={props.refund}
          onSaved={() => {
            setEditing(false)
            props.onChanged()
          }}
        />
      }
    >
      {(iban) => (
        <div class={css.account}>
          <p>
            <b>{props.refund.holder ?? t.noHolder}</b>
            <span class={css.iban}>{spaced(iban()).replaceAll('\u00a0', ' ')}</span>
          </p>
          <span class={css.acts}>
            <Button onClick={() => void copy(iban())}>{t.copy}</Button>
            <Button kind="plain" onClick={() => setEditing(true)}>
              {t.correct}
            </Button>
          </span>
          <p class="sr" role="status">
            {copied() ? t.copied : ''}
          </p>
        </div>
      )}
    </Show>
  )
}

function AccountForm(props: { refund: Refund; onSaved: () => void }) {
  const [iban, setIban] = createSignal(props.refund.iban ?? '')
  const [holder, setHolder] = createSignal(props.refund.holder ?? '')
  const [tried, setTried] = createSignal(false)
  const sending = createSend()
  let form: HTMLFormElement | undefined
  const wrong = () => ({
    iban: readIban(iban()) === null ? t.badIban : null,
    holder: holder().trim() === '' ? t.holderNeeded : null,
  })
  const press = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (wrong().iban || wrong().holder) return focusWrong(form)
    const account = { iban: readIban(iban()) ?? '', holder: holder().trim() }
    void sending.send(() => refundsApi.account(props.refund.id, account), props.onSaved)
  }
  return (
    <form ref={(el) => (form = el)} class={css.form} novalidate onSubmit={press}>
      <Field
        label={t.holder}
        name="holder"
        autocomplete="off"
        maxlength="120"
        value={holder()}
        error={tried() ? wrong().holder : null}
        onText={setHolder}
      />
      <Field
        label={t.iban}
        name="iban"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxlength="42"
        value={iban()}
        error={tried() ? wrong().iban : null}
        onText={setIban}
      />
      <Show when={sending.failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button type="submit" busy={sending.busy()}>
        {t.keep}
      </Button>
    </form>
  )
}

/** The transfer is made at the bank: its reference, as the statement will show it, ends what is owed. */
export function RefundPaid(props: { refund: Refund; onPaid: (ref: string) => void }) {
  const [ref, setRef] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const sending = createSend()
  let form: HTMLFormElement | undefined
  const fault = () => refuseTenderRef(ref())
  const press = (event: Event) => {
    event.preventDefault()
    setTried(true)
    const said = ref().trim()
    if (fault()) return focusWrong(form)
    void sending.send(
      () => refundsApi.paid(props.refund.id, said),
      () => props.onPaid(said),
    )
  }
  return (
    <form ref={(el) => (form = el)} class={css.pay} novalidate onSubmit={press}>
      <Field
        label={t.ref}
        name="ref"
        autocomplete="off"
        maxlength="40"
        value={ref()}
        hint={t.refHint}
        error={tried() && fault() ? t.refFaults[fault() ?? 'empty'] : null}
        onText={setRef}
      />
      <Button kind="sea" size="big" type="submit" busy={sending.busy()}>
        {t.paid(props.refund.amountC)}
      </Button>
      <Show when={sending.failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
    </form>
  )
}
