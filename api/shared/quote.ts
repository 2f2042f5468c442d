/** GROUP: an offer to a group. PHONE: an order taken by telephone, whose seats wait for the payment. */
export const QUOTE_KINDS = ['GROUP', 'PHONE'] as const
export type QuoteKind = (typeof QUOTE_KINDS)[number]

export const QUOTE_STATES = [
  'DRAFT',
  'SENT',
  'ACCEPTED',
  'DECLINED',
  'LAPSED',
  'CANCELLED',
  'SETTLED',
] as const
export type QuoteStatus = (typeof QUOTE_STATES)[number]

/** COUNTER: before the visit, by what a till takes. VIREMENT, MANDAT: on account, after an invoice. */
export const PAYS_BY = ['COUNTER', 'VIREMENT', 'MANDAT'] as const
export type PaysBy = (typeof PAYS_BY)[number]
