import { createUniqueId, Show } from 'solid-js'
import type { CorrectionReason } from '../../api/shared/correction.ts'
import { correct as t } from '../text/correct.ts'
import { Icon } from '../ui/Icon.tsx'
import { Segments } from '../ui/Segments.tsx'
import css from './Correct.module.css'
import { REFUND_REASONS } from './refund-state.ts'

/** Why: a code, since the journal takes no free text. Nothing is chosen for the agent. */
export function Reason(props: {
  reason: CorrectionReason | null
  tried: boolean
  onChoose: (reason: CorrectionReason) => void
}) {
  const why = createUniqueId()
  const isMissing = () => props.tried && props.reason === null
  return (
    <div class={css.reason} aria-describedby={isMissing() ? why : undefined} role="group">
      <Segments
        label={t.reason.title}
        options={REFUND_REASONS.map((value) => ({ value, text: t.reason.names[value] }))}
        chosen={props.reason as (typeof REFUND_REASONS)[number]}
        onChoose={props.onChoose}
      />
      <Show when={isMissing()}>
        <p class={css.wrong} role="alert" id={why}>
          <Icon name="alert" small />
          {t.reason.needed}
        </p>
      </Show>
    </div>
  )
}
