import { createUniqueId, For } from 'solid-js'
import css from './Segments.module.css'

/** One of a few words, side by side: radios under one label. */
export function Segments<V extends string | number>(props: {
  label: string
  options: readonly { value: V; text: string }[]
  chosen: V
  onChoose: (value: V) => void
}) {
  const name = createUniqueId()
  return (
    <fieldset>
      <legend class={css.legend}>{props.label}</legend>
      <div class={css.seg}>
        <For each={props.options}>
          {(one) => (
            <label data-chosen={props.chosen === one.value ? '' : undefined}>
              <input
                type="radio"
                name={name}
                checked={props.chosen === one.value}
                onChange={() => props.onChoose(one.value)}
              />
              {one.text}
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
