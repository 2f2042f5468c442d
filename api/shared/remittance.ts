import type { Means } from './tender.ts'

/** What goes to the bank together: cheques, chèques-vacances on paper, totals of the card terminals. */
export const REMITTANCE_KINDS = ['CHEQUE', 'ANCV', 'CARD'] as const
export type RemittanceKind = (typeof REMITTANCE_KINDS)[number]

/** Prepared, with the bank, on the bank's statement; or cancelled before it left. */
export const REMITTANCE_STATUSES = ['PREPARED', 'REMITTED', 'CREDITED', 'VOID'] as const
export type RemittanceStatus = (typeof REMITTANCE_STATUSES)[number]

/** The means that a remittance takes. */
export const REMITTED_MEANS = {
  CHEQUE: ['CHEQUE'],
  ANCV: ['ANCV_P'],
  // What the integrated terminal takes is owed by the payment provider, which pays it out by itself.
  CARD: ['CB'],
} as const satisfies Record<RemittanceKind, readonly Means[]>

/** Account on which what was taken in waits for the bank (fiscal.md 5.3). */
export const WAITING_ACCOUNT = { CHEQUE: '5112', ANCV: '5116', CARD: '5115' } as const satisfies Record<
  RemittanceKind,
  string
>

/** Letters of its numbers: CH-2026-0001. */
export const SERIES = { CHEQUE: 'CH', ANCV: 'CV', CARD: 'CB' } as const satisfies Record<
  RemittanceKind,
  string
>

/** A cheque or voucher that waits. */
export type WaitingTender = {
  saleId: string
  n: number
  number: string
  day: string
  siteId: string
  site: string
  register: string
  amountC: number
  /** Number of the cheque. */
  ref: string | null
  /** Day by which it has to be with the bank. */
  dueOn: string
  late: boolean
  /** The sale was refunded, by transfer once the cheque has cleared: it goes to the bank all the same. */
  refundedBy: string | null
}

/** The slips of a register's terminal on a day. */
export type WaitingCards = {
  day: string
  registerId: string
  register: string
  site: string
  count: number
  amountC: number
}

export type Waiting = {
  today: string
  cheques: WaitingTender[]
  vouchers: WaitingTender[]
  cards: WaitingCards[]
  sums: Record<RemittanceKind, { count: number; amountC: number; since: string | null; late: number }>
}

export type Remittance = {
  id: string
  kind: RemittanceKind
  number: string
  status: RemittanceStatus
  count: number
  totalC: number
  countedC: number
  faces: Record<string, number>
  comment: string | null
  by: string
  at: string
  remittedOn: string | null
  creditedOn: string | null
  creditedC: number | null
  feeC: number | null
}
