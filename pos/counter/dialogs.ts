import { createSignal } from 'solid-js'
import type { Product } from '../../api/shared/catalog.ts'
import { namesOf } from './basket.ts'
import type { BasketView } from './basket-view.ts'
import type { Cart } from './cart.ts'

/** What lies over the till: a question about the visitor, names, a discount, parked baskets, tiles,
 * gift cards. One at a time. */
export type Asked =
  | { what: 'visitor'; next: (() => void) | null }
  | { what: 'names'; key: string; next: (() => void) | null }
  | { what: 'discount'; key: string }
  | { what: 'parked' }
  | { what: 'favourites' }
  | { what: 'card'; product: Product }
  | { what: 'voucher'; code: string | null }

/** What of a basket is asked about. */
export type Asking = Pick<Cart, 'state'> & { view: () => Pick<BasketView, 'views'> }

/** The questions of the till, and those that come before money is taken; who practises is asked for nobody. */
export function createDialogs(cart: Asking, school = false) {
  const [asked, setAsked] = createSignal<Asked | null>(null)

  /** A line whose people are not all named, where the product asks for it. */
  const unnamed = () =>
    cart.view().views.find((v) => v.people > 0 && namesOf(v.line).length !== v.people && !v.line.refusal)

  /** A dated place may be closed by the weather: somebody must be reachable, or have been asked. */
  const isAsking = () =>
    !cart.state.visitor.asked && cart.view().views.some((v) => v.product.kind === 'SESSION')

  /** True when nothing is to be asked any more; else asks it, and goes on with `next` once it is answered. */
  function ready(next: () => void): boolean {
    if (school) return true
    const line = unnamed()?.line
    if (line) setAsked({ what: 'names', key: line.key, next })
    else if (isAsking()) setAsked({ what: 'visitor', next })
    else return true
    return false
  }

  return {
    asked,
    ask: setAsked,
    /** Closes the question; what was to come after it comes. */
    answered() {
      const one = asked()
      setAsked(null)
      if (one && 'next' in one) one.next?.()
    },
    close: () => setAsked(null),
    ready,
  }
}

export type Dialogs = ReturnType<typeof createDialogs>
