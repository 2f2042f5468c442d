import { Stripe } from 'stripe'
import type { PaymentWhy } from '../shared/payment.ts'
import {
  ProviderFault,
  type CardReader,
  type ChargeState,
  type PaymentProvider,
  type RefundState,
} from './provider.ts'

export type StripeSettings = {
  secretKey: string
  webhookSecret: string
  /** Another address than Stripe's own: the simulated provider's. */
  address: string | null
}

/** A till waits for the answer: two tries of this (ms) are within what it waits. */
const TIMEOUT_MS = 8_000
/** How old a word of theirs may be, in s. */
const TOLERANCE_S = 300

/**
 * Stripe, with readers that its own servers drive: a charge is a PaymentIntent of the card that is present, captured at
 * once. The only file that knows Stripe.
 */
export function createStripe({ secretKey, webhookSecret, address }: StripeSettings): PaymentProvider {
  const stripe = new Stripe(secretKey, {
    ...whereOf(address),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
  })

  async function read({ ref, readerId }: { ref: string; readerId: string }): Promise<ChargeState> {
    const intent = await asked(stripe.paymentIntents.retrieve(ref, { expand: ['latest_charge'] }))
    const known = stateOf(intent)
    if (known) return known
    const reader = await asked(stripe.terminal.readers.retrieve(readerId))
    return 'deleted' in reader ? { is: 'idle' } : onReader(reader, ref)
  }

  async function drop(charge: { ref: string; readerId: string }): Promise<ChargeState> {
    const reader = await asked(stripe.terminal.readers.retrieve(charge.readerId)).catch(() => null)
    const isShown = reader && !('deleted' in reader) && onReader(reader, charge.ref).is === 'waiting'
    // A reader that is away, or in the middle of the card, does not let go: what became of the charge is asked below.
    if (isShown) await asked(stripe.terminal.readers.cancelAction(charge.readerId)).catch(() => null)
    try {
      const intent = await asked(stripe.paymentIntents.cancel(charge.ref))
      return stateOf(intent) ?? { is: 'waiting' }
    } catch (error) {
      if (error instanceof ProviderFault && error.why !== null) return read(charge)
      throw error
    }
  }

  return {
    async open({ key, amountC, label }) {
      const intent = await asked(
        stripe.paymentIntents.create(
          {
            amount: amountC,
            currency: 'eur',
            allowed_payment_method_types: ['card_present'],
            capture_method: 'automatic',
            description: label,
          },
          { idempotencyKey: key },
        ),
      )
      return intent.id
    },
    async show({ key, ref, readerId }) {
      await asked(
        stripe.terminal.readers.processPaymentIntent(
          readerId,
          { payment_intent: ref },
          { idempotencyKey: key },
        ),
      )
    },
    read,
    drop,
    async refund({ key, ref, amountC }): Promise<RefundState> {
      const refund = await asked(
        stripe.refunds
          .create({ payment_intent: ref, amount: amountC }, { idempotencyKey: key })
          .catch(async (error: unknown) => {
            if (!(error instanceof Stripe.errors.StripeError) || error.code !== 'charge_already_refunded')
              throw error
            // Somebody was faster, by their own hand: then it is done.
            const [last] = (await stripe.refunds.list({ payment_intent: ref, limit: 1 })).data
            if (!last) throw error
            return last
          }),
      )
      // Under its key it is answered as it was then: how it stands now is asked.
      const { status, id } = await asked(stripe.refunds.retrieve(refund.id))
      if (status === 'failed' || status === 'canceled') return { is: 'failed', ref: id }
      return { is: status === 'succeeded' ? 'done' : 'waiting', ref: id }
    },
    async readers(): Promise<CardReader[]> {
      const list = await asked(stripe.terminal.readers.list({ limit: 100 }))
      return list.data.map(({ id, label, status }) => ({ id, name: label, isOnline: status !== 'offline' }))
    },
    hear(body, signature, nowMs) {
      try {
        const event = stripe.webhooks.constructEvent(
          body,
          signature,
          webhookSecret,
          TOLERANCE_S,
          undefined,
          nowMs,
        )
        return { id: event.id, kind: event.type, chargeRef: chargeRefOf(event.data?.object) }
      } catch {
        return null
      }
    },
  }
}

function whereOf(address: string | null): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (address === null) return {}
  const { hostname, port, protocol } = new URL(address)
  const isOpen = protocol === 'http:'
  return { host: hostname, port: port || (isOpen ? '80' : '443'), protocol: isOpen ? 'http' : 'https' }
}

/** How an intent stands by itself; null while only its reader can tell. */
function stateOf(intent: Stripe.PaymentIntent): ChargeState | null {
  if (intent.status === 'canceled') return { is: 'dropped' }
  if (intent.status === 'processing') return { is: 'waiting' }
  if (intent.status === 'succeeded') {
    const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
    const card = charge?.payment_method_details?.card_present
    return {
      is: 'charged',
      amountC: intent.amount_received,
      card: {
        brand: card?.brand ?? null,
        last4: card?.last4 ?? null,
        authCode: card?.receipt?.authorization_code ?? null,
      },
    }
  }
  if (intent.last_payment_error) return { is: 'failed', why: 'declined' }
  return null
}

/** How an intent stands on its reader. */
function onReader({ action, status }: Stripe.Terminal.Reader, ref: string): ChargeState {
  const shown = action?.process_payment_intent?.payment_intent
  if (!action || (typeof shown === 'object' ? shown.id : shown) !== ref) return { is: 'idle' }
  if (action.status === 'failed') {
    const isCard = action.api_error?.type === 'card_error' || action.failure_code === 'card_declined'
    return { is: 'failed', why: isCard ? 'declined' : (WHYS[action.failure_code ?? ''] ?? 'reader_failed') }
  }
  return action.status === 'in_progress' && status === 'offline'
    ? { is: 'failed', why: 'reader_offline' }
    : { is: 'waiting' }
}

const WHYS: Record<string, PaymentWhy> = {
  customer_canceled: 'cancelled_on_reader',
  terminal_reader_offline: 'reader_offline',
  terminal_reader_busy: 'reader_busy',
  terminal_reader_hardware_fault: 'reader_failed',
}

/**
 * Answers, or throws in our words. Refused (400, 402, 404) is sure; but a reader that did not answer in time may have
 * shown the charge all the same, and a fault of theirs or of the network says nothing.
 */
async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    // Their message may quote what was sent; the type and the code never do.
    const message = [error.type, error.code, error.statusCode].filter(Boolean).join(' ')
    const isSure =
      error instanceof Stripe.errors.StripeInvalidRequestError ||
      error instanceof Stripe.errors.StripeCardError
    if (!isSure || error.code === 'terminal_reader_timeout') throw new ProviderFault(null, message)
    throw new ProviderFault(WHYS[error.code ?? ''] ?? 'refused', message)
  }
}

/** The charge that an event is about, whichever kind of thing it tells of; null for what concerns none. */
function chargeRefOf(object: unknown): string | null {
  const {
    id,
    payment_intent: ofCharge,
    action,
  } = (object ?? {}) as {
    id?: unknown
    payment_intent?: unknown
    action?: { process_payment_intent?: { payment_intent?: unknown } } | null
  }
  const refs = [id, ofCharge, action?.process_payment_intent?.payment_intent]
  const found = refs.map((one) => (typeof one === 'object' && one !== null && 'id' in one ? one.id : one))
  return found.find((one): one is string => typeof one === 'string' && one.startsWith('pi_')) ?? null
}
