import { type JSX, Show, splitProps } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import css from './Button.module.css'

type Look = {
  /** sea: the act; gorse: money comes in, once a screen; plain: no edge; tan: stops or refuses. */
  kind?: 'sea' | 'gorse' | 'plain' | 'tan'
  /** big: 56 px; pay: 64 px and larger words, label left and key right. */
  size?: 'big' | 'pay'
  wide?: boolean
  icon?: IconName
  /** The key that does the same, shown as a cap. */
  cap?: string
  /** The act is under way: a second press does nothing, and the button keeps its focus. */
  busy?: boolean
}

const look = (props: Look) => ({
  class: css.button,
  'data-kind': props.kind,
  'data-size': props.size,
  'data-wide': props.wide ? '' : undefined,
})

function Inside(props: Look & { children: JSX.Element }) {
  return (
    <>
      <Show when={props.icon}>{(name) => <Icon name={name()} small />}</Show>
      <span class={css.label}>{props.children}</span>
      <Show when={props.cap}>{(cap) => <Kbd>{cap()}</Kbd>}</Show>
    </>
  )
}

/** A button says a verb. It is never disabled: one that cannot act says why when pressed. */
export function Button(
  props: Look & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & { children: JSX.Element },
) {
  const [own, rest] = splitProps(props, [
    'kind',
    'size',
    'wide',
    'icon',
    'cap',
    'busy',
    'children',
    'type',
    'onClick',
    'class',
  ])
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = (event) => {
    if (own.busy) return event.preventDefault()
    if (typeof own.onClick === 'function') own.onClick(event)
  }
  return (
    <button
      {...look(own)}
      {...rest}
      classList={{ [own.class ?? '']: Boolean(own.class) }}
      type={own.type ?? 'button'}
      aria-busy={own.busy ? 'true' : undefined}
      onClick={press}
    >
      <Inside {...own} />
    </button>
  )
}

/** A link that looks like a button: it goes somewhere. */
export function LinkButton(
  props: Look & { href: string; children: JSX.Element; download?: string; target?: string },
) {
  return (
    <a {...look(props)} href={props.href} download={props.download} target={props.target}>
      <Inside {...props} />
    </a>
  )
}
