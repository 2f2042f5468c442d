import { keep, kept, onKeptElsewhere } from '../device.ts'
import type { Basket } from './basket.ts'
import { nameless } from './forget-visitors.ts'
import { readBasket } from './read-basket.ts'

const key = (registerId: string) => `basket.${registerId}`

/** Keeps the basket of a register on this device, through a reload; an empty one is forgotten. */
export function keepBasket(registerId: string, basket: Basket): void {
  keep(key(registerId), basket.lines.length > 0 ? JSON.stringify(basket) : null)
}

/**
 * Keeps a basket that may have lost its screen: only while the device still has this very one, since by then a new
 * screen may have sold it and begun another; and without its people once nobody is signed in.
 */
export function keepStill(registerId: string, saleId: string, basket: Basket): void {
  if (keptBasket(registerId)?.saleId !== saleId) return
  keepBasket(registerId, kept('session') === null ? nameless(basket) : basket)
}

/** The basket that a reload interrupted; null when there is none, or when what is kept is not one. */
export function keptBasket(registerId: string): Basket | null {
  return readBasket(kept(key(registerId)))
}

/** Calls `fn` with the basket of this register each time that another tab changes it; null once it is empty. */
export function onKept(registerId: string, fn: (basket: Basket | null) => void): () => void {
  return onKeptElsewhere(key(registerId), (text) => fn(readBasket(text)))
}
