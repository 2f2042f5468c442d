import { createSignal } from 'solid-js'
import { desk as t } from '../text/desk.ts'
import { Field } from '../ui/Field.tsx'
import css from './Desk.module.css'

export type Approving = { code: string; pin: string }

/** Somebody's code and PIN, typed on this screen and kept nowhere; `value()` is null until both are there. */
export function createApproval() {
  const [code, setCode] = createSignal('')
  const [pin, setPin] = createSignal('')
  const value = (): Approving | null =>
    code().trim() !== '' && /^\d{4,8}$/.test(pin()) ? { code: code().trim().toUpperCase(), pin: pin() } : null
  return { code, setCode, pin, setPin, value, forget: () => setPin('') }
}

/** Two fields of whoever says yes beside the agent, who stays signed in. */
export function Approval(props: {
  of: ReturnType<typeof createApproval>
  title?: string
  code?: string
  pin?: string
}) {
  return (
    <fieldset class={css.approval}>
      <legend>{props.title ?? t.approval.title}</legend>
      <Field
        label={props.code ?? t.approval.code}
        name="approval-code"
        value={props.of.code()}
        onText={props.of.setCode}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        maxlength={8}
      />
      <Field
        label={props.pin ?? t.approval.pin}
        name="approval-pin"
        type="password"
        inputmode="numeric"
        autocomplete="off"
        maxlength={8}
        value={props.of.pin()}
        onText={(text) => props.of.setPin(text.replace(/\D/g, ''))}
      />
    </fieldset>
  )
}
