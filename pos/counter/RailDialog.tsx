import { createMemo, createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Product } from '../../api/shared/catalog.ts'
import { cents } from '../../api/shared/money.ts'
import { keep, kept } from '../device.ts'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Money } from '../ui/Money.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import { keyOf, type External } from './basket.ts'
import { leadUnit, priceOf } from './departure.ts'
import css from './RailDialog.module.css'
import type { Till } from './till.ts'

/** The ticket that the SNCF's own terminal has printed, recorded beside the rest of the basket. */
export function RailDialog(props: { till: Till }) {
  return (
    <Dialog open={props.till.rail() !== null} title={t.rail.title} onClose={() => props.till.setRail(null)}>
      <Show when={props.till.rail()} keyed>
        {(product) => <RailForm till={props.till} product={product} />}
      </Show>
    </Dialog>
  )
}

const KINDS = ['TER', 'TIRE_BOUCHON', 'GRANDES_LIGNES'] as const
const CLASSES = ['2', '1'] as const

function kindOf(product: Product): External['product'] {
  const name = `${product.code} ${product.text.fr.title}`.toUpperCase()
  if (name.includes('TIRE')) return 'TIRE_BOUCHON'
  return name.includes('GRANDES') ? 'GRANDES_LIGNES' : 'TER'
}

function RailForm(props: { till: Till; product: Product }) {
  const option = props.product.options.find((o) => o.isDefault) ?? props.product.options[0]
  const lead = option && leadUnit(option)
  const [form, setForm] = createStore<Omit<External, 'passengers' | 'travelDay'> & { travelDay: string }>({
    terminal: kept('rail.terminal') ?? '',
    ref: '',
    product: kindOf(props.product),
    origin: kept('rail.origin') ?? 'Auray',
    destination: kept('rail.destination') ?? 'Plouharnel-Carnac',
    travelClass: '2',
    travelDay: props.till.programme.today(),
  })
  const [units, setUnits] = createStore<Record<string, number>>(lead ? { [lead.id]: 1 } : {})
  const [pressed, setPressed] = createSignal(false)
  const index = () => props.till.programme.index()
  const priceC = (unitId: string) => {
    const unit = option?.units.find((u) => u.id === unitId)
    return unit ? (priceOf(index(), unit, props.till.programme.today()) ?? cents(0)) : cents(0)
  }
  const chosen = createMemo(() =>
    (option?.units ?? []).map((u) => ({ unitId: u.id, qty: units[u.id] ?? 0 })).filter((u) => u.qty > 0),
  )
  const passengers = () => chosen().reduce((n, u) => n + u.qty, 0)
  const totalC = () => chosen().reduce((sum, u) => sum + u.qty * priceC(u.unitId), 0)
  const missing = (text: string, words: string) => (pressed() && text.trim() === '' ? words : null)

  function external(): External {
    return {
      terminal: form.terminal.trim(),
      ref: form.ref.trim(),
      product: form.product,
      origin: form.origin.trim(),
      destination: form.destination.trim(),
      travelClass: form.travelClass,
      travelDay: form.travelDay === '' ? null : form.travelDay,
      passengers: passengers(),
    }
  }
  const used = () =>
    option !== undefined && form.ref.trim() !== '' && props.till.cart.has(keyOf(option.id, [], external()))
  const whole = () =>
    [form.terminal, form.ref, form.origin, form.destination].every((text) => text.trim() !== '') &&
    passengers() > 0

  function add(event: Event) {
    event.preventDefault()
    setPressed(true)
    if (!option || !whole() || used()) return
    keep('rail.terminal', form.terminal.trim())
    keep('rail.origin', form.origin.trim())
    keep('rail.destination', form.destination.trim())
    props.till.cart.setUnits(option.id, [], chosen(), external())
    props.till.setQuery('')
    props.till.setRail(null)
  }

  return (
    <form class={css.form} onSubmit={add} noValidate>
      <p class={css.product}>{props.product.text.fr.title}</p>
      <Field
        label={t.rail.ref}
        value={form.ref}
        onText={(ref) => setForm({ ref })}
        hint={t.rail.refHint}
        error={missing(form.ref, t.rail.needRef) ?? (pressed() && used() ? t.rail.used : null)}
        autocomplete="off"
        autofocus
        maxlength={64}
      />
      <Field
        label={t.rail.terminal}
        value={form.terminal}
        onText={(terminal) => setForm({ terminal })}
        error={missing(form.terminal, t.rail.needTerminal)}
        autocomplete="off"
        maxlength={64}
      />
      <Field
        label={t.rail.origin}
        value={form.origin}
        onText={(origin) => setForm({ origin })}
        error={missing(form.origin, t.rail.needPlaces)}
        maxlength={80}
      />
      <Field
        label={t.rail.destination}
        value={form.destination}
        onText={(destination) => setForm({ destination })}
        error={missing(form.destination, t.rail.needPlaces)}
        maxlength={80}
      />
      <label class={css.select}>
        {t.rail.kind}
        <select
          onChange={(event) =>
            setForm({ product: KINDS.find((k) => k === event.currentTarget.value) ?? 'TER' })
          }
        >
          <For each={KINDS}>
            {(kind) => (
              <option value={kind} selected={form.product === kind}>
                {t.rail.kinds[kind]}
              </option>
            )}
          </For>
        </select>
      </label>
      <label class={css.select}>
        {t.rail.travelClass}
        <select onChange={(event) => setForm({ travelClass: event.currentTarget.value === '1' ? '1' : '2' })}>
          <For each={CLASSES}>
            {(one) => (
              <option value={one} selected={form.travelClass === one}>
                {t.rail.classes[one]}
              </option>
            )}
          </For>
        </select>
      </label>
      <Field
        class={css.wide}
        label={t.rail.day}
        type="date"
        value={form.travelDay}
        onText={(travelDay) => setForm({ travelDay })}
      />
      <fieldset class={css.wide}>
        <legend>{t.rail.passengers}</legend>
        <For each={option?.units ?? []}>
          {(unit) => (
            <div class={css.unit}>
              <span>{unit.name.fr}</span>
              <Money cents={priceC(unit.id)} />
              <Stepper
                label={unit.name.fr}
                value={units[unit.id] ?? 0}
                max={50}
                onChange={(qty) => setUnits(unit.id, qty)}
              />
            </div>
          )}
        </For>
        <Show when={pressed() && passengers() === 0}>
          <p class={css.need}>{t.rail.needSomeone}</p>
        </Show>
      </fieldset>
      <Button class={css.wide} type="submit" kind="sea" size="big" wide>
        {t.rail.add(totalC())}
      </Button>
    </form>
  )
}
