import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { Departure } from '../answers.ts'
import { serverNow } from '../server-time.ts'
import { correct } from '../text/correct.ts'
import { counter as t } from '../text/counter.ts'
import { createArm } from './arm.ts'
import { createCart, type BasketNews } from './cart.ts'
import { nextDepartures } from './departure.ts'
import { createDialogs } from './dialogs.ts'
import { createExchange } from './exchange.ts'
import { createFound, type Tab } from './found.ts'
import { createOpened } from './opened.ts'
import { createParking } from './parking.ts'
import { createPayment } from './pay-state.ts'
import { createProgramme } from './programme.ts'
import { createRailForm } from './rail-form.ts'
import { createTaking } from './taking.ts'
import type { Notice, TillTerms } from './till-terms.ts'
import { createToPay } from './to-pay.ts'
import { createWayOut } from './way-out.ts'

export type { Tab }
export type Till = ReturnType<typeof createTill>

/** The counter of one register: what can be sold, the basket, the payment, and what is open on the screen. */
export function createTill(terms: TillTerms) {
  const [nowMs, setNowMs] = createSignal(serverNow())
  const clock = setInterval(() => {
    setNowMs(serverNow())
    cart.tick()
  }, 1_000)
  onCleanup(() => clearInterval(clock))
  // Lists are drawn again each ten seconds, countdowns each second.
  const slowMs = createMemo(() => Math.floor(nowMs() / 10_000) * 10_000)

  const programme = createProgramme({ api: terms.api, zone: terms.office.zone, nowMs: slowMs })
  const cart = createCart({
    // A sale that was kept unanswered goes again at once, before there is an exchange to go through.
    api: { ...terms.api, sell: (draft) => Promise.resolve().then(() => exchange.sell(terms.api, draft)) },
    registerId: terms.registerId,
    shiftId: terms.shiftId,
    agentId: terms.agentId,
    officeName: terms.office.name,
    index: programme.index,
    today: programme.today,
    reloadCatalog: programme.loadCatalog,
    refreshSession: terms.refreshSession,
    clock: serverNow,
    news,
    onSold: terms.onSold,
  })
  const exchange = createExchange({
    registerId: terms.registerId,
    totalC: () => cart.view().price.totalC,
  })
  const arm = createArm()
  const dialogs = createDialogs(cart)
  const payment = createPayment(cart, terms.office, {
    may: arm.may,
    creditC: exchange.backC,
    ready: exchange.ready,
    askAddress: (next) => dialogs.ask({ what: 'visitor', next }),
    readVoucher: terms.api.voucher,
  })

  const [query, setQuery] = createSignal('')
  const [tab, setTab] = createSignal<Tab>(terms.small ? 'DEPARTURES' : 'FAVOURITES')
  const [mode, setMode] = createSignal<'sell' | 'pay'>(cart.state.charge ? 'pay' : 'sell')
  const [notice, setNotice] = createSignal<Notice | null>(null)
  const [sheet, setSheet] = createSignal(false)

  const say = (text: string) => setNotice({ kind: 'tan', text })
  const opened = createOpened({ programme, cart, slowMs, zone: terms.office.zone, say })
  const parking = createParking({
    registerId: terms.registerId,
    cart,
    dialogs,
    nowMs,
    stays: () => (exchange.current() ? correct.exchange.notParked : null),
    say: (kind, text) => setNotice({ kind, text }),
    toSell: () => {
      opened.open(null)
      setSheet(false)
      setMode('sell')
    },
  })
  const wayOut = createWayOut({ programme, cart, slowMs, say })
  const rail = createRailForm({ programme, cart })
  const found = createFound({ programme, slowMs, query, tab, open: opened.openSession })
  const taking = createTaking({
    registerId: terms.registerId,
    openOrder: terms.openOrder,
    programme,
    cart,
    opened,
    found,
    openRail: rail.openRail,
    askCard: (product) => dialogs.ask({ what: 'card', product }),
    showVoucher: (code) => dialogs.ask({ what: 'voucher', code }),
    slowMs,
    query,
    setQuery,
    setTab,
    setNotice,
    say,
  })
  const toPay = createToPay({
    payWaits: terms.payWaits,
    programme,
    cart,
    dialogs,
    payment,
    isExchange: () => exchange.current() !== null,
    mode,
    setMode,
    setSheet,
    setNotice,
    say,
  })

  // Each of them changes what the gorse button and Enter do.
  const acts = () => [mode(), payment.tenders().length, payment.entry.stage]
  createEffect(on(acts, arm.changed, { defer: true }))

  function news(said: BasketNews) {
    setNotice({ kind: said === 'card_dropped' ? 'tan' : 'few', text: t.basket.news[said] })
    if (cart.state.lines.length === 0) setMode('sell')
  }

  function back(): void {
    if (sheet()) setSheet(false)
    else if (mode() === 'pay') {
      if (!payment.stepBack()) toPay.toSell()
    } else if (notice()) setNotice(null)
    else if (query() !== '') setQuery('')
    else if (opened.openId()) opened.open(null)
    else if (found.family() || programme.day() !== programme.today()) toToday()
    else cart.setLive(null)
  }

  /** Ends the exchange without taking anything back; not while its sale waits for an answer. */
  function leaveExchange() {
    if (!cart.mayChange()) return
    exchange.leave()
    setMode('sell')
    setNotice({ kind: 'info', text: correct.exchange.left })
  }

  /** Where a till begins: the departures of today. */
  function toToday() {
    programme.setDay(programme.today())
    setTab(terms.small ? 'DEPARTURES' : 'FAVOURITES')
  }

  return {
    terms,
    nowMs,
    slowMs,
    programme,
    cart,
    payment,
    exchange,
    leaveExchange,
    arm,
    query,
    setQuery: taking.type,
    parsed: found.parsed,
    found: found.products,
    others: found.others,
    searching: found.searching,
    preview: found.preview,
    tab,
    setTab,
    toToday,
    family: found.family,
    sessions: found.sessions,
    selling: found.selling,
    datedFamily: found.datedFamily,
    wayOut,
    openId: opened.openId,
    open: taking.open,
    openSessions: opened.openSessions,
    returns: opened.returns,
    chosenReturn: opened.chosenReturn,
    chooseReturn: opened.chooseReturn,
    putParty: opened.putParty,
    course: opened.course,
    take: taking.take,
    favourites: taking.favourites,
    takeFavourite: taking.takeFavourite,
    submit: taking.submit,
    scanned: taking.scanned,
    mode,
    // What a charge settles is a sale by itself: an exchange is paid at the bank's own terminal.
    hasReader: () => terms.readerId() !== null && exchange.current() === null,
    ...toPay,
    back,
    notice,
    setNotice,
    ...rail,
    ...parking,
    dialogs,
    sheet,
    setSheet,
    next: (session: Departure, seats: number) =>
      nextDepartures(programme.list.sessions.map(programme.fresh), session, seats, slowMs()),
  }
}
