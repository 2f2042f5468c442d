import { Show } from 'solid-js'
import { correct as t } from '../text/correct.ts'
import { problemText } from '../problem.ts'
import { Icon } from '../ui/Icon.tsx'
import { Field } from '../ui/Field.tsx'
import type { Approving } from './approval-state.ts'
import css from './Correct.module.css'

/**
 * Who approves, on the seller's own screen: the code and the PIN of somebody who may. `quiet`: a refusal is said
 * elsewhere.
 */
export function ApprovalFields(props: { approval: Approving; fromC: number; quiet?: boolean }) {
  const one = () => props.approval
  return (
    <Show when={one().needed()}>
      <fieldset class={css.approval}>
        <legend class={css.legend}>{t.approval.title}</legend>
        <p class="soft">{t.approval.why(one().causes(), props.fromC)}</p>
        <div class={css.pin}>
          <Field
            label={t.approval.code}
            name="approver"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxlength="8"
            value={one().code()}
            error={one().shown().code}
            onText={one().setCode}
          />
          <Field
            label={t.approval.pin}
            name="pin"
            type="password"
            inputmode="numeric"
            autocomplete="off"
            maxlength="8"
            value={one().pin()}
            error={one().shown().pin}
            onText={one().setPin}
          />
        </div>
        <Show when={!props.quiet && one().refused()}>
          {(problem) => (
            <p class={css.wrong} role="alert">
              <Icon name="alert" small />
              {problemText(problem())}
            </p>
          )}
        </Show>
      </fieldset>
    </Show>
  )
}
