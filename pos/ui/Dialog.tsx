import { createSignal, createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useScanner } from '../scanner.ts'
import { t } from '../text/fr.ts'
import { scanned } from '../text/scanned.ts'
import { createBackdrop } from './backdrop.ts'
import { Icon } from './Icon.tsx'
import { Notice } from './Notice.tsx'
import css from './Dialog.module.css'

type DialogProps = {
  open: boolean
  title: string
  onClose: () => void
  children: JSX.Element
  /** true: 720 px instead of 440, most: 1 040; on a phone all are a sheet from the bottom. */
  wide?: boolean | 'most'
}

/**
 * A native modal dialog: Échap closes it, and so does a press outside while nothing is typed in it; the focus goes in
 * and comes back to where it came from. Its content exists only while it is open, so that it starts afresh. A scanned code
 * goes nowhere while it is open, but into a field that wants one (`data-scan`).
 */
export function Dialog(props: DialogProps) {
  const id = createUniqueId()
  return (
    <Show when={props.open}>
      <OpenDialog {...props} id={id} />
    </Show>
  )
}

function OpenDialog(props: DialogProps & { id: string }) {
  const from = document.activeElement
  const backdrop = createBackdrop()
  const [hasScanned, setScanned] = createSignal(false)
  useScanner('dialog', (_, restore) => {
    if (document.activeElement?.matches('[data-scan]')) return 'typed'
    restore()
    setScanned(true)
    return 'taken'
  })
  const outside = (event: Event) => event.target === event.currentTarget
  const show = (box: HTMLDialogElement) => {
    onMount(() => box.showModal())
    onCleanup(() => {
      box.close()
      if (from instanceof HTMLElement && from.isConnected) {
        // close() focuses it while the page is inert: until it is focused anew, Chromium types nothing in it.
        from.blur()
        from.focus()
      }
    })
  }
  return (
    <dialog
      ref={show}
      class={css.dialog}
      data-wide={props.wide === 'most' ? 'most' : props.wide ? '' : undefined}
      aria-labelledby={props.id}
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      on:pointerdown={(event) => {
        setScanned(false)
        backdrop.down(outside(event))
      }}
      on:input={() => backdrop.typed()}
      on:click={(event) => {
        if (backdrop.closes(outside(event))) props.onClose()
      }}
      // The screens behind listen to keys too: what is typed here stays here.
      on:keydown={(event) => {
        setScanned(false)
        event.stopPropagation()
      }}
    >
      <div class={css.inside}>
        <header class={css.head}>
          <h2 id={props.id}>{props.title}</h2>
          <button type="button" class={css.close} aria-label={t.ui.close} onClick={() => props.onClose()}>
            <Icon name="close" />
          </button>
        </header>
        <div class={css.body}>
          <Show when={hasScanned()}>
            <div class={css.said}>
              <Notice kind="tan" icon="scan">
                {scanned.closeFirst}
              </Notice>
            </div>
          </Show>
          {props.children}
        </div>
      </div>
    </dialog>
  )
}
