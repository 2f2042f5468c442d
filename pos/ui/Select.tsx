import { For } from 'solid-js'
import css from './Select.module.css'

/** One of a few words, in a list that the keyboard walks. */
export function Select<V extends string>(props: {
  label: string
  values: readonly V[]
  words: Record<V, string>
  chosen: V
  onChoose: (value: V) => void
}) {
  return (
    <label class={css.select}>
      {props.label}
      <select
        onChange={(event) => {
          const value = props.values.find((one) => one === event.currentTarget.value)
          if (value) props.onChoose(value)
        }}
      >
        <For each={props.values}>
          {(value) => (
            <option value={value} selected={props.chosen === value}>
              {props.words[value]}
            </option>
          )}
        </For>
      </select>
    </label>
  )
}
