import { isId } from '../../api/shared/id.ts'
import type { Basket } from './basket.ts'
import { noVisitor } from './visitor.ts'

/** Reads what was kept; what an older version kept lacks what came since. */
export function readBasket(text: string | null): Basket | null {
  if (text === null) return null
  try {
    const basket = JSON.parse(text) as Basket
    const whole = isId('sale', basket.saleId) && isId('order', basket.orderId) && Array.isArray(basket.lines)
    if (!whole) return null
    return {
      ...basket,
      lines: basket.lines.map((line) => ({
        ...line,
        // A list of all names did not say which unit each was of: they are asked again.
        names: Array.isArray(line.names) ? {} : (line.names ?? {}),
        discounts: line.discounts ?? [],
      })),
      visitor: { ...noVisitor(), ...basket.visitor },
      tenders: basket.tenders ?? [],
      receipt: basket.receipt ?? null,
      heldUntil: basket.heldUntil ?? null,
      held: basket.held ?? [],
      sent: basket.sent ?? null,
      charge: basket.charge ?? null,
      sentBy: basket.sentBy ?? null,
      spent: basket.spent ?? null,
    }
  } catch {
    return null
  }
}
