import type { Means } from './tender.ts'
import { plusMonthsEnd, type Day } from './time.ts'

/** A gift card of many uses, or a credit note: what the office owes to whoever shows its code. */
export type VoucherKind = 'GIFT' | 'CREDIT'

/** What an amount of one's own choice may be on a gift card, in cents. */
export const CARD_LEAST_C = 1_000
export const CARD_MOST_C = 50_000

/** Last day of a voucher made on a day: the end of the month, so many months later. */
export const expiryOf = (day: Day, months: number): Day => plusMonthsEnd(day, months)

/** Which kind of voucher a means of payment spends; null when it spends none. */
export function kindOfMeans(means: Means): VoucherKind | null {
  return means === 'GIFT' ? 'GIFT' : means === 'AVOIR' ? 'CREDIT' : null
}
