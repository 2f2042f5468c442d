import css from './Check.module.css'

/** A box with its label; the whole of it is pressed. */
export function Check(props: { label: string; checked: boolean; onCheck: (is: boolean) => void }) {
  return (
    <label class={css.check}>
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onCheck(event.currentTarget.checked)}
      />
      {props.label}
    </label>
  )
}
