import { createSignal, Show } from 'solid-js'
import { keptBasket } from './counter/kept-basket.ts'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Icon } from './ui/Icon.tsx'
import { takeUpdate, updateReady } from './update.ts'
import css from './UpdateLine.module.css'

/** A calm line when a newer version waits: nothing reloads before it is pressed, nor in the middle of a payment. */
export function UpdateLine() {
  const { register } = useSession()
  const [paying, setPaying] = createSignal(false)
  const press = () => {
    const basket = keptBasket(register()?.id ?? '')
    const underWay = basket !== null && (basket.sent !== null || basket.tenders.length > 0)
    setPaying(underWay)
    if (!underWay) takeUpdate()
  }
  return (
    <div role="status">
      <Show when={updateReady()}>
        <p class={css.line}>
          <Icon name="info" small />
          <span>{paying() ? t.device.updatePaying : t.device.update}</span>
          <Button onClick={press}>{t.device.reload}</Button>
        </p>
      </Show>
    </div>
  )
}
