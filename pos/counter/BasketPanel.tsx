import { createEffect, createMemo, For, on, onCleanup, Show } from 'solid-js'
import { counter as t } from '../text/counter.ts'
import { parked as words } from '../text/extra.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Icon } from '../ui/Icon.tsx'
import { inertBeside } from '../ui/inert.ts'
import { Money } from '../ui/Money.tsx'
import { BasketLine } from './BasketLine.tsx'
import { ExchangeBand, ExchangeSum } from './ExchangeBand.tsx'
import css from './BasketPanel.module.css'
import { toLines } from './basket.ts'
import { NoteButton } from './NoteButton.tsx'
import { Problem } from './Problem.tsx'
import { ValidateButton } from './ValidateButton.tsx'
import type { Till } from './till.ts'

/** The basket: it never moves, between selling and paying only its foot changes. On a phone it is a sheet. */
export function BasketPanel(props: { till: Till }) {
  const till = () => props.till
  const cart = () => till().cart
  const view = () => cart().view()
  const paying = () => till().mode() === 'pay'
  const empty = () => cart().state.lines.length === 0
  // Names, not objects: a group drawn again would take the focus from its lines.
  const names = createMemo(() => view().groups.map((g) => g.name), [], { equals: same })
  let close: HTMLButtonElement | undefined
  let panel: HTMLElement | undefined
  let free: (() => void) | undefined
  onCleanup(() => free?.())
  // An open sheet is a dialog: what it lies over is inert. When it closes, the focus goes back to the bar that opened it, which is there again.
  createEffect(
    on(
      () => till().sheet(),
      (open, before) => {
        free?.()
        free = open && panel ? inertBeside(panel) : undefined
        if (open) close?.focus()
        else if (before)
          queueMicrotask(() => document.querySelector<HTMLElement>('[data-bar] [aria-haspopup]')?.focus())
      },
    ),
  )
  return (
    <aside
      ref={(el) => (panel = el)}
      class={css.basket}
      data-exchange-on={till().exchange.current() ? '' : undefined}
      data-sheet={till().sheet() ? '' : undefined}
      role={till().sheet() ? 'dialog' : undefined}
      aria-modal={till().sheet() ? 'true' : undefined}
      aria-label={t.basket.title}
    >
      <header class={css.head}>
        <h2>
          {t.basket.title} <small>{t.basket.articles(view().articles)}</small>
        </h2>
        <Show when={!paying()} fallback={<span class={css.tag}>{t.basket.selling}</span>}>
          <Parked till={till()} />
        </Show>
        <button
          ref={(el) => (close = el)}
          type="button"
          class={css.close}
          aria-label={t.basket.close}
          onClick={() => till().setSheet(false)}
        >
          <Icon name="close" />
        </button>
      </header>
      <ExchangeBand till={till()} />
      <div class={css.lines}>
        <Show when={!empty()} fallback={<Empty title={t.basket.empty} text={t.basket.emptyHelp} />}>
          <For each={names()}>{(name) => <Group till={till()} name={name} />}</For>
          <Show when={view().gone.length > 0}>
            <ul>
              <For each={view().gone}>{(line) => <BasketLine till={till()} line={line} />}</For>
            </ul>
          </Show>
        </Show>
      </div>
      <Show when={!empty()}>
        <div class={css.foot}>
          <Show when={!paying()}>
            <Problem till={till()} />
          </Show>
          <Show
            when={paying()}
            fallback={
              <>
                <Received till={till()} />
                <Note till={till()} />
                <dl class={css.sum}>
                  <dt>{t.basket.split(view().price.ownC, view().price.thirdC)}</dt>
                  <dd class="meta">{t.basket.tickets(view().tickets)}</dd>
                </dl>
                <Total till={till()} />
                <Button
                  kind="gorse"
                  size="pay"
                  wide
                  cap="F9"
                  aria-keyshortcuts="F9"
                  busy={cart().busy()}
                  onClick={() => till().toPay()}
                >
                  {till().payWord()}
                </Button>
                <div class={css.two}>
                  <Button
                    icon="cash"
                    cap="F8"
                    aria-keyshortcuts="F8"
                    busy={cart().busy()}
                    onClick={() => till().exact()}
                  >
                    {t.basket.exact}
                  </Button>
                  <Button
                    icon="card"
                    cap="F10"
                    aria-keyshortcuts="F10"
                    onClick={() => till().toPay(till().hasReader() ? 'CB_TERMINAL' : 'CB')}
                  >
                    {t.basket.card}
                  </Button>
                </div>
              </>
            }
          >
            <Total till={till()} />
            <Received till={till()} />
            <ValidateButton till={till()} />
          </Show>
        </div>
      </Show>
    </aside>
  )
}

const same = (a: string[], b: string[]) => a.length === b.length && a.every((x, i) => x === b[i])

/** What was already put, while something was: it is kept with the basket. */
function Received(props: { till: Till }) {
  const gotC = () => props.till.payment.debt().totalC - props.till.payment.remainingC()
  return (
    <Show when={props.till.payment.tenders().length > 0}>
      <dl class={css.sum}>
        <dt>{t.basket.received}</dt>
        <dd>
          <Money cents={gotC()} />
        </dd>
      </dl>
    </Show>
  )
}

/** From 25 € of services the note is proposed before anything is paid, exact cash in one press too (fiscal.md 7.2). */
function Note(props: { till: Till }) {
  return (
    <Show when={props.till.payment.noteDue()}>
      <div class={css.note}>
        <p>{t.pay.noteFlag}</p>
        <NoteButton
          short
          orderId={props.till.cart.state.orderId}
          lines={toLines(props.till.cart.state.lines)}
        />
      </div>
    </Show>
  )
}

/** Baskets set aside, and how many: F7 sets this one aside, or shows them. */
function Parked(props: { till: Till }) {
  const count = () => props.till.parked.list().length
  return (
    <Button
      kind="plain"
      icon="park"
      cap="F7"
      aria-keyshortcuts="F7"
      onClick={() => props.till.dialogs.ask({ what: 'parked' })}
    >
      {words.button}
      <Show when={count() > 0}>
        {' '}
        <span class={css.count}>{count()}</span>
      </Show>
    </Button>
  )
}

function Total(props: { till: Till }) {
  return (
    <Show when={!props.till.exchange.current()} fallback={<ExchangeSum till={props.till} />}>
      <dl class={css.total} aria-live="polite">
        <dt>{t.basket.total}</dt>
        <dd>
          <Money cents={props.till.cart.view().price.totalC} />
        </dd>
      </dl>
    </Show>
  )
}

function Group(props: { till: Till; name: string }) {
  const group = () => props.till.cart.view().groups.find((g) => g.name === props.name)
  const lines = () => group()?.lines.map((v) => v.line) ?? []
  return (
    <section aria-label={props.name}>
      <p class={css.who}>
        <span>{props.name}</span>
        <span>{group()?.third ? t.basket.third : t.basket.own}</span>
      </p>
      <ul>
        <For each={lines()}>{(line) => <BasketLine till={props.till} line={line} />}</For>
      </ul>
    </section>
  )
}
