import { createSignal, For, Show } from 'solid-js'
import type { Product, Unit } from '../../api/shared/catalog.ts'
import { formatEuros, parseEuros } from '../../api/shared/money.ts'
import { CARD_LEAST_C, CARD_MOST_C } from '../../api/shared/voucher.ts'
import { cards as t } from '../text/cards.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import css from './CardDialog.module.css'
import { priceOf } from './departure.ts'
import type { Till } from './till.ts'

/** How much is put on a gift card: one of the office's amounts in one press, or the visitor's own. */
export function CardDialog(props: { till: Till }) {
  const dialogs = () => props.till.dialogs
  const product = () => {
    const asked = dialogs().asked()
    return asked?.what === 'card' ? asked.product : null
  }
  return (
    <Dialog open={product() !== null} title={t.title} onClose={() => dialogs().close()}>
      <Show when={product()} keyed>
        {(one) => <Form till={props.till} product={one} />}
      </Show>
    </Dialog>
  )
}

const short = (c: number) => formatEuros(c).replace(',00', '')

function Form(props: { till: Till; product: Product }) {
  const [typed, setTyped] = createSignal('')
  const [pressed, setPressed] = createSignal(false)
  const option = () => props.product.options[0]
  const priceC = (unit: Unit) => priceOf(props.till.programme.index(), unit, props.till.programme.today())
  const fixed = () =>
    (option()?.units ?? []).flatMap((unit) => {
      const c = priceC(unit)
      return c === null ? [] : [{ unit, c }]
    })
  const free = () => option()?.units.find((unit) => unit.tariffs.length === 0)
  const amountC = () => {
    const c = parseEuros(typed())
    return c !== null && c >= CARD_LEAST_C && c <= CARD_MOST_C ? c : null
  }
  function done() {
    props.till.setQuery('')
    props.till.dialogs.close()
  }
  function add(event: Event) {
    event.preventDefault()
    setPressed(true)
    const [c, opt, unit] = [amountC(), option(), free()]
    if (c === null || !opt || !unit) return
    // What the office has a card of is that card.
    const same = fixed().find((one) => one.c === c)
    if (same) props.till.cart.addUnit(same.unit.id)
    else props.till.cart.addCard(opt.id, unit.id, c)
    done()
  }
  return (
    <form class={css.form} onSubmit={add} noValidate>
      <div class={css.amounts} role="group" aria-label={t.amounts}>
        <For each={fixed()}>
          {({ unit, c }) => (
            <button
              type="button"
              onClick={() => {
                props.till.cart.addUnit(unit.id)
                done()
              }}
            >
              {short(c)}
            </button>
          )}
        </For>
      </div>
      <Show when={free()}>
        <Field
          label={t.free}
          value={typed()}
          onText={setTyped}
          hint={t.hint(CARD_LEAST_C, CARD_MOST_C)}
          error={pressed() && amountC() === null ? t.wrong(CARD_LEAST_C, CARD_MOST_C) : null}
          inputmode="decimal"
          autocomplete="off"
          autofocus
        />
        <Button type="submit" kind="sea" size="big" wide cap="Entrée">
          {t.add(amountC())}
        </Button>
      </Show>
      <Button kind="plain" onClick={() => props.till.dialogs.ask({ what: 'voucher', code: null })}>
        {t.balance}
      </Button>
    </form>
  )
}
