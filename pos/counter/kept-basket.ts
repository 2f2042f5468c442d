import { isId } from '../../api/shared/id.ts'
import { keep, kept } from '../device.ts'
import type { Basket } from './basket.ts'

const key = (registerId: string) => `basket.${registerId}`

/** Keeps the basket of a register on this device, through a reload; an empty one is forgotten. */
export function keepBasket(registerId: string, basket: Basket): void {
  keep(key(registerId), basket.lines.length > 0 ? JSON.stringify(basket) : null)
}

/** The basket that a reload interrupted; null when there is none, or when what is kept is not one. */
export function keptBasket(registerId: string): Basket | null {
  const text = kept(key(registerId))
  if (text === null) return null
  try {
    const basket = JSON.parse(text) as Basket
    const whole = isId('sale', basket.saleId) && isId('order', basket.orderId) && Array.isArray(basket.lines)
    return whole ? basket : null
  } catch {
    return null
  }
}
