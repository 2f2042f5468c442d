import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { Product } from '../../api/shared/catalog.ts'
import { typographic } from '../../api/shared/money.ts'
import type { Day } from '../../api/shared/time.ts'
import type { Departure } from '../answers.ts'
import { serverNow } from '../server-time.ts'
import { counter as t } from '../text/counter.ts'
import { seatsLeft } from '../ui/seat-level.ts'
import { createArm } from './arm.ts'
import { createCart, type BasketNews } from './cart.ts'
import { isOpen, nextDepartures } from './departure.ts'
import { createDialogs } from './dialogs.ts'
import { createFound, type Tab } from './found.ts'
import { createNextDay } from './next-day.ts'
import { createOpened } from './opened.ts'
import { createParking } from './parking.ts'
import { createPayment } from './pay-state.ts'
import { createProgramme } from './programme.ts'
import { createRailForm } from './rail-form.ts'
import { byBarcode, parseQuery, partyUnits } from './search.ts'
import type { TillTerms } from './till-terms.ts'
import { createWayOut } from './way-out.ts'
import { daySaid } from './when.ts'

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
    api: terms.api,
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
  })
  const arm = createArm()
  const dialogs = createDialogs(cart)
  const payment = createPayment(cart, terms.office, {
    may: arm.may,
    askAddress: (next) => dialogs.ask({ what: 'visitor', next }),
  })

  const [query, setQuery] = createSignal('')
  const [tab, setTab] = createSignal<Tab>(terms.small ? 'DEPARTURES' : 'FAVOURITES')
  const [mode, setMode] = createSignal<'sell' | 'pay'>('sell')
  const [notice, setNotice] = createSignal<{ kind: 'info' | 'tan' | 'few'; text: string } | null>(null)
  const [sheet, setSheet] = createSignal(false)

  const say = (text: string) => setNotice({ kind: 'tan', text })
  const opened = createOpened({ programme, cart, slowMs, zone: terms.office.zone, say })
  const parking = createParking({
    registerId: terms.registerId,
    cart,
    dialogs,
    nowMs,
    say: (kind, text) => setNotice({ kind, text }),
    toSell: () => {
      opened.open(null)
      setSheet(false)
      setMode('sell')
    },
  })
  const wayOut = createWayOut({ programme, cart, slowMs, say })
  const { openSession, option, putParty } = opened
  const rail = createRailForm({ programme, cart })
  const nextDay = createNextDay({ programme, show, say })
  const found = createFound({ programme, slowMs, query, tab, open: openSession })
  const { partyMode, parsed, products, sessions } = found

  // Each of them changes what the gorse button and Enter do.
  const acts = () => [mode(), payment.tenders().length, payment.entry.stage]
  createEffect(on(acts, arm.changed, { defer: true }))

  function open(session: Departure | null) {
    nextDay.forget()
    setNotice(null)
    cart.touch()
    // What found it is done: the next keys are its fares, or another search.
    if (session) setQuery('')
    opened.open(session)
  }

  function type(text: string) {
    nextDay.forget()
    setQuery(text)
    setNotice(null)
    const opt = option(openSession())
    if (!partyMode() || !opt) return
    const units = partyUnits(opt, parseQuery(text.replace(/\d+$/, '')).party)
    if (units && units.length > 0) putParty(units)
  }

  /** Enter after the fares of the open departure, which were put as they were typed. */
  function endParty() {
    const opt = option(openSession())
    const units = opt ? partyUnits(opt, parseQuery(query()).party) : null
    setQuery('')
    if (!units?.length) say(t.search.unknownFare)
  }

  function show(product: Product, day: Day) {
    programme.setDay(day)
    setTab(product.family)
    setNotice({
      kind: 'info',
      text: t.tiles.nextDate(product.text.fr.title, daySaid(day, programme.today())),
    })
  }

  function openFirst(product: Product): void {
    const { time, party } = parsed()
    const rows = sessions().filter((s) => s.productId === product.id)
    const first = rows.find((s) => isOpen(s, slowMs()) && seatsLeft(programme.fresh(s)) > 0) ?? rows[0]
    if (!first) {
      if (time) say(t.search.noneAt)
      else {
        // A party that was typed stays typed: Enter puts it on the day that is shown next.
        if (party.length === 0) setQuery('')
        void nextDay.go(product)
      }
      return
    }
    const opt = option(first)
    const units = opt ? partyUnits(opt, party) : null
    open(first)
    if (units === null) say(t.search.unknownFare)
    else if (units.length > 0) putParty(units)
  }

  /** A tile, a line of results or a barcode: adds the article, opens the departure or the form. */
  function take(product: Product, unitId?: string, qty = 1) {
    cart.touch()
    if (product.kind === 'EXTERNAL') return rail.openRail(product)
    if (product.kind === 'SESSION') return openFirst(product)
    const unit =
      unitId ?? product.options.find((o) => o.isDefault)?.units[0]?.id ?? product.options[0]?.units[0]?.id
    const stock = product.counterId ? programme.counters[product.counterId] : undefined
    if (stock && seatsLeft(stock) < qty) {
      return say(t.tiles.soldOut(product.text.fr.title))
    }
    if (unit) cart.addUnit(unit, qty)
    setQuery('')
    setNotice(null)
  }

  const favourites = () => programme.catalog()?.favourites[terms.registerId] ?? []

  /** Alt and a digit: the tile of that number. */
  function takeFavourite(n: number) {
    const id = favourites()[n - 1]
    const fare = id === undefined ? undefined : programme.index().fares.get(id)
    if (fare) take(fare.product, fare.unit.id)
  }

  /** Enter in the search: the whole sale that was typed, or the first line of what was found. */
  function submit() {
    if (partyMode()) return endParty()
    const { words, party, count } = parsed()
    const best = products()[0] ?? byBarcode(programme.index().catalog.products, words.join(''))
    if (!best) {
      // Where nothing was found, the list says so.
      if (words.length === 0 && sessions()[0] && query().trim() !== '') open(sessions()[0] ?? null)
      return
    }
    const opt = best.options.find((o) => partyUnits(o, party)?.length)
    const named = opt && partyUnits(opt, party)?.[0]
    take(best, named?.unitId, named?.qty ?? count ?? 1)
  }

  function scanned(code: string) {
    setQuery(query().endsWith(code) ? query().slice(0, -code.length) : query())
    const product = byBarcode(programme.index().catalog.products, code)
    if (product) {
      take(product)
      setNotice({ kind: 'info', text: t.search.added(product.text.fr.title) })
    } else void openOrder(code)
  }

  /** What is no article may be a ticket or a receipt: then its order is shown. The basket stays. */
  async function openOrder(code: string) {
    const opened = await terms.openOrder(code).catch(() => null)
    if (opened === null) say(t.search.orderAway)
    else if (!opened) say(t.search.unknownCode(typographic(code)))
  }

  /** A code scanned while paying adds nothing; only a slip's number may be one: false when it is that. */
  function scannedInPay(code: string): boolean {
    if (payment.entry.stage === 'ref' && !byBarcode(programme.index().catalog.products, code)) return false
    payment.recall()
    say(t.pay.scanned)
    return true
  }

  function toSell() {
    setNotice(null)
    setMode('sell')
  }

  /** F9 and the gorse button: the payment, unless a line waits for an answer. */
  function toPay(means: 'CASH' | 'CB' = 'CASH') {
    if (!cart.mayChange()) return
    // The basket beside says that it is empty.
    if (cart.state.lines.length === 0) return
    const waits = terms.payWaits?.() ?? null
    if (waits !== null) return setNotice({ kind: 'few', text: waits })
    if (cart.state.spent) return say(t.basket.answerSpent)
    if (cart.refused()) return say(t.basket.answerFirst)
    if (!dialogs.ready(() => toPay(means))) return
    setNotice(null)
    setSheet(false)
    payment.enter(means)
    setMode('pay')
  }

  /** F8: exact cash in one press; what was already put is finished in the payment instead. */
  function exact() {
    const { lines, spent, tenders } = cart.state
    const waits = (terms.payWaits?.() ?? null) !== null
    if (lines.length === 0 || spent || waits || cart.refused() || cart.waiting()) return toPay()
    if (!dialogs.ready(exact)) return
    if (tenders.length === 0) return payment.exactCash()
    if (mode() === 'sell') toPay()
    setNotice({ kind: 'info', text: t.basket.receivedFirst })
  }

  function news(said: BasketNews) {
    setNotice({ kind: said === 'card_dropped' ? 'tan' : 'few', text: t.basket.news[said] })
    if (cart.state.lines.length === 0) setMode('sell')
  }

  /** What the gorse button says. */
  function payWord(): string {
    if (cart.busy()) return t.unanswered.sending
    return cart.state.sent ? t.unanswered.waiting : t.basket.pay
  }

  function back(): void {
    if (sheet()) setSheet(false)
    else if (mode() === 'pay') {
      if (!payment.stepBack()) toSell()
    } else if (notice()) setNotice(null)
    else if (query() !== '') setQuery('')
    else if (opened.openId()) opened.open(null)
    else if (found.family() || programme.day() !== programme.today()) toToday()
    else cart.setLive(null)
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
    arm,
    query,
    setQuery: type,
    parsed,
    found: products,
    others: found.others,
    searching: found.searching,
    preview: found.preview,
    tab,
    setTab,
    toToday,
    family: found.family,
    sessions,
    selling: found.selling,
    datedFamily: found.datedFamily,
    wayOut,
    openId: opened.openId,
    open,
    openSessions: opened.openSessions,
    returns: opened.returns,
    chosenReturn: opened.chosenReturn,
    chooseReturn: opened.chooseReturn,
    putParty,
    course: opened.course,
    take,
    favourites,
    takeFavourite,
    submit,
    scanned,
    scannedInPay,
    mode,
    toSell,
    toPay,
    exact,
    payWord,
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
