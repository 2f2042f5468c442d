import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, on, onMount, Show } from 'solid-js'
import type { JournalEvent } from '../../api/shared/archive.ts'
import { EVENT_TEXT, eventText } from '../../api/shared/event-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { client, unwrap } from '../api.ts'
import { zone } from '../clock.ts'
import { createLoad } from '../load.ts'
import { problemText } from '../problem.ts'
import { useSession } from '../session.ts'
import { archive as words, events as t } from '../text/archive.ts'
import { dayOf, numericDay, timeOf } from '../text/format.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Notice } from '../ui/Notice.tsx'
import page from './Goal.module.css'
import { DateField, Select } from './SalesFilters.tsx'
import filters from './SalesFilters.module.css'
import { State } from './State.tsx'
import table from './Table.module.css'
import css from './Events.module.css'

const NAMES = ['registerId', 'code', 'from', 'to'] as const
type Asked = { registerId?: string; code?: string; from?: string; to?: string }

const read = (asked: Asked, after?: string) =>
  unwrap(client.api.journal.events.$get({ query: { ...asked, ...(after ? { after } : {}) } }))

/** The event log (JET), newest first; its filters are the address. */
export function Events() {
  const [params, setParams] = useSearchParams<Record<keyof Asked, string>>()
  const { me } = useSession()
  const asked = createMemo(
    (): Asked => Object.fromEntries(NAMES.flatMap((name) => (params[name] ? [[name, params[name]]] : []))),
    {},
    { equals: (a, b) => NAMES.every((name) => a[name] === b[name]) },
  )
  const first = createLoad(() => read(asked()))
  const [older, setOlder] = createSignal<JournalEvent[]>([])
  const [next, setNext] = createSignal<string | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  createEffect(on(asked, () => void first.reload(), { defer: true }))
  createEffect(() => {
    setNext(first.data()?.next ?? null)
    setOlder([])
  })
  onMount(() => {
    document.title = `${t.title} · Guichet`
  })
  const all = () => [...(first.data()?.events ?? []), ...older()]
  const set = (change: Asked) => setParams(change, { replace: true })

  async function more() {
    setFailed(null)
    try {
      const { events, next: following } = await read(asked(), next() ?? undefined)
      setOlder((known) => [...known, ...events])
      setNext(following)
    } catch (error) {
      setFailed(problemText(error))
    }
  }

  return (
    <main class={page.page}>
      <header class={page.head}>
        <h1>{t.title}</h1>
      </header>
      <search class={filters.filters} aria-label={t.title}>
        <Select
          label={t.register}
          value={asked().registerId}
          all={t.allF}
          choices={(me()?.registers ?? []).map(({ id, name }) => ({ value: id, text: name }))}
          onChoose={(registerId) => set({ registerId })}
        />
        <Select
          label={t.code}
          value={asked().code}
          all={t.all}
          choices={Object.entries(EVENT_TEXT).map(([value, text]) => ({ value, text }))}
          onChoose={(code) => set({ code })}
        />
        <DateField label={words.from} value={asked().from ?? ''} onDay={(from) => set({ from })} />
        <DateField label={words.to} value={asked().to ?? ''} onDay={(to) => set({ to })} />
      </search>
      <State load={first} rows={10} height={32}>
        {() => (
          <Show when={all().length > 0} fallback={<Empty title={t.none} text={t.noneHelp} />}>
            <Log events={all()} />
            <Show when={next()}>
              <Button wide onClick={() => void more()}>
                {t.more}
              </Button>
            </Show>
            <Show when={failed()}>{(text) => <Notice kind="tan">{text()}</Notice>}</Show>
          </Show>
        )}
      </State>
    </main>
  )
}

function Log(props: { events: readonly JournalEvent[] }) {
  return (
    <div class={table.scroll} tabindex="0" role="group" aria-label={t.title}>
      <table class={table.table}>
        <thead>
          <tr>
            <th scope="col">{t.at}</th>
            <th scope="col" class={table.word}>
              {t.register}
            </th>
            <th scope="col">{t.seq}</th>
            <th scope="col" class={table.word}>
              {t.code}
            </th>
            <th scope="col" class={table.word}>
              {t.operator}
            </th>
            <th scope="col" class={table.word}>
              {t.detail}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.events}>
            {(one) => (
              <tr>
                <th scope="row">
                  {numericDay(dayOf(one.at, zone()))}, {timeOf(one.at, zone())}
                </th>
                <td class={table.word}>{one.register}</td>
                <td>{one.seq}</td>
                <td class={table.word} title={one.code}>
                  {eventText(one.code)}
                </td>
                <td class={table.word}>{one.operator}</td>
                <td class={`${table.word} ${css.detail}`}>
                  {Object.entries(one.detail)
                    .map(([name, value]) => detailOf(name, value))
                    .join(' · ')}
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

/** What an event precises, as it was sealed; amounts in euros, digests short. */
function detailOf(name: string, value: string | number): string {
  if (typeof value === 'number' && name.endsWith('C'))
    return `${name.slice(0, -1)}\u00a0${formatEuros(value)}`
  const text = String(value)
  return `${name}\u00a0${/^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text}`
}
