import { Show } from 'solid-js'
import { onLive } from '../api.ts'
import { createLoad } from '../load.ts'
import { refunds as t } from '../text/refunds.ts'
import css from './OfficeNav.module.css'
import { refundsApi } from './refunds-api.ts'

/** How many refunds wait, beside their entry; nothing when none does, or while it is not known. */
export function RefundCount() {
  const due = createLoad(refundsApi.list)
  onLive('turnover', () => void due.reload())
  onLive('back', () => void due.reload())
  return (
    <Show when={due.data()?.refunds.length}>
      {(n) => (
        <span class={css.mark}>
          <span aria-hidden="true">{n()}</span>
          <span class="sr">{t.waiting(n())}</span>
        </span>
      )}
    </Show>
  )
}
