import { createMemo, createSignal, For, Show } from 'solid-js'
import { visitor as words } from '../text/visitor.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import type { Line } from './basket.ts'
import type { LineView } from './basket-view.ts'
import type { Till } from './till.ts'
import css from './VisitorDialog.module.css'

const t = words.names

/** The names of a line's people, where the product asks for them: the skipper's list, a course. */
export function NamesDialog(props: { till: Till }) {
  const dialogs = () => props.till.dialogs
  const view = createMemo(() => {
    const asked = dialogs().asked()
    return asked?.what === 'names'
      ? props.till.cart.view().views.find((v) => v.line.key === asked.key)
      : undefined
  })
  return (
    <Dialog open={view() !== undefined} title={t.title} onClose={() => dialogs().close()}>
      <Show when={view()?.line.key} keyed>
        {(key) => <Form till={props.till} view={view() as LineView} lineKey={key} />}
      </Show>
    </Dialog>
  )
}

/** "Adulte 1", "Adulte 2", "Enfant 1": in the order of the units, as the tickets will be, with who was named as such. */
function peopleOf({ line, option }: LineView): { unitId: string; label: string; name: string }[] {
  return line.units.flatMap(({ unitId, qty }) => {
    const unit = option.units.find((u) => u.id === unitId)
    if (!unit || unit.seats === 0) return []
    return Array.from({ length: qty }, (_, i) => ({
      unitId,
      label: t.label(unit.name.fr, i + 1),
      name: line.names[unitId]?.[i] ?? '',
    }))
  })
}

function Form(props: { till: Till; view: LineView; lineKey: string }) {
  const { cart, dialogs } = props.till
  const people = peopleOf(props.view)
  const [names, setNames] = createSignal(people.map((one) => one.name))
  const [pressed, setPressed] = createSignal(false)
  const set = (i: number, name: string) => setNames((all) => all.map((one, n) => (n === i ? name : one)))
  let form: HTMLFormElement | undefined

  function keep(event: Event) {
    event.preventDefault()
    setPressed(true)
    const given = names().map((name) => name.trim())
    const missing = given.indexOf('')
    if (missing >= 0) {
      form?.querySelectorAll('input')[missing]?.focus()
      return
    }
    const byUnit: Line['names'] = {}
    for (const [i, { unitId }] of people.entries()) (byUnit[unitId] ??= []).push(given[i] ?? '')
    cart.name(props.lineKey, byUnit)
    dialogs.answered()
  }

  return (
    <form ref={(el) => (form = el)} class={css.form} onSubmit={keep} noValidate>
      <p class="soft">
        <b>{props.view.product.text.fr.title}</b>. {t.why}
      </p>
      <For each={people}>
        {(one, i) => (
          <Field
            label={one.label}
            value={names()[i()] ?? ''}
            onText={(name) => set(i(), name)}
            error={pressed() && names()[i()]?.trim() === '' ? t.missing : null}
            autocomplete="off"
            maxlength={80}
            autofocus={i() === 0}
          />
        )}
      </For>
      <Button type="submit" kind="sea" size="big" wide cap="Entrée">
        {t.keep}
      </Button>
    </form>
  )
}
