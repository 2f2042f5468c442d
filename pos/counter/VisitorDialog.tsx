import { createSignal, For, Show } from 'solid-js'
import { LANGUAGES, VISITOR_KINDS, type VisitorKind } from '../../api/shared/visitor.ts'
import { COUNTRIES, DEPARTMENTS } from '../text/places.ts'
import { visitor as t } from '../text/visitor.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Select } from '../ui/Select.tsx'
import type { Till } from './till.ts'
import { kindOf } from './keys.ts'
import { isReachable, originSaid, readContact, readEmail, readOrigin, readPhone } from './visitor.ts'
import css from './VisitorDialog.module.css'

/** Who to tell if the departure is closed, and where they come from. Enter in an empty field goes on without. */
export function VisitorDialog(props: { till: Till }) {
  const dialogs = () => props.till.dialogs
  return (
    <Dialog open={dialogs().asked()?.what === 'visitor'} title={t.title} onClose={() => dialogs().close()}>
      <Form till={props.till} />
    </Dialog>
  )
}

function Form(props: { till: Till }) {
  const { cart, dialogs, payment } = props.till
  const had = cart.state.visitor
  /** The receipt by mail asks for the address; whoever gives none has the receipt that is due without. */
  const forMail = payment.lacksAddress()
  // One field for both; once one of them is known, or the address is needed, each has its own and neither is lost.
  const apart = forMail || isReachable(had)
  const [contact, setContact] = createSignal(had.email)
  const [phone, setPhone] = createSignal(had.phone)
  const [lastName, setLastName] = createSignal(had.lastName)
  const [language, setLanguage] = createSignal(had.language)
  const [origin, setOrigin] = createSignal(had.origin ? originSaid(had.origin) : '')
  const [kind, setKind] = createSignal<VisitorKind | null>(had.kind)
  const [wrong, setWrong] = createSignal<{ contact?: boolean; phone?: boolean; origin?: boolean }>({})
  let form: HTMLFormElement | undefined

  function keep(event: Event) {
    event.preventDefault()
    const said = apart ? readEmail(contact()) : readContact(contact())
    const called = apart ? readPhone(phone()) : {}
    const place = readOrigin(origin())
    if (said === null || called === null || place === null) {
      setWrong({ contact: said === null, phone: called === null, origin: place === null })
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    cart.setVisitor({
      ...said,
      ...called,
      lastName: lastName().trim(),
      language: language(),
      origin: place === '' ? null : place,
      kind: kind(),
      asked: true,
    })
    payment.withoutMail()
    dialogs.answered()
  }

  const word = () => {
    if (contact().trim() !== '') return t.keep
    if (forMail) return t.skipMail[payment.due() === 'PRINT' ? 'PRINT' : 'NONE']
    return phone().trim() === '' ? t.skip : t.keep
  }
  const keyed = (event: KeyboardEvent) => {
    const pressed = kindOf(event)
    if (!pressed) return
    event.preventDefault()
    setKind(kind() === pressed ? null : pressed)
  }

  return (
    <form ref={(el) => (form = el)} class={css.form} onSubmit={keep} on:keydown={keyed} noValidate>
      <p class="soft">{forMail ? t.whyMail : t.why}</p>
      <Field
        label={apart ? t.email : t.contact}
        value={contact()}
        onText={setContact}
        hint={t.contactHint}
        error={wrong().contact ? (apart ? t.emailWrong : t.contactWrong) : null}
        autocomplete="off"
        inputmode={apart ? 'email' : 'text'}
        autofocus
      />
      <Show when={apart}>
        <Field
          label={t.phone}
          value={phone()}
          onText={setPhone}
          error={wrong().phone ? t.phoneWrong : null}
          autocomplete="off"
          inputmode="tel"
        />
      </Show>
      <div class={css.pair}>
        <Field label={t.lastName} value={lastName()} onText={setLastName} autocomplete="off" maxlength={80} />
        <Select
          label={t.language}
          values={LANGUAGES}
          words={t.languages}
          chosen={language()}
          onChoose={setLanguage}
        />
      </div>
      <Field
        label={t.origin}
        value={origin()}
        onText={setOrigin}
        hint={t.originHint}
        error={wrong().origin ? t.originWrong : null}
        autocomplete="off"
        list="places"
      />
      <datalist id="places">
        <For each={Object.values(COUNTRIES)}>{(name) => <option value={name} />}</For>
        <For each={Object.values(DEPARTMENTS)}>{(name) => <option value={name} />}</For>
      </datalist>
      <fieldset class={css.kinds}>
        <legend>{t.kind}</legend>
        <For each={VISITOR_KINDS}>
          {(one) => (
            <button
              type="button"
              aria-pressed={kind() === one}
              aria-keyshortcuts={t.kindKeys[one].replace(' ', '+')}
              onClick={() => setKind(kind() === one ? null : one)}
            >
              {t.kinds[one]} <Kbd>{t.kindKeys[one]}</Kbd>
            </button>
          )}
        </For>
      </fieldset>
      <Button type="submit" kind="sea" size="big" wide cap="Entrée">
        {word()}
      </Button>
    </form>
  )
}
