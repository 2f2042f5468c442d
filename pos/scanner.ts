import { onCleanup, onMount } from 'solid-js'
import { createBurst } from './burst.ts'

/**
 * What becomes of a code: taken, passed on to what lies under, or left as typed to the field that has the focus and
 * wants it. `restore` puts that field back as it was before the code; whoever takes a code calls it first.
 */
export type Read = (code: string, restore: () => void) => 'taken' | 'passed' | 'typed'

/** What is asked first: a dialog, then the screen under it, then the shell around all screens. */
const LAYERS = ['dialog', 'screen', 'shell'] as const
type Layer = (typeof LAYERS)[number]
/** What a scanner is known by of a key that was pressed. */
export type Pressed = Pick<
  KeyboardEvent,
  | 'key'
  | 'target'
  | 'timeStamp'
  | 'repeat'
  | 'altKey'
  | 'ctrlKey'
  | 'metaKey'
  | 'preventDefault'
  | 'stopImmediatePropagation'
>

type Reader = {
  layer: Layer
  read: Read
  /** Its keys act one by one however fast they come: a hand types figures as fast as a scanner does. */
  ownKeys: boolean
}

const NO_TEXT = 'input[type="radio"], input[type="checkbox"], input[type="button"]'
const isTextField = (at: EventTarget | null): at is HTMLInputElement | HTMLTextAreaElement =>
  (at instanceof HTMLInputElement && !at.matches(NO_TEXT)) || at instanceof HTMLTextAreaElement

/**
 * The hand scanner of a device: it types a code into whatever has the focus, and presses Enter. One listener, before all
 * others, takes the code and its Enter out of the keys, so that nothing is pressed, submitted nor named by them.
 */
export function createScanner() {
  const burst = createBurst()
  const readers: Reader[] = []
  let restore = () => {}

  /** From the top: of one layer, the last that came. */
  const asked = () => LAYERS.flatMap((layer) => readers.filter((one) => one.layer === layer).toReversed())

  function keydown(event: Pressed): void {
    // A key that is held is no scanner, nor is one with Alt or Ctrl.
    if (event.repeat || event.altKey || event.ctrlKey || event.metaKey) return
    const code = burst.push(event.key, event.timeStamp)
    if (code === null) {
      if (event.key.length !== 1) return
      if (burst.length() === 1) restore = restorerOf(event.target)
      else if (asked()[0]?.ownKeys !== true) quiet(event)
      return
    }
    for (const { read } of asked()) {
      const became = read(code, restore)
      if (became === 'typed') return
      if (became === 'taken') break
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  /** In the middle of a code: it may go into the field, but presses no button and means nothing to anybody. */
  function quiet(event: Pressed) {
    event.stopImmediatePropagation()
    if (!isTextField(event.target)) event.preventDefault()
  }

  return {
    keydown,
    /** Characters since the last pause: from two on, a scanner may be at it. */
    length: burst.length,
    /** Asks `read` too from now on; returns how to stop. */
    add(reader: Reader): () => void {
      readers.push(reader)
      return () => void readers.splice(readers.indexOf(reader), 1)
    },
  }
}

/** Puts what a field holds now back into it, as if it had been typed. */
function restorerOf(field: EventTarget | null): () => void {
  if (!isTextField(field)) return () => {}
  const before = field.value
  return () => {
    if (field.value === before) return
    field.value = before
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}

/** The scanner of this device. */
export const scanner = createScanner()

/** Reads codes for as long as the component is there. */
export function useScanner(layer: Layer, read: Read, ownKeys = false): void {
  onMount(() => onCleanup(scanner.add({ layer, read, ownKeys })))
}
