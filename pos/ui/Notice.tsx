import type { JSX } from 'solid-js'
import { Icon, type IconName } from './Icon.tsx'
import css from './Notice.module.css'

type NoticeProps = {
  /** info: sea; few: attention, offline; tan: refused, error; heath: done. */
  kind?: 'info' | 'few' | 'tan' | 'heath'
  icon?: IconName
  children: JSX.Element
  /** Said at once by a screen reader; the default for `tan`. */
  alert?: boolean
  /** So that a field may say that this describes it. */
  id?: string
}

const ICON = { info: 'info', few: 'info', tan: 'alert', heath: 'check' } as const

/** A sentence beside what it concerns, with what to do. */
export function Notice(props: NoticeProps) {
  const kind = () => props.kind ?? 'info'
  return (
    <div
      class={css.notice}
      id={props.id}
      data-kind={kind()}
      role={(props.alert ?? kind() === 'tan') ? 'alert' : 'status'}
    >
      <Icon name={props.icon ?? ICON[kind()]} />
      <div class={css.words}>{props.children}</div>
    </div>
  )
}
