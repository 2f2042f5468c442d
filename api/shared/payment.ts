/** How far a charge on a reader has come; the last three are how it ended. */
export const PAYMENT_STATUSES = [
  'CREATED',
  'WAITING',
  'CHARGED',
  'REFUNDING',
  'SOLD',
  'REFUNDED',
  'FAILED',
] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** Why a payment ended without a sale, why its money goes back, or what it waits for. */
export const PAYMENT_WHYS = [
  /** The bank refused the card. */
  'declined',
  /** The visitor pressed the reader's own cancel key. */
  'cancelled_on_reader',
  /** The agent took it back. */
  'cancelled',
  /** Nobody presented a card. */
  'timeout',
  'reader_offline',
  'reader_busy',
  'reader_failed',
  /** The provider does not answer. */
  'provider_away',
  /** The provider refuses the charge as such. */
  'refused',
  /** The card was charged, and the sale cannot be made any more. */
  'sold_out',
  'shift_closed',
  'sale_refused',
  /** The provider took another amount than was asked. */
  'amount_differs',
  /** The provider cannot give the money back to the card: somebody has to. */
  'refund_failed',
] as const
export type PaymentWhy = (typeof PAYMENT_WHYS)[number]

/** True while the card may still be asked, charged or turned into a sale: the basket waits. */
export const isLive = (status: PaymentStatus): boolean =>
  status === 'CREATED' || status === 'WAITING' || status === 'CHARGED'

/** Whether payments are taken by a real provider, by the simulated one, or not at all. */
export const PAYMENT_MODES = ['NONE', 'SIMULATED', 'REAL'] as const
export type PaymentMode = (typeof PAYMENT_MODES)[number]

/** The least that a card terminal takes, in cents. */
export const CARD_LEAST_C = 50

/** What a simulated reader can be told to do. */
export const SIMULATED_ACTS = ['present', 'decline', 'cancel', 'cut', 'offline', 'online'] as const
export type SimulatedAct = (typeof SIMULATED_ACTS)[number]
