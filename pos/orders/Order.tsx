import { A, useParams } from '@solidjs/router'
import { createEffect, For, Show } from 'solid-js'
import { onLive } from '../api.ts'
import { zone } from '../clock.ts'
import { createKept } from '../kept.ts'
import { createLoad } from '../load.ts'
import { lookAgain } from '../look-again.ts'
import { problemText } from '../problem.ts'
import { momentOf } from '../text/format.ts'
import { t as ui } from '../text/fr.ts'
import { orders as t } from '../text/orders.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Acts } from './Acts.tsx'
import { Bookings } from './Bookings.tsx'
import { Contact } from './Contact.tsx'
import { History } from './History.tsx'
import css from './Order.module.css'
import { ordersApi } from './orders-api.ts'
import { Sales } from './Sales.tsx'

/** One order: what was bought, its tickets and their state, who to reach, and all that became of it. */
export function Order() {
  const params = useParams<{ id: string }>()
  const order = createLoad(() => ordersApi.read(params.id))
  onLive('back', () => void order.reload())
  const shown = createKept(order.data)
  const numbers = () =>
    shown()
      ?.sales.map((sale) => sale.number)
      .join(', ') ?? ''
  const waiting = () => shown()?.letters.filter((letter) => letter.status === 'QUEUED') ?? []
  createEffect(() => {
    document.title = `${numbers() || t.list.title} · Guichet`
  })
  lookAgain(
    () =>
      waiting()
        .map((letter) => letter.id)
        .join(' '),
    order.reload,
  )

  return (
    <main class={css.page}>
      <A href="/orders" class={css.back}>
        <Icon name="back" small />
        {t.one.back}
      </A>
      <Show when={order.error()}>
        {(error) => (
          <Notice kind="tan">
            {problemText(error())}
            <Button onClick={() => void order.reload()}>{ui.ui.retry}</Button>
          </Notice>
        )}
      </Show>
      <Show
        when={shown()}
        fallback={
          <Show when={!order.error()}>
            <Loading rows={5} height={72} />
          </Show>
        }
      >
        {(read) => (
          <>
            <header class={css.head}>
              <h1>{numbers() ? t.one.title(numbers()) : t.one.unsold}</h1>
              <For each={read().sales.slice(0, 1)}>
                {(sale) => (
                  <p class="soft">{t.one.soldAt(momentOf(sale.at, zone()), read().register.name)}</p>
                )}
              </For>
            </header>
            <div class={css.columns}>
              <div class={css.column}>
                <Bookings order={read()} />
                <Sales order={read()} onChanged={() => void order.reload()} />
              </div>
              <div class={css.column}>
                <Contact order={read()} onChanged={() => void order.reload()} />
                <Acts order={read()} onDone={() => void order.reload()} />
                <History lines={read().history} />
              </div>
            </div>
          </>
        )}
      </Show>
    </main>
  )
}
