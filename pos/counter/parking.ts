import { parked as t } from '../text/extra.ts'
import type { Cart } from './cart.ts'
import type { Dialogs } from './dialogs.ts'
import { createParked } from './parked.ts'

type ParkingTerms = {
  registerId: string
  cart: Cart
  dialogs: Dialogs
  nowMs: () => number
  say: (kind: 'info' | 'tan', text: string) => void
  /** The till sells again: what was open for the other basket is closed. */
  toSell: () => void
}

/** Setting a basket aside to serve somebody else, and taking it back. */
export function createParking(terms: ParkingTerms) {
  const { cart, dialogs, say } = terms
  const parked = createParked(terms.registerId)

  /** "Golfe du Morbihan et 2 autres": what the agent will know it by, with a name when there is one. */
  function labelOf(): string {
    const { visitor } = cart.state
    const [first, ...more] = cart.view().views
    const what = t.label(first?.product.text.fr.title.split(',')[0] ?? '', more.length)
    return visitor.lastName === '' ? what : `${visitor.lastName}, ${what}`
  }

  /** Sets the basket aside; its seats stay kept for as long as a hold lasts. */
  function park(): boolean {
    if (parked.isFull()) {
      say('tan', t.full)
      return false
    }
    const label = labelOf()
    const basket = cart.park()
    if (!basket) return false
    parked.add({ basket, label, at: terms.nowMs() })
    dialogs.close()
    terms.toSell()
    say('info', t.done(label))
    return true
  }

  /** Takes a basket back; the one on the till is set aside in its place. */
  function resume(saleId: string) {
    const wanted = parked.take(saleId)
    if (!wanted) return say('tan', t.gone)
    const free = cart.state.lines.length === 0 || park()
    if (!free || !cart.takeBack(wanted.basket)) return parked.add(wanted)
    dialogs.close()
    terms.toSell()
  }

  return {
    parked,
    park,
    resume,
    /** F7: sets the basket aside; with none on the till, shows those that wait. */
    parkOrList: () => {
      if (cart.state.lines.length === 0 || !park()) dialogs.ask({ what: 'parked' })
    },
  }
}
