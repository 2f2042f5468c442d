import { keep, kept } from '../device.ts'
import type { Basket } from './basket.ts'
import type { Parked } from './parked.ts'
import { noVisitor } from './visitor.ts'

const nameless = (basket: Basket): Basket => ({
  ...basket,
  visitor: noVisitor(),
  lines: basket.lines.map((line) => ({ ...line, names: {} })),
})

/**
 * Takes what says who a basket is for out of everything that this device keeps: when nobody is signed in any more, it
 * is nobody's to read. The baskets stay, and their people are asked again. A sale that was sent and not answered stays
 * whole: only the very same may be sent again.
 */
export function forgetVisitors(registers: readonly string[]): void {
  for (const id of registers) {
    change(`basket.${id}`, (basket: Basket) => (basket.sent ? basket : nameless(basket)))
    change(`parked.${id}`, (list: Parked[]) =>
      list.map((one) => ({ ...one, label: '', basket: nameless(one.basket) })),
    )
  }
}

function change<T>(key: string, to: (value: T) => T): void {
  const text = kept(key)
  if (text === null) return
  try {
    keep(key, JSON.stringify(to(JSON.parse(text) as T)))
  } catch {
    // What cannot be read names nobody that a till would show; it is not kept either.
    keep(key, null)
  }
}
