import type { Family, ShortText } from './catalog.ts'
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

/** FREE makes a place free and its ticket still is issued; PERCENT in basis points; AMOUNT in cents off the line. */
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
