import type { Product } from '../../api/shared/catalog.ts'
import type { Day } from '../../api/shared/time.ts'
import { counter as t } from '../text/counter.ts'
import type { Programme } from './programme.ts'

type NextDayTerms = {
  programme: Pick<Programme, 'nextDay'>
  /** Shows the product on the day that was found. */
  show: (product: Product, day: Day) => void
  /** Says why nothing is shown. */
  say: (text: string) => void
}

/** The next day on which a product leaves, asked of the server; what the agent does meanwhile wins over the answer. */
export function createNextDay({ programme, show, say }: NextDayTerms) {
  let asking = 0
  return {
    /** The agent did something else. */
    forget() {
      asking += 1
    },
    async go(product: Product): Promise<void> {
      const asked = ++asking
      try {
        const next = await programme.nextDay(product.id)
        if (asked !== asking) return
        if (next === null) say(t.tiles.noMoreDates(product.text.fr.title))
        else show(product, next)
      } catch {
        if (asked === asking) say(t.departures.failed)
      }
    },
  }
}
