import { A, useParams } from '@solidjs/router'
import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import css from './Presence.module.css'
import { scanHref } from './scan/address.ts'
import { listed, SHOWN, type Shown, together } from './scan/list.ts'
import { PassengerRow } from './scan/PassengerRow.tsx'
import { createPresence, type PresenceList } from './scan/presence.ts'
import { problemText } from './problem.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Empty } from './ui/Empty.tsx'
import { Field } from './ui/Field.tsx'
import { Icon } from './ui/Icon.tsx'
import { Loading } from './ui/Loading.tsx'
import { Notice } from './ui/Notice.tsx'

/** Who is in and who is missing of one departure; somebody without a ticket in hand is let in by one press. */
export function Presence() {
  const params = useParams<{ id: string }>()
  return (
    <Show when={params.id} keyed>
      {(id) => <Departure id={id} />}
    </Show>
  )
}

function Departure(props: { id: string }) {
  const presence = createPresence(props.id)
  onMount(() => {
    document.title = `${t.presence.title} · Guichet`
  })
  return (
    <main class={css.page}>
      <div class={css.inside}>
        <A class={css.back} href={scanHref(props.id)}>
          <Icon name="back" small />
          {t.scan.title}
        </A>
        <Show when={presence.error()}>
          {(error) => (
            <Notice kind="tan">
              {problemText(error())}
              <Button onClick={() => void presence.load()}>{t.ui.retry}</Button>
            </Notice>
          )}
        </Show>
        <Show
          when={presence.list()}
          fallback={
            <Show when={!presence.error()}>
              <Loading rows={6} />
            </Show>
          }
        >
          <Head presence={presence} />
          <Show
            when={presence.list()?.passengers.length}
            fallback={
              <div class={css.list}>
                <Empty bare title={t.presence.none} />
              </div>
            }
          >
            <People presence={presence} />
          </Show>
        </Show>
      </div>
      <A class={css.scan} href={scanHref(props.id)}>
        <Icon name="scan" />
        {t.presence.scan}
      </A>
    </main>
  )
}

function Head(props: { presence: PresenceList }) {
  const list = () => props.presence.list()
  const totals = () => list()?.totals ?? { expected: 0, present: 0, missing: 0, void: 0 }
  return (
    <header class={css.head}>
      <h1>
        <time>{list()?.departure.time}</time> <span>{list()?.departure.title}</span>
      </h1>
      <Show
        when={totals().expected > 0}
        fallback={
          <Show when={list()?.passengers.length}>
            <p class="soft">{t.presence.nobody}</p>
          </Show>
        }
      >
        <p class={css.totals}>
          <span>
            {t.presence.aboard} <b>{totals().present}</b> {t.scan.of(totals().expected)}
          </span>
          <span class="soft">{t.presence.lacking(totals().missing)}</span>
        </p>
        <progress
          class={css.bar}
          max={totals().expected}
          value={totals().present}
          aria-label={t.presence.bar(totals().present, totals().expected)}
        />
      </Show>
      <Show when={totals().void > 0}>
        <p class="meta">{t.presence.voided(totals().void)}</p>
      </Show>
      <Show when={list()?.departure.closedReason !== null}>
        <Notice kind="tan">{t.presence.closed(list()?.departure.closedReason ?? '')}</Notice>
      </Show>
    </header>
  )
}

function People(props: { presence: PresenceList }) {
  const [shown, setShown] = createSignal<Shown>('all')
  const [typed, setTyped] = createSignal('')
  const passengers = () => props.presence.list()?.passengers ?? []
  const rows = createMemo(() => listed(passengers(), shown(), typed()))
  const groups = createMemo(() => together(rows()))
  const count = (one: Shown) => listed(passengers(), one, '').length
  return (
    <>
      <div class={css.tools}>
        <fieldset class={css.filter}>
          <legend class="sr">{t.presence.filter}</legend>
          <For each={SHOWN}>
            {(one) => (
              <button type="button" aria-pressed={shown() === one} onClick={() => setShown(one)}>
                {t.presence.shown[one]} <b>{count(one)}</b>
              </button>
            )}
          </For>
        </fieldset>
        <Field
          class={css.search}
          label={t.presence.search}
          value={typed()}
          onText={setTyped}
          type="search"
          autocomplete="off"
        />
        <Button class={css.print} icon="print" onClick={() => print()}>
          {t.presence.print}
        </Button>
      </div>
      <div role="status" class={css.said}>
        <Show when={props.presence.done()}>
          {(done) => <p class={css.done}>{t.presence.done(done().text)}</p>}
        </Show>
        <Show when={props.presence.problem()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
      </div>
      <ul class={css.list}>
        <For each={rows()} fallback={<Empty bare title={t.presence.noneFound} />}>
          {(one) => <PassengerRow one={one} group={groups().get(one.bookingId)} presence={props.presence} />}
        </For>
      </ul>
    </>
  )
}
