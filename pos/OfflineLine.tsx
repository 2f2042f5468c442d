import { Show } from 'solid-js'
import { may } from '../api/shared/role.ts'
import { offlineSince } from './api.ts'
import { deviceNow } from './clock.ts'
import css from './OfflineLine.module.css'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { Icon } from './ui/Icon.tsx'

/** One line under the header while the server does not answer: since when, what waits. Nothing stops. */
export function OfflineLine() {
  const { agent } = useSession()
  const sells = () => may(agent()?.roles ?? [], 'sale.sell')
  return (
    <div role="status">
      <Show when={offlineSince()}>
        {(since) => (
          <p class={css.line}>
            <Icon name="offline" />
            <span>
              {t.header.offlineFor(Math.max(0, Math.floor((deviceNow() - since()) / 60_000)))}{' '}
              {sells() ? t.header.offlineSell : t.header.offlineWait}
            </span>
          </p>
        )}
      </Show>
    </div>
  )
}
