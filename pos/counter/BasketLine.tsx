import { createMemo, For, Show } from 'solid-js'
import { toDay } from '../../api/shared/time.ts'
import type { DiscountAsked } from '../../api/shared/discount.ts'
import { counter as t } from '../text/counter.ts'
import { discount as words } from '../text/extra.ts'
import { school } from '../text/school.ts'
import { visitor } from '../text/visitor.ts'
import { shortDay } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Stepper } from '../ui/Stepper.tsx'
import css from './BasketLine.module.css'
import { namesOf, refusalOf, type Line } from './basket.ts'
import { offLine } from './discounts.ts'
import type { LineView } from './basket-view.ts'
import { removeLine, setLineQty } from './next-line.ts'
import { Refused } from './Refused.tsx'
import type { Till } from './till.ts'

const GONE = refusalOf('not_on_sale', { line: 0 }, null)

/** One booking: what, when, how many, how much, and how long its seats are still kept. */
export function BasketLine(props: { till: Till; line: Line }) {
  const cart = () => props.till.cart
  const view = createMemo(() =>
    cart()
      .view()
      .views.find((v) => v.line.key === props.line.key),
  )
  const live = () => cart().live() === props.line.key
  /** A line that has left the catalogue can only be taken out, whatever was said of it before. */
  const refusal = () => (view() ? props.line.refusal : GONE)
  const when = () => {
    const today = props.till.programme.today()
    return props.line.sessions
      .map((s, i) => {
        const sameDay = i > 0 && props.line.sessions[i - 1]?.day === s.day
        return s.day === today || sameDay ? s.time : `${shortDay(toDay(s.day))}\u00a0${s.time}`
      })
      .join(' – ')
  }
  const title = () => {
    const whole = view()?.product.text.fr.title ?? t.basket.gone
    // With an hour beside it, the name's first words are enough.
    const name = props.line.sessions.length > 0 ? (whole.split(',')[0] ?? whole) : whole
    const course =
      props.line.sessions.length > 2 ? shortDay(toDay(props.line.sessions[0]?.day ?? '')) : when()
    return course === '' ? name : `${name}\u00a0· ${course}`
  }
  const rail = () => props.line.external
  const isCard = () => view()?.product.kind === 'VOUCHER'
  /** Of gift cards, only those that are there: how much is on them was chosen. */
  const steps = () => {
    const units = view()?.option.units ?? []
    return isCard() ? units.filter((u) => props.line.units.some((x) => x.unitId === u.id)) : units
  }
  /** A ticket whose price is the one that its terminal printed, or should be. */
  const printed = () => rail() && (rail()?.fareC !== undefined || view()?.priced.length === 0)
  const what = () => {
    const v = view()
    if (!v) return ''
    if (printed()) return printedSaid(v)
    const goods = v.product.kind === 'GOODS' && v.option.units.length === 1
    return v.priced
      .map((l) =>
        goods
          ? t.basket.times(l.qty, l.unitC)
          : `${t.basket.counted(l.qty, l.fare.unit.name.fr)}${l.qty > 1 || v.priced.length > 1 ? t.basket.each(l.unitC) : ''}`,
      )
      .join(' + ')
  }
  const named = () => namesOf(props.line).length
  const ask = (what: 'discount' | 'names') => {
    const { key } = props.line
    props.till.dialogs.ask(what === 'discount' ? { what, key } : { what, key, next: null })
  }
  const keyed = (event: KeyboardEvent) => {
    const unit = view()?.line.units[0]
    if (event.key === 'Delete') removeLine(props.till, props.line.key)
    else if (event.key === '%' && !rail() && !isCard()) ask('discount')
    else if ((event.key === '+' || event.key === '-') && unit && !rail()) {
      cart().setLineQty(props.line.key, unit.unitId, Math.max(1, unit.qty + (event.key === '+' ? 1 : -1)))
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const all = [...document.querySelectorAll<HTMLElement>('[data-line]')]
      all[all.indexOf(event.currentTarget as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <li class={css.line} data-live={live() ? '' : undefined} data-bad={refusal() ? '' : undefined}>
      <button
        type="button"
        class={css.what}
        data-line
        aria-expanded={live()}
        aria-keyshortcuts="F4"
        on:keydown={keyed}
        onClick={() => cart().setLive(live() ? null : props.line.key)}
      >
        <b>{title()}</b>
        <span class={css.price}>
          <Show when={refusal()?.wasC}>{(was) => <Money cents={was()} struck />}</Show>
          <Money cents={view()?.totalC ?? 0} />
        </span>
        <span class={css.units}>{what()}</span>
        <Show when={rail()}>
          {(one) => (
            <span class="meta">
              {t.basket.rail(one().origin, one().destination)}, {t.basket.railRef(one().ref, one().terminal)}
            </span>
          )}
        </Show>
        <For each={props.line.discounts}>
          {(one) => <span class={css.off}>{offSaid(props.till, view(), one)}</span>}
        </For>
        <Show when={(view()?.seats ?? 0) > 0 && !refusal()}>
          <span class="meta">{kept(props.till, props.line, view()?.seats ?? 0)}</span>
        </Show>
      </button>
      <button
        type="button"
        class={css.remove}
        aria-label={t.basket.remove(title())}
        onClick={() => removeLine(props.till, props.line.key)}
      >
        <Icon name="close" />
      </button>
      <Show when={live() && !refusal() && !rail() && props.line.sessions.length === 0}>
        <div class={css.steps}>
          <For each={steps()}>
            {(unit) => (
              <div>
                <span class="soft">{unit.name.fr}</span>
                <Stepper
                  label={unit.name.fr}
                  value={props.line.units.find((u) => u.unitId === unit.id)?.qty ?? 0}
                  onChange={(qty) => setLineQty(props.till, props.line.key, unit.id, qty)}
                />
              </div>
            )}
          </For>
        </div>
      </Show>
      <Show when={live() && !refusal() && !rail() && !isCard() && props.till.mode() === 'sell'}>
        <div class={css.more}>
          <Button kind="plain" onClick={() => ask('discount')}>
            {words.open}
          </Button>
          <Show when={(view()?.people ?? 0) > 0}>
            <Button kind="plain" onClick={() => ask('names')}>
              {named() > 0 ? visitor.names.edit(named()) : visitor.names.add}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={live() && !refusal() && rail()}>
        <div class={css.steps}>
          <Button onClick={() => props.till.correctRail(props.line)}>{t.basket.correct}</Button>
        </div>
      </Show>
      <Show when={refusal()}>
        {(said) => <Refused till={props.till} line={props.line} refusal={said()} view={view()} />}
      </Show>
    </li>
  )
}

/** "3 voyageurs, prix imprimé": what was printed is one price, whatever each traveller's part of it. */
function printedSaid({ line, option, priced }: LineView): string {
  const who = line.units.map((u) =>
    t.basket.counted(u.qty, option.units.find((unit) => unit.id === u.unitId)?.name.fr ?? ''),
  )
  return [...who, priced.length > 0 ? t.basket.printed : t.basket.notPrinted].join(', ')
}

/** "remise −2,80 €, fidélité", or "1 gratuité, accompagnateur de groupe". */
function offSaid(till: Till, view: LineView | undefined, one: DiscountAsked): string {
  const index = till.programme.index()
  const reason = words.reasons[one.reason]
  if (!view || index.discounts.get(one.discountId)?.kind === 'FREE') return words.free(one.qty, reason)
  return words.said(offLine(index, view, [one]), reason)
}

/** "3 places gardées encore 14:46", or why they are not, or not all. */
function kept(till: Till, line: Line, seats: number): string {
  if (till.terms.school) return school.noSeat
  const until = till.cart.heldUntil()
  const missing = seats - (until === null ? 0 : till.cart.seatsHeld(line))
  if (until === null || missing > 0)
    return till.cart.holdLate() ? t.basket.notHeld(missing) : t.basket.holding(missing)
  const left = Math.max(0, Math.floor((until - till.nowMs()) / 1_000))
  if (left === 0) return t.basket.lapsed(seats)
  return t.basket.held(seats, `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`)
}
