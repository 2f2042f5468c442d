import { createSignal } from 'solid-js'
import type { Product } from '../../api/shared/catalog.ts'
import type { Line } from './basket.ts'
import type { Cart } from './cart.ts'
import type { Programme } from './programme.ts'

/** The ticket of the SNCF's terminal that is being recorded, or the line of the basket that is being corrected. */
export type RailForm = { product: Product; line: Line | null }

type RailFormTerms = { programme: Pick<Programme, 'index'>; cart: Pick<Cart, 'mayChange'> }

/** The form of an SNCF ticket while it is open. */
export function createRailForm({ programme, cart }: RailFormTerms) {
  const [rail, setRail] = createSignal<RailForm | null>(null)
  return {
    rail,
    openRail: (product: Product) => setRail({ product, line: null }),
    /** Opens the ticket of a line again, to correct it. */
    correctRail(line: Line) {
      const product = programme.index().options.get(line.optionId)?.product
      if (product && cart.mayChange()) setRail({ product, line })
    },
    closeRail: () => setRail(null),
  }
}
