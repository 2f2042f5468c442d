import { createSignal, Show } from 'solid-js'
import { may } from '../../api/shared/role.ts'
import { isEmail, LANGUAGES, toPhone } from '../../api/shared/visitor.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { orders as t } from '../text/orders.ts'
import { visitor } from '../text/visitor.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import css from './Order.module.css'
import { ordersApi, type ContactDraft, type Order } from './orders-api.ts'

/** Who ordered and how they are reached; it can be corrected after the sale. */
export function Contact(props: { order: Order; onChanged: () => void }) {
  const { agent } = useSession()
  const [open, setOpen] = createSignal(false)
  const customer = () => props.order.customer
  const name = () => [customer()?.firstName, customer()?.lastName].filter(Boolean).join(' ')
  const reached = () => Boolean(name() || customer()?.email || customer()?.phone)
  return (
    <section class={css.card}>
      <header class={css.title}>
        <h2>{t.one.customer}</h2>
        <Show when={may(agent()?.roles ?? [], 'order.send')}>
          <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {reached() ? t.one.correct : t.one.add}
          </Button>
        </Show>
      </header>
      <Show when={reached()} fallback={<p class="soft">{t.one.nobody}</p>}>
        <div class={css.contact}>
          <Show when={name()}>{(said) => <b>{said()}</b>}</Show>
          <Show when={customer()?.email}>{(email) => <span>{email()}</span>}</Show>
          <Show when={customer()?.phone}>{(phone) => <span>{written(phone())}</span>}</Show>
          <span class="meta">{visitor.languages[customer()?.language ?? 'fr']}</span>
        </div>
      </Show>
      <Dialog open={open()} title={t.one.customer} onClose={() => setOpen(false)}>
        <Form
          order={props.order}
          onSaved={() => {
            setOpen(false)
            props.onChanged()
          }}
        />
      </Dialog>
    </section>
  )
}

/** A French number as it is written in France: 06 12 34 56 78; another as it is dialled. */
const written = (phone: string) =>
  phone.replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '0$1\u00a0$2\u00a0$3\u00a0$4\u00a0$5')

function Form(props: { order: Order; onSaved: () => void }) {
  const first = props.order.customer
  const [draft, setDraft] = createSignal<ContactDraft>({
    firstName: first?.firstName ?? '',
    lastName: first?.lastName ?? '',
    email: first?.email ?? '',
    phone: first?.phone ?? '',
    language: first?.language ?? 'fr',
  })
  const [tried, setTried] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const set = (change: Partial<ContactDraft>) => setDraft((old) => ({ ...old, ...change }))
  const wrong = () => {
    const email = draft().email.trim()
    const phone = draft().phone.trim()
    return {
      email: email !== '' && !isEmail(email) ? t.one.badEmail : null,
      phone: phone !== '' && toPhone(phone) === null ? t.one.badPhone : null,
    }
  }
  const save = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    setTried(true)
    const { email, phone } = wrong()
    if (email || phone) {
      event.currentTarget.querySelector<HTMLElement>(email ? '[name="email"]' : '[name="phone"]')?.focus()
      return
    }
    if (busy()) return
    setBusy(true)
    setFailed(null)
    try {
      await ordersApi.contact(props.order.id, draft())
      props.onSaved()
    } catch (error) {
      setFailed(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class={css.form} novalidate onSubmit={(event) => void save(event)}>
      <div class={css.pair}>
        <Field
          label={t.one.firstName}
          name="firstName"
          autocomplete="off"
          maxlength="80"
          value={draft().firstName}
          onText={(firstName) => set({ firstName })}
        />
        <Field
          label={t.one.lastName}
          name="lastName"
          autocomplete="off"
          maxlength="80"
          value={draft().lastName}
          onText={(lastName) => set({ lastName })}
        />
      </div>
      <Field
        label={t.one.email}
        name="email"
        type="email"
        inputmode="email"
        autocomplete="off"
        maxlength="254"
        value={draft().email}
        error={tried() ? wrong().email : null}
        onText={(email) => set({ email })}
      />
      <Field
        label={t.one.phone}
        name="phone"
        type="tel"
        autocomplete="off"
        maxlength="40"
        value={draft().phone}
        error={tried() ? wrong().phone : null}
        onText={(phone) => set({ phone })}
      />
      <Select
        label={t.one.language}
        values={LANGUAGES}
        words={visitor.languages}
        chosen={draft().language}
        onChoose={(language) => set({ language })}
      />
      <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      <Button kind="sea" size="big" type="submit" busy={busy()}>
        {t.one.save}
      </Button>
    </form>
  )
}
