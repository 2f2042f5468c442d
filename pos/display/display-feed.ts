import { createEffect, onCleanup } from 'solid-js'
import type { BasketView, LineView } from '../counter/basket-view.ts'
import type { Sold } from '../counter/last-sold.ts'
import { display as t } from '../text/display.ts'
import { createFeed, type Office, type Shown, type ShownLine } from './feed.ts'

/** What of a till the display follows. */
export type Followed = {
  registerId: string
  office: Office
  view: () => BasketView
  /** What remains while it is being paid; null while it is being filled. */
  remainingC: () => number | null
  sold: () => Sold | null
  /** True once the device is no longer on that register, or nobody is signed in. */
  left: () => boolean
}

/** Shows the customer of a register its basket, what remains, the change and thanks. Mount it where the till is made. */
export function createDisplayFeed(till: Followed): void {
  if (typeof BroadcastChannel === 'undefined') return
  const { name, demo } = till.office
  const feed = createFeed(till.registerId, { name, demo })
  createEffect(() => feed.show(shownOf(till)))
  onCleanup(() => feed.close(till.left()))
}

/** What is on the display now, of the till as it is. */
export function shownOf({ view, remainingC, sold }: Pick<Followed, 'view' | 'remainingC' | 'sold'>): Shown {
  const { views, price } = view()
  if (views.length > 0) {
    const remain = remainingC()
    const paying = remain === null ? null : { remainingC: Math.max(0, remain) }
    return { state: 'basket', lines: views.map(lineOf), totalC: price.totalC, paying }
  }
  const done = sold()
  return done ? { state: 'thanks', totalC: done.totalC, changeC: done.changeC } : { state: 'idle' }
}

/** A product, when, and how many of which fare. */
function lineOf({ product, line, priced, totalC }: LineView): ShownLine {
  const session = line.sessions[0]
  const fares = priced.map(({ qty, unitC, fare }) =>
    product.kind === 'GOODS' ? t.pieces(qty, unitC) : t.fare(qty, fare.unit.name.fr),
  )
  const when = session ? [t.when(session.day, session.time)] : []
  return { name: product.text.fr.title, detail: [...when, ...fares].join(' · '), totalC }
}
