import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { readLookup } from '../../api/shared/lookup.ts'
import { plusDays, toDay, type Day } from '../../api/shared/time.ts'
import { onLive } from '../api.ts'
import { today } from '../clock.ts'
import { problemText } from '../problem.ts'
import { useScanner } from '../scanner.ts'
import { longDay, shortDay } from '../text/format.ts'
import { t as ui } from '../text/fr.ts'
import { orders as t } from '../text/orders.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useSession } from '../session.ts'
import { createFinder, type Finder } from './finder.ts'
import { FoundList } from './FoundList.tsx'
import css from './Orders.module.css'

/** What was looked for last, to come back to from an order; nobody else's. */
let left = { agent: '', text: '', day: null as Day | null }

/** Orders of the past: those of a day, today's first, or those that answer to what is typed or scanned. */
export function Orders() {
  const { agent } = useSession()
  const navigate = useNavigate()
  const mine = left.agent === agent()?.id ? left : null
  const [text, setText] = createSignal(mine?.text ?? '')
  const [day, setDay] = createSignal<Day | null>(mine?.day ?? null)
  const isBlank = () => text().trim() === ''
  const listed = () => day() ?? (isBlank() ? today() : null)
  const finder = createFinder(() => ({
    ...(isBlank() ? {} : { q: text() }),
    ...(listed() === null ? {} : { day: listed() ?? '' }),
  }))
  createEffect(() => (left = { agent: agent()?.id ?? '', text: text(), day: day() }))
  onLive('turnover', () => {
    if (isBlank() && listed() === today()) finder.reload()
  })
  onLive('back', () => finder.reload())

  let page: HTMLElement | undefined
  const field = () => page?.querySelector<HTMLInputElement>('input[type="search"]')
  const rows = () => [...(page?.querySelectorAll<HTMLAnchorElement>('[data-order]') ?? [])]
  const open = (id: string) => navigate(`/orders/${id}`)
  /** Entrée, or a scanner, asked for the answer: it is opened when it is there, if it is the only one. */
  const [entered, setEntered] = createSignal(false)
  createEffect(
    on([finder.busy, entered], ([busy, is]) => {
      if (!is || busy) return
      setEntered(false)
      const [only, another] = finder.found() ?? []
      if (!only || isBlank()) return
      if (another) rows()[0]?.focus()
      else open(only.id)
    }),
  )

  useScanner('screen', (code, restore) => {
    const { signed, shortCode, number } = readLookup(code)
    // What is goods, or nothing, is said where that is said.
    if (signed === null && shortCode === null && number === null) return 'passed'
    restore()
    setText(code)
    setEntered(true)
    return 'taken'
  })
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const target = event.target
    if (by === 0 || !(target instanceof HTMLElement) || target.matches('[type="date"]')) return
    const all = rows()
    const at = all.indexOf(target as HTMLAnchorElement)
    const next = all[at + by]
    if (next) next.focus()
    else if (by < 0) field()?.focus()
    else return
    event.preventDefault()
  }
  onMount(() => {
    document.title = `${t.list.title} · Guichet`
    addEventListener('keydown', keys, { capture: true })
    field()?.focus()
  })
  onCleanup(() => removeEventListener('keydown', keys, { capture: true }))

  return (
    <main ref={(el) => (page = el)} class={css.page}>
      <h1 class="sr">{t.list.title}</h1>
      <div class={css.ask}>
        <form
          class={css.find}
          role="search"
          onSubmit={(event) => {
            event.preventDefault()
            setEntered(true)
          }}
        >
          <Icon name="search" />
          <input
            type="search"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="search"
            maxlength="200"
            aria-label={t.list.search}
            placeholder={t.list.placeholder}
            prop:value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setText('')}
          />
          <Show when={!isBlank()}>
            <button
              type="button"
              aria-label={t.list.clear}
              onClick={() => {
                setText('')
                field()?.focus()
              }}
            >
              <Icon name="close" />
            </button>
          </Show>
        </form>
        <Days day={day()} blank={isBlank()} onDay={setDay} />
      </div>
      <Results finder={finder} />
    </main>
  )
}

/** Today, yesterday, any other day; while something is typed, also all days. */
function Days(props: { day: Day | null; blank: boolean; onDay: (day: Day | null) => void }) {
  const shown = () => props.day ?? (props.blank ? today() : null)
  const yesterday = () => plusDays(today(), -1)
  const isNear = () => shown() === null || shown() === today() || shown() === yesterday()
  const choose = (text: string) => {
    try {
      props.onDay(toDay(text))
    } catch {
      // Half a date: the list waits for the rest of it.
    }
  }
  return (
    <fieldset class={css.days} aria-label={t.list.days}>
      <Show when={!props.blank}>
        <button type="button" aria-pressed={shown() === null} onClick={() => props.onDay(null)}>
          {t.list.anyDay}
        </button>
      </Show>
      <button
        type="button"
        aria-pressed={shown() === today()}
        onClick={() => props.onDay(props.blank ? null : today())}
      >
        {t.list.today}
      </button>
      <button type="button" aria-pressed={shown() === yesterday()} onClick={() => choose(yesterday())}>
        {t.list.yesterday}
      </button>
      <label class={css.date} data-chosen={isNear() ? undefined : ''}>
        <span aria-hidden="true">{isNear() ? t.list.otherDay : shortDay(shown() ?? today())}</span>
        <input
          type="date"
          aria-label={t.list.pickDay}
          max={today()}
          prop:value={shown() ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          onClick={(event) => event.currentTarget.showPicker()}
        />
      </label>
    </fieldset>
  )
}

function Results(props: { finder: Finder }) {
  const asked = () => props.finder.asked()
  const found = () => props.finder.found() ?? []
  const title = () => {
    const { q, day } = asked() ?? {}
    return q ? t.list.found(q.trim().slice(0, 40)) : t.list.ofDay(longDay(toDay(day ?? today())))
  }
  return (
    <>
      <Show when={props.finder.error()}>
        {(error) => (
          <Notice kind="tan">
            {problemText(error())}
            <Button onClick={() => props.finder.reload()}>{ui.ui.retry}</Button>
          </Notice>
        )}
      </Show>
      <Show
        when={asked()}
        fallback={
          <Show when={!props.finder.error()}>
            <Loading rows={6} height={64} />
          </Show>
        }
      >
        <section class={css.results} aria-busy={props.finder.busy() ? 'true' : undefined}>
          <h2>
            {title()}{' '}
            <small role="status">
              {props.finder.hasMore() ? t.list.countMore(found().length) : t.list.count(found().length)}
            </small>
          </h2>
          <Show when={found().length > 0} fallback={<Nothing q={asked()?.q} day={asked()?.day} />}>
            <FoundList orders={found()} dated={asked()?.q !== undefined} />
            <Show when={props.finder.hasMore()}>
              <Button wide busy={props.finder.busy()} onClick={() => void props.finder.more()}>
                {t.list.more}
              </Button>
            </Show>
          </Show>
        </section>
      </Show>
    </>
  )
}

function Nothing(props: { q?: string; day?: string }) {
  return (
    <Show
      when={props.q}
      fallback={
        <Empty title={props.day === today() ? t.list.emptyToday : t.list.emptyDay} text={t.list.emptyHelp} />
      }
    >
      {(q) => <Empty title={t.list.none(q().trim().slice(0, 60))} text={t.list.noneHelp} />}
    </Show>
  )
}
