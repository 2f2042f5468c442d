import { createUniqueId, For } from 'solid-js'
import css from './Shift.module.css'

/** One of a closed list of reasons, each in full. */
export function Reasons<V extends string>(props: {
  legend: string
  values: readonly V[]
  words: Record<V, string>
  chosen: V | null
  onChoose: (reason: V) => void
}) {
  const name = createUniqueId()
  return (
    <fieldset class={css.reasons}>
      <legend>{props.legend}</legend>
      <For each={props.values}>
        {(one) => (
          <label data-chosen={props.chosen === one ? '' : undefined}>
            <input
              type="radio"
              name={name}
              checked={props.chosen === one}
              onChange={() => props.onChoose(one)}
            />
            {props.words[one]}
          </label>
        )}
      </For>
    </fieldset>
  )
}
