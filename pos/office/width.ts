import { createSignal, onCleanup } from 'solid-js'

/** The width of a box in px, as it changes; `first` until it is measured. Use as `ref`: `<div ref={box.ref}>`. */
export function createWidth(first: number) {
  const [width, setWidth] = createSignal(first)
  const watch = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width))
  })
  onCleanup(() => watch.disconnect())
  return { width, ref: (el: Element) => watch.observe(el) }
}
