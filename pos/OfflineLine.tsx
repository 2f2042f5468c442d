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
  const { agent, remembered } = useSession()
  /** ms of the device's clock; a session that was found on the device is not confirmed by anybody. */
  const since = () => offlineSince() ?? (remembered() ? deviceNow() : null)
  const sells = () => may(agent()?.roles ?? [], 'sale.sell')
  return (
    <div role="status">
      <Show when={since()}>
        {(at) => (
          <p class={css.line}>
            <Icon name="offline" />
            <span>
              {t.header.offlineFor(Math.max(0, Math.floor((deviceNow() - at()) / 60_000)))}{' '}
              <Show when={remembered()}>{t.device.remembered(agent()?.name ?? '')} </Show>
              {sells() ? t.header.offlineSell : t.header.offlineWait}
            </span>
          </p>
        )}
      </Show>
    </div>
  )
}
