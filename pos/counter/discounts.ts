import { discountOn, fitsProduct, type Discount, type DiscountAsked } from '../../api/shared/discount.ts'
import type { CatalogIndex } from '../../api/shared/catalog.ts'
import { cents, formatEuros, parseEuros, sumCents, type Cents } from '../../api/shared/money.ts'
import type { Role } from '../../api/shared/role.ts'
import type { LineView } from './basket-view.ts'

/** What these roles may take off a line, in the catalogue's order. */
export function discountsFor(index: CatalogIndex, view: LineView, roles: readonly Role[]): Discount[] {
  return index.catalog.discounts.filter(
    (d) => fitsProduct(d, view.product) && d.roles.some((role) => roles.includes(role)),
  )
}

/** "10 %", or an amount: the most that a discount takes. */
export function mostSaid({ kind, most }: Pick<Discount, 'kind' | 'most'>): string {
  return kind === 'AMOUNT' ? formatEuros(most) : `${String(most / 100).replace('.', ',')}\u00a0%`
}

/** The value of a discount as it was typed, in basis points or cents; null when it is none, or too much. */
export function readValue(discount: Pick<Discount, 'kind' | 'most'>, typed: string): number | null {
  if (discount.kind === 'FREE') return discount.most
  // A percentage has the form of an amount: 7,5 % is 750 basis points as 7,5 € is 750 cents.
  const value = parseEuros(typed.replace('%', ''))
  return value !== null && value > 0 && value <= discount.most ? value : null
}

/** What some asked discounts take off a line together, in cents. */
export function offLine(index: CatalogIndex, view: LineView, asked: readonly DiscountAsked[]): Cents {
  return sumCents(
    asked.map((one) => {
      const discount = index.discounts.get(one.discountId)
      const unitC = view.priced.find((l) => l.fare.unit.id === one.unitId)?.unitC ?? cents(0)
      return discount ? discountOn(discount, one, unitC) : cents(0)
    }),
  )
}
