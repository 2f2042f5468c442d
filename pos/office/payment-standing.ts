import type { PaymentStatus, PaymentWhy } from '../../api/shared/payment.ts'

export type PaymentStanding = 'failed' | 'charged' | 'refunding' | 'asked'

/** Where the money of an open payment is: not given back, at the provider, on its way back, or nobody knows. */
export function paymentStanding(one: { status: PaymentStatus; why: PaymentWhy | null }): PaymentStanding {
  if (one.why === 'refund_failed') return 'failed'
  if (one.status === 'CHARGED') return 'charged'
  return one.status === 'REFUNDING' ? 'refunding' : 'asked'
}
