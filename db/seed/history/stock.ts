import { toDay, zoned, type Instant } from '../../../api/shared/time.ts'
import type { stockMovement } from '../../schema/index.ts'
import { seedId } from '../id.ts'
import { OFFICE } from '../office.ts'
import { PRODUCTS } from '../products/index.ts'
import { productId } from '../providers.ts'
import type { PlannedShift } from './plan.ts'

export type Stock = {
  /** Goods that came in at the beginning of each month, as many as went out in it. */
  movements: (typeof stockMovement.$inferInsert)[]
  /** What each counter of goods or of open-dated places had more. */
  places: { counterId: string; more: number }[]
}

/** What must have come in for a history to be sold, so that what is left is what the demonstration starts with. */
export function stockOf(shifts: readonly PlannedShift[]): Stock {
  const counted = new Map(PRODUCTS.flatMap((p) => (p.stock === undefined ? [] : [[p.code, p]])))
  const byMonth = new Map<string, { code: string; month: string; qty: number }>()
  for (const shift of shifts) {
    const month = shift.day.slice(0, 7)
    for (const line of shift.sales.flatMap((sale) => sale.lines)) {
      if (!counted.has(line.product)) continue
      const key = `${line.product} ${month}`
      const known = byMonth.get(key) ?? { code: line.product, month, qty: 0 }
      byMonth.set(key, { ...known, qty: known.qty + line.count })
    }
  }
  const more = new Map<string, number>()
  for (const { code, qty } of byMonth.values()) more.set(code, (more.get(code) ?? 0) + qty)
  const goods = [...byMonth].filter(([, { code }]) => counted.get(code)?.kind === 'GOODS')
  return {
    movements: goods.map(([key, { code, month, qty }]) => ({
      id: seedId('movement', `history ${key}`),
      productId: productId(code),
      counterId: seedId('counter', code),
      qty,
      reason: 'PURCHASE',
      saleId: null,
      at: zoned(toDay(`${month}-01`), '08:00', OFFICE.zone) as Instant,
    })),
    places: [...more].map(([code, n]) => ({ counterId: seedId('counter', code), more: n })),
  }
}
