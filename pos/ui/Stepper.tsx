import { t } from '../text/fr.ts'
import { Icon } from './Icon.tsx'
import css from './Stepper.module.css'

type StepperProps = {
  value: number
  /** What is counted, as a screen reader says it: "Adulte". */
  label: string
  min?: number
  max?: number
  /** Something is wrong with the figure; what it is stands beside. */
  invalid?: boolean
  onChange: (value: number) => void
}

/** − figure +. The figure can be typed; a press counts once, holding does not repeat. */
export function Stepper(props: StepperProps) {
  const min = () => props.min ?? 0
  const max = () => props.max ?? 999
  const set = (value: number) => {
    const bounded = Math.min(max(), Math.max(min(), value))
    if (bounded !== props.value) props.onChange(bounded)
  }
  const typed = (field: HTMLInputElement) => {
    const value = Number.parseInt(field.value, 10)
    if (Number.isInteger(value)) set(value)
    field.value = String(props.value)
  }
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' || event.key === '+') set(props.value + 1)
    else if (event.key === 'ArrowDown' || event.key === '-') set(props.value - 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <fieldset class={css.stepper} aria-label={props.label}>
      <button
        type="button"
        aria-label={t.ui.less(props.label)}
        // Never disabled: the bound may come under the focus, which would be lost.
        aria-disabled={props.value <= min()}
        onClick={() => set(props.value - 1)}
      >
        <Icon name="minus" />
      </button>
      <input
        inputmode="numeric"
        autocomplete="off"
        aria-label={props.label}
        aria-invalid={props.invalid ? 'true' : undefined}
        data-zero={props.value === 0 ? '' : undefined}
        value={String(props.value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => typed(event.currentTarget)}
        // Not delegated to the document: a dialog lets no key out.
        on:keydown={byKey}
      />
      <button
        type="button"
        aria-label={t.ui.more(props.label)}
        aria-disabled={props.value >= max()}
        onClick={() => set(props.value + 1)}
      >
        <Icon name="plus" />
      </button>
    </fieldset>
  )
}
