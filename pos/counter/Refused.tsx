import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { counter as t } from '../text/counter.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { seatsLeft } from '../ui/seat-level.ts'
import type { Line, LineRefusal } from './basket.ts'
import type { LineView } from './basket-view.ts'
import { removeLine } from './next-line.ts'
import css from './Refused.module.css'
import type { Till } from './till.ts'
import { whenSaid } from './when.ts'

/** Why a line was refused and the ways out, beside it; the rest of the basket is as it was. */
export function Refused(props: { till: Till; line: Line; refusal: LineRefusal; view: LineView | undefined }) {
  const cart = () => props.till.cart
  const need = () => props.line.units.reduce((n, u) => n + u.qty, 0)
  const seats = () => props.view?.seats ?? 0
  const dated = () => props.line.sessions.length > 0
  const next = () => (dated() ? props.till.wayOut.proposed(props.line, seats()) : [])
  const remove = () => (
    <Button onClick={() => removeLine(props.till, props.line.key)}>{t.basket.removeShort}</Button>
  )
  const single = () => (props.line.units.length === 1 ? props.line.units[0] : undefined)
  return (
    <div class={css.refused} role="alert">
      <Switch fallback={<Why>{t.basket.refusal.other}</Why>}>
        <Match when={props.refusal.code === 'price_changed'}>
          <Why>{t.basket.refusal.price}</Why>
        </Match>
        <Match when={props.refusal.code === 'sold_out'}>
          <Why>
            {dated()
              ? t.basket.refusal.soldOut(props.refusal.left ?? 0, seats())
              : t.basket.refusal.soldOutGoods(props.refusal.left ?? 0)}
          </Why>
        </Match>
        <Match when={props.refusal.code === 'session_closed'}>
          <Why>{t.basket.refusal.closed(props.refusal.reason ?? '')}</Why>
        </Match>
        <Match when={props.refusal.code === 'cutoff_passed'}>
          <Why>{t.basket.refusal.cutoff}</Why>
        </Match>
        <Match when={props.refusal.code === 'not_on_sale'}>
          <Why>{t.basket.refusal.notOnSale}</Why>
        </Match>
        <Match when={props.refusal.code === 'sessions_mismatch'}>
          <Why>{t.basket.refusal.mismatch}</Why>
        </Match>
        <Match when={props.refusal.code === 'external_ref_used'}>
          <Why>{t.basket.refusal.railRef}</Why>
        </Match>
      </Switch>
      <div class={css.ways}>
        <Show when={props.refusal.code === 'price_changed'}>
          <Button onClick={() => cart().accept(props.line.key)}>
            {t.basket.accept(props.view?.totalC ?? 0)}
          </Button>
        </Show>
        <For each={next()}>
          {(other) => (
            <Button onClick={() => void props.till.wayOut.moveTo(props.line, other)}>
              {t.basket.seatsLeft(
                whenSaid(other, props.line.sessions[0]?.day ?? '', props.till.programme.today()),
                seatsLeft(other),
              )}
            </Button>
          )}
        </For>
        <Show
          when={
            props.refusal.code === 'sold_out' &&
            (props.refusal.left ?? 0) > 0 &&
            need() > (props.refusal.left ?? 0) &&
            single()
          }
        >
          {(unit) => (
            <Button onClick={() => cart().setLineQty(props.line.key, unit().unitId, props.refusal.left ?? 0)}>
              {t.basket.refusal.take(props.refusal.left ?? 0)}
            </Button>
          )}
        </Show>
        <Show when={props.line.external && props.view}>
          <Button onClick={() => props.till.correctRail(props.line)}>{t.basket.correct}</Button>
        </Show>
        {remove()}
      </div>
    </div>
  )
}

function Why(props: { children: JSX.Element }) {
  return (
    <p class={css.why}>
      <Icon name="alert" small />
      {props.children}
    </p>
  )
}
