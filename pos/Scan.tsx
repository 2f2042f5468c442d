import { A } from '@solidjs/router'
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { createBurst } from './counter/keys.ts'
import css from './Scan.module.css'
import { CameraView, type Reading } from './scan/CameraView.tsx'
import { createChosen } from './scan/chosen.ts'
import { DepartureChoice } from './scan/DepartureChoice.tsx'
import { FullVerdict, spaced } from './scan/FullVerdict.tsx'
import { createGate, type Passage } from './scan/gate.ts'
import { LastPassage } from './scan/LastPassage.tsx'
import { unlockSound } from './scan/signal.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Empty } from './ui/Empty.tsx'
import { Field } from './ui/Field.tsx'
import { Icon } from './ui/Icon.tsx'
import { Notice } from './ui/Notice.tsx'
import { Stepper } from './ui/Stepper.tsx'

/** Tickets at the door: by camera, by hand scanner wherever the focus is, or typed. */
export function Scan() {
  const gate = createGate()
  const [code, setCode] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  const chosen = createChosen()
  const [count, setCount] = createSignal<number | null>(null)
  let reading: Reading = { calm: () => undefined }
  let form: HTMLFormElement | undefined
  /** By camera nobody types: the focus would open the keyboard of a phone over the picture. */
  let byCamera = false
  const focus = () => !byCamera && form?.querySelector<HTMLInputElement>('[name="code"]')?.focus()

  function ask(text: string) {
    gate.check(text, chosen.id(), count())
    setCode('')
    setCount(null)
  }

  function check(text: string) {
    if (!gate.mayAsk()) return
    gate.close()
    setMissing(text.trim() === '')
    if (missing()) return void focus()
    byCamera = false
    ask(text.trim())
  }

  const seen = (text: string) => {
    byCamera = true
    ask(text)
  }

  useBursts(check)
  onMount(() => {
    document.title = `${t.scan.title} · Guichet`
    if (!matchMedia('(pointer: coarse)').matches) focus()
  })

  const close = () => {
    gate.close()
    reading.calm()
    focus()
  }
  const last = () => gate.passages().find((one) => one.yes)

  return (
    <main class={css.page}>
      <h1>{t.scan.title}</h1>
      <div class={css.where}>
        <DepartureChoice chosen={chosen} />
        <Show when={chosen.dropped()}>
          <Notice kind="few" alert>
            {t.scan.dropped}
          </Notice>
        </Show>
        <Show when={chosen.id()}>
          {(id) => (
            <A class={css.people} href={`/scan/${id()}`}>
              <Icon name="lines" small />
              {t.scan.list}
            </A>
          )}
        </Show>
      </div>
      <CameraView ready={gate.ready()} onCode={seen} reading={(one) => (reading = one)} />
      <Show when={last()}>{(passage) => <LastPassage gate={gate} passage={passage()} />}</Show>
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
      <Show when={gate.unread()}>
        <Notice kind="few" icon="scan" alert>
          {gate.busy() ? t.scan.underWay : t.scan.unread}
        </Notice>
      </Show>
      <Show
        when={gate.passages().length > 0}
        fallback={<Empty title={t.scan.ready} text={t.scan.readyHelp} />}
      >
        <Passages passages={gate.passages()} />
      </Show>
      <Show when={gate.verdict()}>
        {(said) => (
          <FullVerdict verdict={said()} onRetry={gate.failed() ? gate.retry : undefined} onClose={close} />
        )}
      </Show>
    </main>
  )
}

/** A hand scanner types faster than anybody, and ends with Enter, wherever the focus is. */
function useBursts(check: (code: string) => void) {
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
    addEventListener('keydown', keys, { capture: true })
    addEventListener('keydown', unlockSound, { once: true })
    addEventListener('pointerdown', unlockSound, { once: true })
  })
  onCleanup(() => {
    removeEventListener('keydown', keys, { capture: true })
    removeEventListener('keydown', unlockSound)
    removeEventListener('pointerdown', unlockSound)
  })
}

/** A ticket for several lets all of them in, unless they are counted. */
function People(props: { count: number | null; onCount: (count: number | null) => void }) {
  return (
    <fieldset class={css.count}>
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
            <li data-yes={one.yes} data-undone={one.undone ? '' : undefined}>
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
