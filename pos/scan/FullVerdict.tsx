import { createEffect, createUniqueId, For, on, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../text/fr.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './FullVerdict.module.css'
import type { Verdict } from './verdict.ts'

/** How long an accepted passage stays: long enough to read a word, short enough for a queue. */
const YES_MS = 1_000

/**
 * The whole screen says it: heath, and gone by itself; tan, and there until pressed; gorse when nobody answered, and
 * the next press asks again. The next verdict takes its place without a screen between.
 */
export function FullVerdict(props: { verdict: Verdict; onRetry?: () => void; onClose: () => void }) {
  const id = createUniqueId()
  const show = (box: HTMLDialogElement) => {
    onMount(() => box.showModal())
    onCleanup(() => box.close())
  }
  createEffect(
    on(
      () => props.verdict,
      ({ yes }) => {
        if (!yes) return
        const timer = setTimeout(() => props.onClose(), YES_MS)
        onCleanup(() => clearTimeout(timer))
      },
    ),
  )
  return (
    <dialog
      ref={show}
      class={css.full}
      data-yes={props.verdict.unanswered ? 'unknown' : props.verdict.yes}
      role={props.verdict.yes ? undefined : 'alertdialog'}
      aria-labelledby={id}
      aria-describedby={`${id}-why`}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
    >
      <div class={css.inside} aria-live="assertive">
        <Icon
          name={props.verdict.yes ? 'check' : props.verdict.unanswered ? 'offline' : 'close'}
          class={css.icon}
        />
        <h2 id={id}>{props.verdict.title}</h2>
        <div id={`${id}-why`}>
          <For each={props.verdict.lines}>{(line) => <p>{line}</p>}</For>
        </div>
        <Show when={props.verdict.shortCode}>{(code) => <p class={css.code}>{spaced(code())}</p>}</Show>
      </div>
      <div class={css.acts}>
        <Show when={props.onRetry}>
          {(retry) => (
            <button type="button" autofocus onClick={() => retry()()}>
              {t.scan.again}
            </button>
          )}
        </Show>
        <button type="button" autofocus={!props.onRetry} onClick={() => props.onClose()}>
          {t.scan.goOn}
        </button>
      </div>
    </dialog>
  )
}

/** K7Q4M2XD → K7Q4 M2XD */
export const spaced = (code: string) => code.replace(/(.{4})(?=.)/g, '$1\u00a0')
