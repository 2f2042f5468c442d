import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { Discount, DiscountAsked, DiscountReason } from '../../api/shared/discount.ts'
import { useSession } from '../session.ts'
import { discount as t } from '../text/extra.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Field } from '../ui/Field.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import type { LineView } from './basket-view.ts'
import { discountsFor, mostSaid, offLine, readValue } from './discounts.ts'
import type { Till } from './till.ts'
import css from './DiscountDialog.module.css'
import form from './VisitorDialog.module.css'

/** What is taken off a line: by whom may, on which of its units, why. */
export function DiscountDialog(props: { till: Till }) {
  const { agent } = useSession()
  const dialogs = () => props.till.dialogs
  const view = createMemo(() => {
    const asked = dialogs().asked()
    return asked?.what === 'discount'
      ? props.till.cart.view().views.find((v) => v.line.key === asked.key)
      : undefined
  })
  const rules = createMemo(() => {
    const v = view()
    return v ? discountsFor(props.till.programme.index(), v, agent()?.roles ?? []) : []
  })
  return (
    <Dialog open={view() !== undefined} title={t.title} onClose={() => dialogs().close()}>
      <Show when={view()?.line.key} keyed>
        <Show when={rules()[0]} fallback={<Empty title={t.none} />} keyed>
          {(first) => <Form till={props.till} view={view() as LineView} rules={rules()} first={first} />}
        </Show>
      </Show>
    </Dialog>
  )
}

function Form(props: { till: Till; view: LineView; rules: Discount[]; first: Discount }) {
  const { cart, dialogs, programme } = props.till
  const { line, option } = props.view
  const had = line.discounts[0]
  const [ruleId, setRuleId] = createSignal(had?.discountId ?? props.first.id)
  const rule = (): Discount => props.rules.find((r) => r.id === ruleId()) ?? props.first
  const proposed = (r: Discount) => (r.kind === 'FREE' ? '' : String(r.most / 100).replace('.', ','))
  const [typed, setTyped] = createSignal(had ? String(had.value / 100).replace('.', ',') : proposed(rule()))
  const [reason, setReason] = createSignal<DiscountReason | null>(had?.reason ?? null)
  const all = () => rule().kind !== 'FREE'
  const whole = () => Object.fromEntries(line.units.map((u) => [u.unitId, all() ? u.qty : 0]))
  const kept = Object.fromEntries(line.discounts.map((d) => [d.unitId, d.qty]))
  const [qty, setQty] = createSignal<Record<string, number>>(had ? kept : whole())
  const [pressed, setPressed] = createSignal(false)
  const why = createUniqueId()

  function choose(next: Discount) {
    if (next.id === rule().id) return
    setRuleId(next.id)
    setTyped(proposed(next))
    setQty(whole())
    if (reason() !== null && !next.reasons.includes(reason() as DiscountReason)) setReason(null)
  }

  const value = () => readValue(rule(), typed())
  const asked = createMemo((): DiscountAsked[] => {
    const given = value()
    const because = reason()
    if (given === null) return []
    return line.units.flatMap(({ unitId }) => {
      const n = qty()[unitId] ?? 0
      return n > 0
        ? [{ discountId: rule().id, unitId, qty: n, value: given, reason: because ?? 'PARTNER' }]
        : []
    })
  })
  const offC = () => offLine(programme.index(), props.view, asked())

  function keep(event: Event) {
    event.preventDefault()
    setPressed(true)
    if (asked().length === 0 || reason() === null) return
    cart.discount(line.key, asked())
    dialogs.answered()
  }

  return (
    <form class={form.form} onSubmit={keep} noValidate>
      <p>
        <b>{props.view.product.text.fr.title}</b>
      </p>
      <fieldset class={form.kinds} aria-label={t.title}>
        <For each={props.rules}>
          {(one) => (
            <button
              type="button"
              autofocus={ruleId() === one.id}
              aria-pressed={rule().id === one.id}
              onClick={() => choose(one)}
            >
              {one.name.fr}
            </button>
          )}
        </For>
      </fieldset>
      <Show when={rule().kind !== 'FREE'}>
        <Field
          label={rule().kind === 'PERCENT' ? t.percent : t.amount}
          value={typed()}
          onText={setTyped}
          hint={t.most(mostSaid(rule()))}
          error={pressed() && value() === null ? t.wrong(mostSaid(rule())) : null}
          inputmode="decimal"
          autocomplete="off"
        />
      </Show>
      <fieldset class={css.units} aria-describedby={why}>
        <legend>{t.who}</legend>
        <For each={line.units}>
          {(unit) => {
            const name = option.units.find((u) => u.id === unit.unitId)?.name.fr ?? ''
            return (
              <div>
                <span>{name}</span>
                <Stepper
                  label={name}
                  value={qty()[unit.unitId] ?? 0}
                  max={unit.qty}
                  onChange={(n) => setQty((before) => ({ ...before, [unit.unitId]: n }))}
                />
              </div>
            )
          }}
        </For>
      </fieldset>
      <fieldset class={form.kinds}>
        <legend>{t.reason}</legend>
        <For each={rule().reasons}>
          {(one) => (
            <button type="button" aria-pressed={reason() === one} onClick={() => setReason(one)}>
              {t.reasons[one]}
            </button>
          )}
        </For>
      </fieldset>
      <p id={why} class={css.why} role="status">
        {pressed() && value() !== null && asked().length === 0
          ? t.nobody
          : pressed() && reason() === null
            ? t.reasonNeeded
            : ''}
      </p>
      <div class={css.foot}>
        <Show when={had}>
          <Button
            onClick={() => {
              cart.discount(line.key, [])
              dialogs.answered()
            }}
          >
            {t.remove}
          </Button>
        </Show>
        <Button type="submit" kind="sea" size="big" wide>
          {t.give(offC())}
        </Button>
      </div>
    </form>
  )
}
