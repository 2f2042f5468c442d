import type { JSX } from 'solid-js'

/** A key cap. It is a hint for the eye: a screen reader reads `aria-keyshortcuts` of the control instead. */
export function Kbd(props: { children: JSX.Element; stay?: boolean }) {
  return (
    <kbd aria-hidden={props.stay ? undefined : 'true'} data-stay={props.stay ? '' : undefined}>
      {props.children}
    </kbd>
  )
}
