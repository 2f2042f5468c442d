import { createMemo, untrack } from 'solid-js'
import type { Family } from '../../api/shared/catalog.ts'
import type { Departure } from '../answers.ts'
import { counter as t } from '../text/counter.ts'
import { seatsLeft } from '../ui/seat-level.ts'
import { arePriced, isOpen, overLast, priceOf, rowsOf } from './departure.ts'
import type { Programme } from './programme.ts'
import { isBlank, parseQuery, partyUnits, searchProducts } from './search.ts'

export type Tab = Family | 'FAVOURITES' | 'DEPARTURES'

type FoundTerms = {
  programme: Programme
  slowMs: () => number
  query: () => string
  tab: () => Tab
  /** The departure that is open in the list. */
  open: () => Departure | null
}

/** What the list shows: the day's departures of the chosen family, or what was typed for. */
export function createFound(terms: FoundTerms) {
  const { programme } = terms
  /** In an open departure, figures and letters are its fares and not a search. */
  const partyMode = createMemo(() => terms.open() !== null && /^\d{1,2}([a-z]|$)/i.test(terms.query().trim()))
  const parsed = createMemo(() => parseQuery(partyMode() ? '' : terms.query()))
  const products = createMemo(() => searchProducts(programme.words(), parsed().words))
  const searching = createMemo(() => !partyMode() && terms.query().trim() !== '')

  const family = (): Family | null => {
    const chosen = terms.tab()
    return chosen === 'FAVOURITES' || chosen === 'DEPARTURES' ? null : chosen
  }
  /** A family of articles has no departures: all of them stay in sight beside it. */
  const datedFamily = createMemo(() => {
    const chosen = family()
    const dated = programme.index().catalog.products.some((p) => p.family === chosen && p.kind === 'SESSION')
    return dated ? chosen : null
  })
  /** The open departure, when it still sold as it was opened: its row does not move while one looks at it. */
  const stays = createMemo(() => {
    const open = terms.open()
    return open && untrack(() => isOpen(open, terms.slowMs())) ? open.id : null
  })
  const sessions = createMemo(() => {
    if (searching() && isBlank(parsed())) return []
    const rows = rowsOf(programme.index(), programme.list.sessions, terms.slowMs(), {
      family: searching() ? null : datedFamily(),
      productIds: parsed().words.length > 0 ? new Set(products().map((p) => p.id)) : null,
      time: parsed().time,
    })
    const listed = rows.map((row) => row.session)
    return overLast(listed, terms.slowMs(), stays())
  })
  /** How many of them still sell: open, with room. */
  const selling = () =>
    sessions()
      .map(programme.fresh)
      .filter((s) => isOpen(s, terms.slowMs()) && seatsLeft(s) > 0).length
  /** Products found that the list of departures does not show. */
  const others = createMemo(() => {
    const shown = new Set(sessions().map((s) => s.productId))
    return products()
      .filter((p) => !shown.has(p.id))
      .slice(0, 8)
  })

  /** What Enter will put: "2 adultes, 1 enfant, 71,00 €"; null when no fares are typed. */
  const preview = createMemo((): string | null => {
    const { party } = parsed()
    // Of what another terminal prints and of a gift card, Enter opens the form.
    const best = products()[0]
    const opt =
      best?.kind === 'EXTERNAL' || best?.kind === 'VOUCHER'
        ? undefined
        : best?.options.find((o) => partyUnits(o, party)?.length)
    if (!opt) return null
    // A fare that is not sold that day is none to promise: Enter says so.
    if (!arePriced(programme.index(), opt, partyUnits(opt, party) ?? [], programme.day())) return null
    const fares = opt.units.flatMap((unit) => {
      const qty = party.find((p) => p.short === unit.short.toLowerCase())?.qty ?? 0
      return qty > 0 ? [{ unit, qty, priceC: priceOf(programme.index(), unit, programme.day()) ?? 0 }] : []
    })
    const words = fares.map(({ unit, qty }) => t.basket.counted(qty, unit.name.fr)).join(', ')
    return t.search.enter(
      words,
      fares.reduce((sum, f) => sum + f.qty * f.priceC, 0),
    )
  })

  return { partyMode, parsed, products, searching, family, datedFamily, sessions, selling, others, preview }
}

export type Found = ReturnType<typeof createFound>
