import type { PaymentWhy } from '../shared/payment.ts'

/** A card reader, as the provider knows it. */
export type CardReader = { id: string; name: string; isOnline: boolean }

/** What is known of the card that paid: as its slip prints it, never its number. */
export type Card = { brand: string | null; last4: string | null; authCode: string | null }

/**
 * How a charge stands with the provider. `idle`: no reader is showing it, so nobody can pay it now, but it could be shown.
 * `failed`: what the reader did with it ended badly; it could be shown again until it is dropped. `dropped`: it can never
 * be charged any more.
 */
export type ChargeState =
  | { is: 'idle' }
  | { is: 'waiting' }
  | { is: 'failed'; why: PaymentWhy }
  | { is: 'charged'; amountC: number; card: Card }
  | { is: 'dropped' }

/** How money that goes back to a card stands. */
export type RefundState = { is: 'done' | 'waiting' | 'failed'; ref: string }

/** What the provider tells us by itself: that something happened to a charge. What it is, is asked. */
export type Told = { id: string; kind: string; chargeRef: string | null }

/**
 * What the office wants of whoever takes card payments for it, in its own words: no other part of Guichet knows whose
 * interface is behind it. Amounts in euro cents. Whatever is asked twice under the same key is done once. Everything
 * throws `ProviderFault` when it was not answered, or refused.
 */
export type PaymentProvider = {
  /** Opens a charge; nobody is asked for a card yet. Answers the provider's name for it. */
  open: (charge: { key: string; amountC: number; label: string }) => Promise<string>
  /** Has the reader ask for the card. */
  show: (charge: { key: string; ref: string; readerId: string }) => Promise<void>
  read: (charge: { ref: string; readerId: string }) => Promise<ChargeState>
  /** Takes it off the reader and closes it, unless the card was faster: what is true then is answered. */
  drop: (charge: { ref: string; readerId: string }) => Promise<ChargeState>
  /** Gives money back to the card that paid. */
  refund: (asked: { key: string; ref: string; amountC: number }) => Promise<RefundState>
  readers: () => Promise<CardReader[]>
  /** Reads what claims to be the provider's word; null when it is forged, or too old at `nowMs`. */
  hear: (body: string, signature: string, nowMs: number) => Told | null
}

/**
 * The provider did not do what it was asked. `why` is known when it refused; without it nobody can tell whether it was
 * done (no answer, or a fault of its own): only what it says later is true.
 */
export class ProviderFault extends Error {
  readonly why: PaymentWhy | null

  constructor(why: PaymentWhy | null, message: string) {
    super(message)
    this.name = 'ProviderFault'
    this.why = why
  }
}
