import { keep, kept, keptUnder } from '../device.ts'
import type { Basket } from './basket.ts'
import type { Parked } from './parked.ts'
import { noVisitor } from './visitor.ts'

/** A basket that waits longer (ms) is a forgotten one, and its people are nobody's to read. */
const DAY = 24 * 60 * 60_000

/** A basket without who it is for. A sale that was sent and not answered stays whole: only the very same may be sent again. */
export const nameless = (basket: Basket): Basket =>
  basket.sent
    ? basket
    : {
        ...basket,
        visitor: noVisitor(),
        lines: basket.lines.map((line) => ({ ...line, names: {} })),
      }

const unknown = (one: Parked): Parked => ({ ...one, label: '', basket: nameless(one.basket) })

/**
 * Takes what says who a basket is for out of everything that this device keeps, whichever register it is of: when nobody
 * is signed in any more, it is nobody's to read. The baskets stay, and their people are asked again.
 */
export function forgetVisitors(): void {
  for (const key of keptUnder('basket.')) change(key, nameless)
  for (const key of keptUnder('parked.')) change(key, (list: Parked[]) => list.map(unknown))
}

/** Takes them out of the baskets that were set aside more than a day before `nowMs`. */
export function forgetOldVisitors(nowMs: number): void {
  for (const key of keptUnder('parked.'))
    change(key, (list: Parked[]) => list.map((one) => (nowMs - one.at > DAY ? unknown(one) : one)))
}

function change<T>(key: string, to: (value: T) => T): void {
  const text = kept(key)
  if (text === null) return
  try {
    const changed = JSON.stringify(to(JSON.parse(text) as T))
    // What is the same is not kept anew: the other tabs would hear of it.
    if (changed !== text) keep(key, changed)
  } catch {
    // What cannot be read names nobody that a till would show; it is not kept either.
    keep(key, null)
  }
}
