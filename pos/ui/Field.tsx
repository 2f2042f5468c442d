import { createUniqueId, type JSX, Show, splitProps } from 'solid-js'
import { Icon } from './Icon.tsx'
import css from './Field.module.css'

type FieldProps = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'onInput' | 'value'> & {
  label: string
  value: string
  onText: (text: string) => void
  hint?: string
  /** What is wrong and what to type; beside the field, said at once. */
  error?: string | null
}

/** A label, its field, and beside them what helps or what is wrong. */
export function Field(props: FieldProps) {
  const [own, rest] = splitProps(props, ['label', 'value', 'onText', 'hint', 'error', 'class'])
  const id = createUniqueId()
  const says = () => (own.error ? `${id}-error` : own.hint ? `${id}-hint` : undefined)
  return (
    <p class={`${css.field} ${own.class ?? ''}`}>
      <label for={id}>{own.label}</label>
      <input
        type="text"
        {...rest}
        id={id}
        value={own.value}
        aria-invalid={own.error ? 'true' : undefined}
        aria-describedby={says()}
        onInput={(event) => own.onText(event.currentTarget.value)}
      />
      <Show
        when={own.error}
        fallback={
          <Show when={own.hint}>
            <span class={css.hint} id={`${id}-hint`}>
              {own.hint}
            </span>
          </Show>
        }
      >
        <span class={css.error} id={`${id}-error`}>
          <Icon name="alert" small />
          {own.error}
        </span>
      </Show>
    </p>
  )
}
