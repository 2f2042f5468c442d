import { createEffect, ErrorBoundary, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import { orderOf } from '../orders/orders-api.ts'
import { onLive, online } from '../api.ts'
import { Broken } from '../ui/Broken.tsx'
import { createDisplayFeed } from '../display/display-feed.ts'
import { payments } from '../payments.ts'
import { useSession } from '../session.ts'
import { counter as t } from '../text/counter.ts'
import { t as all } from '../text/fr.ts'
import { BasketPanel } from './BasketPanel.tsx'
import { BottomBar } from './BottomBar.tsx'
import css from './Counter.module.css'
import { CardDialog } from './CardDialog.tsx'
import { Departures } from './Departures.tsx'
import { Done } from './Done.tsx'
import { ExchangeBand } from './ExchangeBand.tsx'
import { Pay } from './Pay.tsx'
import { printSale } from './print-sale.ts'
import { SearchField } from './SearchField.tsx'
import { Said } from './Said.tsx'
import { RailDialog } from './RailDialog.tsx'
import { Tabs } from './Tabs.tsx'
import { Tiles } from './Tiles.tsx'
import { createTill } from './till.ts'
import { tillApi } from './till-api.ts'
import { DiscountDialog } from './DiscountDialog.tsx'
import { FavouritesDialog } from './FavouritesDialog.tsx'
import { NamesDialog } from './NamesDialog.tsx'
import { ParkedDialog } from './ParkedDialog.tsx'
import { Unanswered } from './Unanswered.tsx'
import { focusSearch, useKeys } from './use-keys.ts'
import { VisitorDialog } from './VisitorDialog.tsx'
import { VoucherDialog } from './VoucherDialog.tsx'

const SMALL = '(max-width: 700px)'

/** The till of the chosen register; another register is another till. */
export function Counter() {
  const { register } = useSession()
  return (
    <Show when={register()?.id} keyed>
      {(registerId) => <Desk registerId={registerId} />}
    </Show>
  )
}

function Desk(props: { registerId: string }) {
  const { me, register, shift, agent, refresh, remembered } = useSession()
  const navigate = useNavigate()
  const office = me()?.office
  if (!office) return null
  const till = createTill({
    api: tillApi,
    registerId: props.registerId,
    shiftId: () => shift()?.id ?? null,
    agentId: () => agent()?.id ?? null,
    refreshSession: refresh,
    onSold: (sold) => void printSale(sold),
    openOrder: async (code) => {
      const id = await orderOf(code)
      if (id !== null) navigate(`/orders/${id}`)
      return id !== null
    },
    readerId: () => (payments() === 'NONE' ? null : (register()?.readerId ?? null)),
    simulated: () => payments() === 'SIMULATED',
    payWaits: () => (remembered() ? all.device.payWaits : null),
    office,
    small: matchMedia(SMALL).matches,
  })
  onMount(() => void till.programme.load())
  onLive('seats', till.programme.count)
  onLive('catalog', () => void till.programme.followCatalog())
  onLive('payment', ({ orderId }) => {
    if (orderId === till.cart.state.orderId) void till.cart.charging.follow()
  })
  onLive('back', () => {
    void till.cart.charging.follow()
    void till.programme.load()
    till.cart.holdAgain()
  })
  createEffect(on(online, (up) => up && till.cart.resume(), { defer: true }))
  // What was said while the server was away is no longer true.
  createEffect(on(remembered, (is) => !is && till.setNotice(null), { defer: true }))
  createEffect(on(till.programme.today, () => void till.programme.loadDay(), { defer: true }))
  // Turned to a width that shows the basket beside, the sheet is no more.
  const narrow = matchMedia(SMALL)
  const turned = () => till.setSheet(false)
  narrow.addEventListener('change', turned)
  onCleanup(() => narrow.removeEventListener('change', turned))
  useKeys(till)
  createDisplayFeed({
    registerId: props.registerId,
    office,
    view: till.cart.view,
    remainingC: () => (till.mode() === 'pay' ? till.payment.remainingC() : null),
    sold: till.cart.sold,
    left: () => register()?.id !== props.registerId,
  })
  // After a sale the next one begins in the search.
  createEffect(
    on(till.cart.sold, (sold) => {
      if (!sold) return
      till.toSell()
      till.setSheet(false)
      till.open(null)
      if (!till.terms.small) queueMicrotask(focusSearch)
    }),
  )
  return (
    <main class={css.counter} data-mode={till.mode()} aria-label={t.main}>
      <Show when={till.mode() === 'sell'} fallback={<Pay till={till} />}>
        <div class={css.sell} inert={till.sheet()}>
          <ExchangeBand till={till} above />
          <SearchField till={till} />
          <Tabs till={till} />
          <Said till={till} />
          <ErrorBoundary fallback={(error, reset) => <Broken error={error} onReset={reset} />}>
            <Switch
              fallback={
                <>
                  <Departures till={till} />
                  <Tiles till={till} />
                </>
              }
            >
              <Match when={till.cart.state.sent && till.cart.problem()}>
                <div class={css.whole}>
                  <Unanswered till={till} />
                </div>
              </Match>
              <Match when={till.cart.sold()} keyed>
                {(sold) => (
                  <div class={css.whole}>
                    <Done till={till} sold={sold} />
                  </div>
                )}
              </Match>
            </Switch>
          </ErrorBoundary>
        </div>
      </Show>
      <BasketPanel till={till} />
      <BottomBar till={till} />
      <RailDialog till={till} />
      <CardDialog till={till} />
      <VoucherDialog till={till} />
      <VisitorDialog till={till} />
      <NamesDialog till={till} />
      <DiscountDialog till={till} />
      <ParkedDialog till={till} />
      <FavouritesDialog till={till} />
    </main>
  )
}
