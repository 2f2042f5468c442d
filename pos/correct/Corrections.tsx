import { createSignal, Match, Show, Switch } from 'solid-js'
import { may } from '../../api/shared/role.ts'
import { useSession } from '../session.ts'
import { correct as t } from '../text/correct.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import css from './Correct.module.css'
import { ExchangeChoice } from './ExchangeChoice.tsx'
import { Fix } from './Fix.tsx'
import { usePlace } from './place.ts'
import { Refund } from './Refund.tsx'
import { WithSale, type AboutSale } from './WithSale.tsx'

type Act = 'refund' | 'exchange' | 'fix'

/** What may be done to a sale of the past: taken back, exchanged, its payment said again. */
export function Corrections(props: Pick<AboutSale, 'sale' | 'onDone'>) {
  const { agent } = useSession()
  const place = usePlace()
  const [open, setOpen] = createSignal<Act | null>(null)
  const [refused, setRefused] = createSignal(false)
  const ask = (act: Act) => {
    setRefused(place() === null)
    if (place() !== null) setOpen(act)
  }
  const title = () => t.titles[open() ?? 'refund'](props.sale.number)
  const [isDone, setDone] = createSignal(false)
  const close = () => {
    setOpen(null)
    setDone(false)
  }
  const done = () => {
    setDone(true)
    props.onDone()
  }
  const about = () => ({ sale: props.sale, onDone: done, onClose: close })
  return (
    <Show when={may(agent()?.roles ?? [], 'sale.correct')}>
      <div class={css.acts} role="group" aria-label={t.acts.label(props.sale.number)}>
        <Button icon="cash" aria-haspopup="dialog" onClick={() => ask('refund')}>
          {t.acts.refund}
        </Button>
        <Button icon="exchange" aria-haspopup="dialog" onClick={() => ask('exchange')}>
          {t.acts.exchange}
        </Button>
        <Button icon="card" aria-haspopup="dialog" onClick={() => ask('fix')}>
          {t.acts.fix}
        </Button>
      </div>
      <Show when={refused() && place() === null}>
        <p class="soft" role="status">
          {t.acts.noShift}
        </p>
      </Show>
      <Dialog
        open={open() !== null}
        title={title()}
        wide={open() === 'refund' && !isDone() ? 'most' : true}
        onClose={close}
      >
        <WithSale id={props.sale.id}>
          {(read) => (
            <Switch>
              <Match when={open() === 'refund'}>
                <Refund {...about()} read={read} />
              </Match>
              <Match when={open() === 'exchange'}>
                <ExchangeChoice {...about()} read={read} />
              </Match>
              <Match when={open() === 'fix'}>
                <Fix {...about()} read={read} />
              </Match>
            </Switch>
          )}
        </WithSale>
      </Dialog>
    </Show>
  )
}
