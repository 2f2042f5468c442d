import { createSignal, Show } from 'solid-js'
import { keptBasket } from './counter/kept-basket.ts'
import { printer } from './counter/print-sale.ts'
import { useSession } from './session.ts'
import { t } from './text/fr.ts'
import { Button } from './ui/Button.tsx'
import { Icon } from './ui/Icon.tsx'
import { takeUpdate, updateReady } from './update.ts'
import css from './UpdateLine.module.css'

/** A calm line when a newer version waits: nothing reloads before it is pressed, nor in the middle of a payment or a paper. */
export function UpdateLine() {
  const { register } = useSession()
  const [says, setSays] = createSignal(t.device.update)
  const press = () => {
    const basket = keptBasket(register()?.id ?? '')
    const underWay = basket !== null && (basket.sent !== null || basket.tenders.length > 0)
    if (underWay) setSays(t.device.updatePaying)
    else if (printer.busy()) setSays(t.device.updatePrinting)
    else takeUpdate()
  }
  return (
    <div role="status">
      <Show when={updateReady()}>
        <p class={css.line}>
          <Icon name="info" small />
          <span>{says()}</span>
          <Button onClick={press}>{t.device.reload}</Button>
        </p>
      </Show>
    </div>
  )
}
