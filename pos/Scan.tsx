import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { newId } from '../api/shared/id.ts'
import { may } from '../api/shared/role.ts'
import type { ScanAnswer } from './answers.ts'
import { client, unwrap } from './api.ts'
import { clock, today, zone } from './clock.ts'
import { createBurst } from './counter/keys.ts'
import { problemText } from './problem.ts'
import css from './Scan.module.css'
import { type Chosen, DepartureChoice } from './scan/DepartureChoice.tsx'
import { FullVerdict, spaced } from './scan/FullVerdict.tsx'
import { signal } from './scan/signal.ts'
import { meeting, type Verdict, verdictOf } from './scan/verdict.ts'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Empty } from './ui/Empty.tsx'
import { Field } from './ui/Field.tsx'
import { Icon } from './ui/Icon.tsx'
import { Notice } from './ui/Notice.tsx'
import { Stepper } from './ui/Stepper.tsx'

type Passage = Verdict & { at: string }
/** What is sent; kept when the network fails, so that the same scan sent again admits once. */
type Asked = { id: string; code: string; sessionId?: string; count?: number }
const KEPT = 8

/** Tickets at the door: scanned by hand scanner wherever the focus is, or typed. */
export function Scan() {
  const { agent } = useSession()
  const [code, setCode] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  const [chosen, setChosen] = createSignal<Chosen | null>(null)
  const [count, setCount] = createSignal<number | null>(null)
  const [verdict, setVerdict] = createSignal<Verdict | null>(null)
  const [failed, setFailed] = createSignal<Asked | null>(null)
  const [passages, setPassages] = createSignal<Passage[]>([])
  const [busy, setBusy] = createSignal(false)
  const [unread, setUnread] = createSignal(false)
  let form: HTMLFormElement | undefined
  const focus = () => form?.querySelector<HTMLInputElement>('[name="code"]')?.focus()

  async function ask(asked: Asked) {
    setBusy(true)
    setFailed(null)
    try {
      const answer = await unwrap<ScanAnswer>(client.api.scans.$post({ json: asked }))
      const said = verdictOf(answer, today(), zone())
      setPassages((old) => [{ ...said, at: clock() }, ...old].slice(0, KEPT))
      // Whoever scanned two must not take this verdict for the second's.
      tell(unread() ? { ...said, lines: [...said.lines, t.scan.unread] } : said)
    } catch (error) {
      setFailed(asked)
      tell({ yes: false, title: t.scan.failed, lines: [problemText(error)], shortCode: null })
    } finally {
      setBusy(false)
    }
  }

  function tell(said: Verdict) {
    signal(said.yes)
    setCode('')
    setCount(null)
    setVerdict(said)
  }

  function check(text: string) {
    const meets = meeting(verdict(), busy())
    if (meets === 'under_way') setUnread(true)
    if (meets !== 'ready') return signal(false)
    setVerdict(null)
    setUnread(false)
    setMissing(text.trim() === '')
    if (missing()) return focus()
    void ask({ id: newId('scan'), code: text.trim(), sessionId: chosen()?.id, count: count() ?? undefined })
  }

  const burst = createBurst()
  let lastKeyAt = Number.NEGATIVE_INFINITY
  const keys = (event: KeyboardEvent) => {
    const scanned = burst.push(event.key, event.timeStamp)
    const fast = event.timeStamp - lastKeyAt <= 30
    lastKeyAt = event.timeStamp
    // A code has spaces: read while a button has the focus, they must not press it.
    if (fast && event.key === ' ' && !(event.target instanceof HTMLInputElement)) event.preventDefault()
    if (scanned === null) return
    event.preventDefault()
    event.stopPropagation()
    check(scanned)
  }

  onMount(() => {
    document.title = `${t.scan.title} · Guichet`
    addEventListener('keydown', keys, { capture: true })
    focus()
  })
  onCleanup(() => removeEventListener('keydown', keys, { capture: true }))

  const close = () => {
    setVerdict(null)
    focus()
  }
  const retry = () => {
    const asked = failed()
    setVerdict(null)
    if (asked) void ask(asked)
  }

  return (
    <main class={css.page}>
      <h1>{t.scan.title}</h1>
      <Show when={may(agent()?.roles ?? [], 'catalog.read')}>
        <DepartureChoice chosen={chosen()} onChoose={setChosen} />
      </Show>
      <form
        ref={(el) => (form = el)}
        class={css.form}
        novalidate
        onSubmit={(event) => {
          event.preventDefault()
          check(code())
        }}
      >
        <Field
          label={t.scan.code}
          name="code"
          class={css.code}
          value={code()}
          onText={setCode}
          placeholder={t.scan.placeholder}
          error={missing() ? t.scan.needCode : null}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          enterkeyhint="go"
        />
        <Button kind="sea" size="pay" wide type="submit" icon="scan" cap="Entrée">
          {t.scan.check}
        </Button>
        <People count={count()} onCount={setCount} />
      </form>
      <Show when={unread()}>
        <Notice kind="few" icon="scan" alert>
          {busy() ? t.scan.underWay : t.scan.unread}
        </Notice>
      </Show>
      <Show when={passages().length > 0} fallback={<Empty title={t.scan.ready} text={t.scan.readyHelp} />}>
        <Passages passages={passages()} />
      </Show>
      <Show when={verdict()} keyed>
        {(said) => <FullVerdict verdict={said} onRetry={failed() ? retry : undefined} onClose={close} />}
      </Show>
    </main>
  )
}

/** A ticket for several lets all of them in, unless they are counted. */
function People(props: { count: number | null; onCount: (count: number | null) => void }) {
  return (
    <fieldset class={css.people}>
      <legend>{t.scan.count}</legend>
      <button type="button" aria-pressed={props.count === null} onClick={() => props.onCount(null)}>
        {t.scan.all}
      </button>
      <button
        type="button"
        aria-pressed={props.count !== null}
        onClick={() => props.onCount(props.count ?? 1)}
      >
        {t.scan.some}
      </button>
      <Show when={props.count !== null}>
        <Stepper
          label={t.scan.people}
          value={props.count ?? 1}
          min={1}
          max={99}
          onChange={(value) => props.onCount(value)}
        />
      </Show>
    </fieldset>
  )
}

function Passages(props: { passages: Passage[] }) {
  return (
    <section class={css.last}>
      <h2>{t.scan.last}</h2>
      <ol>
        <For each={props.passages}>
          {(one) => (
            <li data-yes={one.yes}>
              <Icon name={one.yes ? 'check' : 'close'} />
              <span>
                <b>{one.title}</b>
                <span class="meta">{one.lines[0]}</span>
              </span>
              <span class={css.shortCode}>{one.shortCode ? spaced(one.shortCode) : ''}</span>
              <time>{one.at}</time>
            </li>
          )}
        </For>
      </ol>
    </section>
  )
}
