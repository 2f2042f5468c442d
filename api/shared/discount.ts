import type { Family, Product, ShortText } from './catalog.ts'
import { applyRate, cents, type Cents } from './money.ts'
import type { Role } from './role.ts'

/** Why something was taken off: a code in the journal, words on the screens. */
export const DISCOUNT_REASONS = [
  'GROUP_LEADER',
  'DRIVER',
  'PRESS',
  'PARTNER',
  'STAFF',
  'DAMAGED',
  'COMPLAINT',
  'LOYALTY',
] as const
export type DiscountReason = (typeof DISCOUNT_REASONS)[number]

/** FREE makes a place free and its ticket still is issued; PERCENT in basis points; AMOUNT in cents off each unit. */
export type DiscountKind = 'FREE' | 'PERCENT' | 'AMOUNT'

/** What may be taken off a price, by whom and why. */
export type Discount = {
  id: string
  code: string
  name: ShortText
  kind: DiscountKind
  /** The most it may take: basis points of the price, or cents for each unit. A FREE one has 10 000. */
  most: number
  roles: readonly Role[]
  reasons: readonly DiscountReason[]
  /** Families it is good for; null for all of them. */
  families: readonly Family[] | null
  /** Principals' prices are theirs: only where the office agreed it with them. */
  onBehalf: boolean
}

/** A discount asked for on some units of a line: `value` in basis points or cents, as its kind says. */
export type DiscountAsked = {
  discountId: string
  unitId: string
  qty: number
  value: number
  reason: DiscountReason
}

/** What a discount takes off some units of one price, in cents; never more than they cost. */
export function discountOn(discount: Pick<Discount, 'kind'>, asked: DiscountAsked, unitC: Cents): Cents {
  const totalC = asked.qty * unitC
  if (discount.kind === 'FREE') return cents(totalC)
  if (discount.kind === 'PERCENT') return cents(Math.min(totalC, applyRate(totalC, asked.value)))
  return cents(Math.min(totalC, asked.qty * asked.value))
}

/** True when a discount is one for this product, whoever gives it: its family, and whose price it is. */
export function fitsProduct(
  discount: Discount,
  product: Pick<Product, 'family' | 'kind' | 'saleMode'>,
): boolean {
  // What another's terminal printed is paid as it was printed, and a card is worth what was paid for it.
  if (product.kind === 'EXTERNAL' || product.kind === 'VOUCHER') return false
  // A place is given, an article is not: its stock would leave for nothing.
  if (discount.kind === 'FREE' && product.kind === 'GOODS') return false
  if (discount.families && !discount.families.includes(product.family)) return false
  return product.saleMode !== 'MANDATE' || discount.onBehalf
}

/** True when these roles may give as much, for this reason. */
export function mayGive(
  discount: Discount,
  asked: Pick<DiscountAsked, 'value' | 'reason'>,
  roles: readonly Role[],
): boolean {
  return (
    (discount.kind === 'FREE' ? asked.value === discount.most : asked.value > 0) &&
    asked.value <= discount.most &&
    discount.reasons.includes(asked.reason) &&
    discount.roles.some((role) => roles.includes(role))
  )
}
