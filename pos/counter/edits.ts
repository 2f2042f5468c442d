import { produce, reconcile, type SetStoreFunction } from 'solid-js/store'
import type { CatalogIndex } from '../../api/shared/catalog.ts'
import type { DiscountAsked } from '../../api/shared/discount.ts'
import type { Departure } from '../answers.ts'
import {
  discountsLeft,
  keyOf,
  newLine,
  toSession,
  withQty,
  type Basket,
  type Chosen,
  type External,
  type Line,
  type LineSession,
} from './basket.ts'

type Units = { unitId: string; qty: number }[]
type EditTerms = {
  basket: Basket
  setBasket: SetStoreFunction<Basket>
  index: () => CatalogIndex
  /** The line that shows its steppers. */
  live: () => string | null
  setLive: (key: string | null) => void
  /** False while a sale waits for its answer; says so. */
  mayChange: () => boolean
  changed: () => void
}

/** Changes to the lines of a basket, each written at once. */
export function createEdits(terms: EditTerms) {
  const { basket, setBasket } = terms
  const at = (key: string) => basket.lines.findIndex((l) => l.key === key)
  const idsOf = (sessions: readonly LineSession[]) => sessions.map((s) => s.id)

  /** Sets the units of an option for its sessions; none removes the line. Returns its key. */
  function setUnits(
    optionId: string,
    sessions: LineSession[],
    units: Units,
    external: External | null = null,
    voucher?: Chosen,
  ) {
    const key = keyOf(optionId, idsOf(sessions), external, voucher)
    if (!terms.mayChange()) return key
    const i = at(key)
    const kept = units.filter((u) => u.qty > 0)
    if (kept.length === 0) {
      if (i >= 0) remove(key)
      return key
    }
    if (i < 0) {
      setBasket(
        'lines',
        basket.lines.length,
        newLine({ key, optionId, sessions, units: kept, external, ...(voucher ? { voucher } : {}) }),
      )
    } else {
      setBasket('lines', i, 'units', reconcile(kept, { key: 'unitId' }))
      const { discounts } = basket.lines[i] as Line
      if (discounts.length > 0) setBasket('lines', i, 'discounts', discountsLeft(discounts, kept))
    }
    terms.setLive(key)
    terms.changed()
    return key
  }

  function setQty(optionId: string, sessions: LineSession[], unitId: string, qty: number) {
    const option = terms.index().options.get(optionId)?.option
    if (!option) return
    const line = basket.lines[at(keyOf(optionId, idsOf(sessions)))]
    setUnits(optionId, sessions, withQty(option, line?.units ?? [], unitId, qty))
  }

  function setLineQty(key: string, unitId: string, qty: number) {
    const line = basket.lines[at(key)]
    const option = line && terms.index().options.get(line.optionId)?.option
    if (line && option)
      setUnits(
        line.optionId,
        line.sessions,
        withQty(option, line.units, unitId, qty),
        line.external,
        line.voucher,
      )
  }

  /** One more gift card of an amount of the visitor's own choice. */
  function addCard(optionId: string, unitId: string, amountC: number) {
    const voucher = { amountC }
    const had = basket.lines[at(keyOf(optionId, [], null, voucher))]?.units[0]?.qty ?? 0
    setUnits(optionId, [], [{ unitId, qty: had + 1 }], null, voucher)
  }

  /** One more of an article or an open-dated ticket. */
  function addUnit(unitId: string, qty = 1) {
    const fare = terms.index().fares.get(unitId)
    if (!fare) return
    const line = basket.lines[at(keyOf(fare.option.id, []))]
    const had = line?.units.find((u) => u.unitId === unitId)?.qty ?? 0
    setQty(fare.option.id, [], unitId, had + qty)
  }

  function remove(key: string) {
    if (!terms.mayChange()) return
    setBasket('lines', (lines) => lines.filter((l) => l.key !== key))
    if (terms.live() === key) terms.setLive(null)
    terms.changed()
  }

  /** The same party on other sessions, in the same place of the basket. */
  function move(key: string, sessions: LineSession[]) {
    const i = at(key)
    const line = basket.lines[i]
    if (!line || !terms.mayChange()) return
    const next = keyOf(line.optionId, idsOf(sessions), line.external)
    setBasket(
      'lines',
      i,
      produce((l) => {
        l.key = next
        l.sessions = sessions
        l.refusal = null
      }),
    )
    terms.setLive(next)
    terms.changed()
  }

  /** An external ticket as it was corrected, in its place; false when it has left the basket, or nothing may change. */
  function correct(key: string, external: External, units: Units): boolean {
    const i = at(key)
    const line = basket.lines[i]
    if (!line || !terms.mayChange()) return false
    const next = keyOf(line.optionId, idsOf(line.sessions), external)
    setBasket(
      'lines',
      i,
      produce((l) => {
        l.key = next
        l.external = external
        l.units = units
        l.refusal = null
      }),
    )
    terms.setLive(next)
    terms.changed()
    return true
  }

  /** What is taken off the price of a line's units; none takes nothing off. */
  function discount(key: string, discounts: DiscountAsked[]) {
    const i = at(key)
    if (i < 0 || !terms.mayChange()) return
    setBasket('lines', i, 'discounts', discounts)
    setBasket('lines', i, 'refusal', null)
    terms.changed()
  }

  /** Names of the people of a line, by unit. */
  function name(key: string, names: Line['names']) {
    const i = at(key)
    if (i < 0 || !terms.mayChange()) return
    setBasket('lines', i, 'names', reconcile(names))
    setBasket('lines', i, 'refusal', null)
    terms.changed()
  }

  /** Takes a next departure that the refusal proposes; the other leg stays. */
  function moveTo(key: string, departure: Departure) {
    const line = basket.lines[at(key)]
    if (!line) return
    const others = line.sessions.filter((s) => line.sessions.length > 1 && s.leg !== departure.leg)
    move(
      key,
      [...others, toSession(departure)].sort((a, b) => a.leg - b.leg),
    )
  }

  /** The agent takes the line as the server now offers it. */
  function accept(key: string) {
    const i = at(key)
    if (i < 0 || !terms.mayChange()) return
    setBasket('lines', i, 'refusal', null)
    terms.changed()
  }

  return {
    has: (key: string) => at(key) >= 0,
    setUnits,
    setQty,
    setLineQty,
    addUnit,
    addCard,
    remove,
    move,
    correct,
    discount,
    name,
    moveTo,
    accept,
  }
}
