import { createEffect, createSignal, For, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { formatEuros } from '../../api/shared/money.ts'
import { display as t } from '../text/display.ts'
import { Strip } from '../ui/Art.tsx'
import css from './Display.module.css'
import { hearFeed, type Office, type Shown, type ShownLine } from './feed.ts'

/** What the customer sees beside the till: the basket as it grows, what remains, the change. No controls, no session. */
export function Display() {
  const registerId = new URLSearchParams(location.search).get('register') ?? ''
  const [office, setOffice] = createSignal<Office | null>(null)
  const [shown, setShown] = createSignal<Shown>({ state: 'idle' })
  onMount(() => {
    document.title = t.title
    if (registerId === '') return
    onCleanup(
      hearFeed(registerId, (heard) => {
        setOffice(heard.office)
        setShown(heard.shown)
      }),
    )
  })
  const as = <S extends Shown['state']>(state: S) => {
    const now = shown()
    return now.state === state && (now as Extract<Shown, { state: S }>)
  }
  return (
    <main class={css.display} data-state={shown().state}>
      <Switch>
        <Match when={as('idle')}>
          <Idle office={office()} known={registerId !== ''} />
        </Match>
        <Match when={as('basket')}>{(basket) => <Basket of={basket()} />}</Match>
        <Match when={as('thanks')}>{(thanks) => <Thanks of={thanks()} />}</Match>
      </Switch>
      <Show when={office()?.demo}>
        <p class={css.demo}>{t.demo}</p>
      </Show>
    </main>
  )
}

function Idle(props: { office: Office | null; known: boolean }) {
  return (
    <div class={css.idle}>
      <div class={css.art}>
        <Strip />
      </div>
      <div class={css.words}>
        <h1>{t.welcome}</h1>
        <p class={css.office}>{props.office?.name}</p>
        <p class="soft">{props.known ? t.soon : t.none}</p>
      </div>
    </div>
  )
}

function Basket(props: { of: Extract<Shown, { state: 'basket' }> }) {
  let list: HTMLOListElement | undefined
  // What was put last is what is being talked about.
  createEffect(() => {
    if (props.of.lines.length > 0) list?.scrollTo({ top: list.scrollHeight })
  })
  return (
    <div class={css.basket}>
      <ol class={css.lines} ref={(el) => (list = el)} aria-label={t.title}>
        <For each={props.of.lines}>{(line) => <Line line={line} />}</For>
      </ol>
      <footer class={css.foot}>
        <Show when={props.of.paying} fallback={<Figure label={t.total} cents={props.of.totalC} />}>
          {(paying) => (
            <>
              <p class={css.small}>
                {t.total} <b>{formatEuros(props.of.totalC)}</b>
              </p>
              <Figure label={t.remaining} cents={paying().remainingC} />
            </>
          )}
        </Show>
      </footer>
    </div>
  )
}

function Line(props: { line: ShownLine }) {
  return (
    <li>
      <span class={css.what}>
        <b>{props.line.name}</b>
        <span>{props.line.detail}</span>
      </span>
      <b class={css.amount}>{formatEuros(props.line.totalC)}</b>
    </li>
  )
}

function Figure(props: { label: string; cents: number; done?: boolean }) {
  return (
    <p class={css.figure} data-done={props.done ? '' : undefined}>
      <span>{props.label}</span>
      <b>{formatEuros(props.cents)}</b>
    </p>
  )
}

function Thanks(props: { of: Extract<Shown, { state: 'thanks' }> }) {
  const gives = () => props.of.changeC > 0
  return (
    <div class={css.thanks}>
      <div class={css.art}>
        <Strip />
      </div>
      <div class={css.words}>
        <Figure
          done
          label={gives() ? t.change : t.paid}
          cents={gives() ? props.of.changeC : props.of.totalC}
        />
        <h1>{t.thanks}</h1>
        <p class="soft">{t.goodWalk}</p>
      </div>
    </div>
  )
}
