import { For, Show } from 'solid-js'
import { instantOf, local, ZONE } from '../../api/shared/time.ts'
import { parked as t } from '../text/extra.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Money } from '../ui/Money.tsx'
import { Notice } from '../ui/Notice.tsx'
import { viewBasket } from './basket-view.ts'
import type { Parked } from './parked.ts'
import type { Till } from './till.ts'
import css from './ParkedDialog.module.css'

/** The baskets set aside: one press takes one back; the one on the till may be set aside first. */
export function ParkedDialog(props: { till: Till }) {
  const dialogs = () => props.till.dialogs
  return (
    <Dialog open={dialogs().asked()?.what === 'parked'} title={t.title} onClose={() => dialogs().close()}>
      <div class={css.list}>
        <Show when={props.till.parkRefusal()}>{(why) => <Notice kind="tan">{why()}</Notice>}</Show>
        <Show when={props.till.cart.state.lines.length > 0}>
          <Button icon="park" size="big" cap="F7" onClick={() => props.till.park()} autofocus>
            {t.park}
          </Button>
        </Show>
        <Show
          when={props.till.parked.list().length > 0}
          fallback={<Empty title={t.empty} text={t.emptyHelp} />}
        >
          <ul>
            <For each={props.till.parked.list()}>
              {(one, i) => <Row till={props.till} parked={one} first={i() === 0} />}
            </For>
          </ul>
        </Show>
      </div>
    </Dialog>
  )
}

function Row(props: { till: Till; parked: Parked; first: boolean }) {
  const { programme, terms } = props.till
  const view = () =>
    viewBasket(programme.index(), props.parked.basket.lines, programme.today(), terms.office.name)
  const time = () => local(instantOf(props.parked.at), terms.office.zone || ZONE).time
  return (
    <li>
      <button
        type="button"
        class={css.row}
        autofocus={props.first && props.till.cart.state.lines.length === 0}
        onClick={() => props.till.resume(props.parked.basket.saleId)}
      >
        <Icon name="basket" />
        <span>
          <b>{t.resume(props.parked.label || t.basket)}</b>
          <span class="meta">{t.since(time(), view().articles)}</span>
        </span>
        <Money cents={view().price.totalC} />
      </button>
    </li>
  )
}
