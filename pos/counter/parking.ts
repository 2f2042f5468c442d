import { createEffect, createSignal } from 'solid-js'
import { counter } from '../text/counter.ts'
import { parked as t } from '../text/extra.ts'
import type { Cart } from './cart.ts'
import type { Asking, Dialogs } from './dialogs.ts'
import { createParked } from './parked.ts'

type ParkingTerms = {
  registerId: string
  cart: Asking & Pick<Cart, 'waiting' | 'park' | 'takeBack'>
  dialogs: Dialogs
  nowMs: () => number
  /** Why no basket may come or go now, whatever is in it; null when it may. */
  stays?: () => string | null
  say: (kind: 'info', text: string) => void
  /** The till sells again: what was open for the other basket is closed. */
  toSell: () => void
}

/** Setting a basket aside to serve somebody else, and taking it back. */
export function createParking(terms: ParkingTerms) {
  const { cart, dialogs } = terms
  const parked = createParked(terms.registerId)
  const [refusal, setRefusal] = createSignal<string | null>(null)
  createEffect(() => dialogs.asked() === null && setRefusal(null))

  /** "Golfe du Morbihan et 2 autres": what the agent will know it by, with a name when there is one. */
  function labelOf(): string {
    const { visitor } = cart.state
    const [first, ...more] = cart.view().views
    const what = t.label(first?.product.text.fr.title.split(',')[0] ?? '', more.length)
    return visitor.lastName === '' ? what : `${visitor.lastName}, ${what}`
  }

  /** Why the basket on the till stays there; null when it may be set aside. */
  function staysWhy(): string | null {
    const held = terms.stays?.() ?? null
    if (held !== null) return held
    if (cart.state.spent) return counter.basket.answerSpent
    if (cart.waiting()) return counter.basket.news.waiting
    return parked.isFull() ? t.full : null
  }

  /** Sets the basket aside, its seats kept for as long as a hold lasts; else says why not, over the baskets that wait. */
  function park(): boolean {
    const why = staysWhy()
    if (why !== null) {
      refuse(why)
      return false
    }
    const label = labelOf()
    const basket = cart.park()
    if (!basket) return false
    parked.add({ basket, label, at: terms.nowMs() })
    dialogs.close()
    terms.toSell()
    terms.say('info', t.done(label))
    return true
  }

  function refuse(why: string) {
    if (dialogs.asked()?.what !== 'parked') dialogs.ask({ what: 'parked' })
    setRefusal(why)
  }

  /** Takes a basket back; the one on the till is set aside in its place. */
  function resume(saleId: string) {
    setRefusal(null)
    const held = terms.stays?.() ?? null
    if (held !== null) return refuse(held)
    const wanted = parked.take(saleId)
    if (!wanted) return refuse(t.gone)
    const free = cart.state.lines.length === 0 || park()
    if (free && cart.takeBack(wanted.basket)) {
      dialogs.close()
      terms.toSell()
      return
    }
    parked.add(wanted)
    if (free) refuse(counter.basket.news.waiting)
  }

  return {
    parked,
    park,
    resume,
    /** Why nothing came of the last press, until the list is closed. */
    parkRefusal: refusal,
    /** F7: sets the basket aside; with none on the till, shows those that wait. */
    parkOrList: () => {
      if (cart.state.lines.length === 0) dialogs.ask({ what: 'parked' })
      else park()
    },
  }
}
