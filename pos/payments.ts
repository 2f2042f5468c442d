import { createSignal } from 'solid-js'
import type { PaymentMode } from '../api/shared/payment.ts'
import { client, unwrap } from './api.ts'

const [mode, setMode] = createSignal<PaymentMode>('NONE')

/** How cards are taken on readers here; none until the server has said so. */
export const payments = mode

/** Asks the server once somebody is signed in, and again when it is back. */
export async function askPayments(): Promise<void> {
  try {
    setMode((await unwrap<{ mode: PaymentMode }>(client.api.payments.terms.$get())).mode)
  } catch {
    // It is asked again when the server is back; what was known stays.
  }
}
