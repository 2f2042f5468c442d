/** Why a sale is taken back or its payment said again: a code, since the journal takes no free text (fiscal.md 1.11). */
export const CORRECTION_REASONS = [
  'CUSTOMER_CANCELS',
  'PROVIDER_CANCELS',
  'WEATHER',
  'ILLNESS',
  'AGENT_ERROR',
  'DUPLICATE_SALE',
  'DEFECT',
  'GOODWILL',
  'EXCHANGE',
  'PAYMENT_ERROR',
] as const
export type CorrectionReason = (typeof CORRECTION_REASONS)[number]

/** Reasons that are not the visitor's own: the terms under which they bought do not hold against them. */
export const NOT_THEIRS: readonly CorrectionReason[] = [
  'PROVIDER_CANCELS',
  'WEATHER',
  'AGENT_ERROR',
  'DUPLICATE_SALE',
]

/**
 * What makes a correction wait for somebody who may approve it: its total, a ticket that was used, the terms under which
 * it was bought, a shift that is counted already.
 */
export const APPROVAL_CAUSES = ['AMOUNT', 'TICKET_USED', 'TERMS', 'SHIFT_COUNTED'] as const
export type ApprovalCause = (typeof APPROVAL_CAUSES)[number]
