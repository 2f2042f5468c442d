import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, on } from 'solid-js'

/**
 * A menu behind a button: going somewhere, a press elsewhere or Échap closes it, and Échap gives the focus back to its
 * button. `box` is the ref of what holds both; `leave` and `escape` go onto it.
 */
export function createMenu() {
  const [open, setOpen] = createSignal(false)
  const location = useLocation()
  let box: HTMLElement | undefined
  createEffect(
    on(
      () => location.pathname,
      () => setOpen(false),
      { defer: true },
    ),
  )
  return {
    open,
    close: () => setOpen(false),
    toggle: () => setOpen((is) => !is),
    box: (el: HTMLElement) => (box = el),
    leave(event: FocusEvent) {
      if (!(event.relatedTarget instanceof Node && box?.contains(event.relatedTarget))) setOpen(false)
    },
    escape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || !open()) return
      event.stopPropagation()
      setOpen(false)
      box?.querySelector('button')?.focus()
    },
  }
}
