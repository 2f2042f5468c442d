/**
 * Tables whose rows are written once: neither changed nor deleted by the application, nor by the owner while the
 * triggers are on. The migration of the guards holds the same list; a test compares them.
 */
export const WRITTEN_ONCE = [
  'sale',
  'sale_line',
  'tender',
  'journal_record',
  'closure',
  'correction',
  'corrected_line',
  'tender_link',
  'voucher_movement',
  'show_ticket',
  'buyer',
  'invoice',
  'account_payment',
  'ledger_event',
  'ledger_leg',
  'cash_movement',
  'shift_count',
  'stock_movement',
  'regie',
  'regie_handover',
  'sncf_daily',
  'sncf_statement',
  'signing_key',
  'audit',
] as const

/** Heads of the chains, which the application moves only through `journal_advance`. */
export const HEADS = 'journal_head'

/** The only tables that the application may delete from: what passes and nobody has to keep. */
export const DELETABLE = [
  'attempt',
  'auth_session',
  'auth_verification',
  'booking',
  'booking_seat',
  'customer',
  'favourite',
  'guest',
  'mail',
  'outbox',
  'payment_event',
  'stand_in',
] as const
