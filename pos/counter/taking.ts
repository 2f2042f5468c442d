import type { Product } from '../../api/shared/catalog.ts'
import { typographic } from '../../api/shared/money.ts'
import type { Day } from '../../api/shared/time.ts'
import { isVoucherMark } from '../../api/shared/voucher-code.ts'
import type { Departure } from '../answers.ts'
import { counter as t } from '../text/counter.ts'
import { seatsLeft } from '../ui/seat-level.ts'
import type { Cart } from './cart.ts'
import { isOpen, priceOf } from './departure.ts'
import type { Found, Tab } from './found.ts'
import { createNextDay } from './next-day.ts'
import type { Opened } from './opened.ts'
import type { Programme } from './programme.ts'
import { byBarcode, parseQuery, partyUnits } from './search.ts'
import type { Notice, TillTerms } from './till-terms.ts'
import { daySaid } from './when.ts'

type TakingTerms = Pick<TillTerms, 'registerId' | 'openOrder'> & {
  programme: Programme
  cart: Cart
  opened: Opened
  found: Found
  /** Opens the form of what another terminal prints. */
  openRail: (product: Product) => void
  /** Asks how much is put on a gift card. */
  askCard: (product: Product) => void
  /** Shows what is left on the gift card that was scanned. */
  showVoucher: (code: string) => void
  slowMs: () => number
  query: () => string
  setQuery: (text: string) => void
  setTab: (tab: Tab) => void
  setNotice: (notice: Notice | null) => void
  say: (text: string) => void
}

/** How something comes into the basket: by a tile, by what is typed, by a scanned code. */
export function createTaking(terms: TakingTerms) {
  const { programme, cart, opened, found, slowMs, query, setQuery, setNotice, say } = terms
  const { openSession, option, putParty } = opened
  const nextDay = createNextDay({ programme, show, say })

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
    if (!found.partyMode() || !opt) return
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
    terms.setTab(product.family)
    setNotice({
      kind: 'info',
      text: t.tiles.nextDate(product.text.fr.title, daySaid(day, programme.today())),
    })
  }

  function openFirst(product: Product): void {
    const { time, party } = found.parsed()
    const rows = found.sessions().filter((s) => s.productId === product.id)
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
    if (product.kind === 'EXTERNAL') return terms.openRail(product)
    if (product.kind === 'SESSION') return openFirst(product)
    if (product.kind === 'VOUCHER') return terms.askCard(product)
    const unit =
      unitId ?? product.options.find((o) => o.isDefault)?.units[0]?.id ?? product.options[0]?.units[0]?.id
    const stock = product.counterId ? programme.counters[product.counterId] : undefined
    if (stock && seatsLeft(stock) < qty) {
      return say(t.tiles.soldOut(product.text.fr.title))
    }
    const fare = unit === undefined ? undefined : programme.index().fares.get(unit)
    if (fare && priceOf(programme.index(), fare.unit, programme.today()) === null)
      return say(t.tiles.notSold(product.text.fr.title))
    if (fare) cart.addUnit(fare.unit.id, qty)
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
    if (found.partyMode()) return endParty()
    const { words, party, count } = found.parsed()
    const best = found.products()[0] ?? byBarcode(programme.index().catalog.products, words.join(''))
    if (!best) {
      // Where nothing was found, the list says so.
      if (words.length === 0 && found.sessions()[0] && query().trim() !== '')
        open(found.sessions()[0] ?? null)
      return
    }
    const opt = best.options.find((o) => partyUnits(o, party)?.length)
    const named = opt && partyUnits(opt, party)?.[0]
    take(best, named?.unitId, named?.qty ?? count ?? 1)
  }

  function scanned(code: string) {
    setQuery(query().endsWith(code) ? query().slice(0, -code.length) : query())
    if (isVoucherMark(code)) return terms.showVoucher(code)
    const product = byBarcode(programme.index().catalog.products, code)
    if (product) {
      take(product)
      setNotice({ kind: 'info', text: t.search.added(product.text.fr.title) })
    } else void openOrder(code)
  }

  /** What is no article may be a ticket or a receipt: then its order is shown. The basket stays. */
  async function openOrder(code: string) {
    const shown = await terms.openOrder(code).catch(() => null)
    if (shown === null) say(t.search.orderAway)
    else if (!shown) say(t.search.unknownCode(typographic(code)))
  }

  return { open, type, take, favourites, takeFavourite, submit, scanned }
}
