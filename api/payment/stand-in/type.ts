/** What the simulated provider keeps, in the shape in which Stripe would answer it; amounts in cents, times in s. */
export type Intent = {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  currency: string
  status: 'requires_payment_method' | 'succeeded' | 'canceled'
  payment_method_types: string[]
  capture_method: string
  description: string | null
  latest_charge: Charge | null
  last_payment_error: { type: string; code: string; decline_code: string; message: string } | null
  metadata: Record<string, string>
  livemode: false
  created: number
}

export type Charge = {
  id: string
  object: 'charge'
  amount: number
  amount_refunded: number
  payment_intent: string
  status: 'succeeded'
  payment_method_details: {
    type: 'card_present'
    card_present: { brand: string; last4: string; receipt: { authorization_code: string } }
  }
}

export type Refund = {
  id: string
  object: 'refund'
  amount: number
  currency: string
  payment_intent: string
  charge: string
  status: 'succeeded' | 'pending' | 'failed'
  created: number
}

export type Reader = {
  id: string
  object: 'terminal.reader'
  label: string
  location: string
  device_type: string
  serial_number: string
  status: 'online' | 'offline'
  livemode: false
  metadata: Record<string, string>
  action: {
    type: 'process_payment_intent'
    status: 'in_progress' | 'succeeded' | 'failed'
    failure_code: string | null
    failure_message: string | null
    api_error: { type: string; code: string; decline_code?: string; message: string } | null
    process_payment_intent: { payment_intent: string }
  } | null
}

export type Thing = Intent | Charge | Refund | Reader

/** An error as Stripe answers it. */
export class Refusal extends Error {
  readonly status: number
  readonly body: { type: string; code?: string; param?: string; message: string }

  constructor(status: number, type: string, code: string | undefined, message: string) {
    super(message)
    this.status = status
    this.body = { type, ...(code === undefined ? {} : { code }), message }
  }
}

export const invalid = (code: string | undefined, message: string, status = 400): Refusal =>
  new Refusal(status, 'invalid_request_error', code, message)
