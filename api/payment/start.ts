import { randomBytes } from 'node:crypto'
import type { Db } from '../../db/index.ts'
import type { Env } from '../env.ts'
import type { PaymentMode, SimulatedAct } from '../shared/payment.ts'
import type { Instant } from '../shared/time.ts'
import type { Cashier } from './payment.ts'
import { startStandIn, type StandIn } from './stand-in/stand-in.ts'
import { createStripe } from './stripe.ts'

/** How card payments are taken in this process. */
export type Payments = {
  cashier: Cashier
  mode: Exclude<PaymentMode, 'NONE'>
  /** Tells a simulated reader what happens on it; false when there is no such reader. */
  simulate?: (readerId: string, act: SimulatedAct) => Promise<boolean>
  /** Where the office listens, once it does: there a simulated provider tells what happens. */
  listening: (url: string) => void
  stop: () => Promise<void>
}

type Settings = Pick<Env, 'stripeKey' | 'stripeWebhookSecret' | 'stripeAddress' | 'production'>

/**
 * Card payments as the settings say: by Stripe with its keys; by the simulated provider without them, but never in
 * production, where there are none then (null).
 */
export async function startPayments(
  settings: Settings,
  till: Pick<Cashier, 'db' | 'clock' | 'sell' | 'onSeats'>,
): Promise<Payments | null> {
  const { stripeKey, stripeWebhookSecret, stripeAddress, production } = settings
  if (stripeKey !== null && stripeWebhookSecret !== null) {
    const keys = { secretKey: stripeKey, webhookSecret: stripeWebhookSecret, address: stripeAddress }
    const provider = createStripe(keys)
    return { cashier: { ...till, provider }, mode: 'REAL', listening: () => {}, stop: async () => {} }
  }
  return production ? null : simulated(till)
}

async function simulated(till: Pick<Cashier, 'db' | 'clock' | 'sell' | 'onSeats'>): Promise<Payments> {
  const standIn = await openStandIn(till.db, till.clock)
  const { address, secretKey, webhookSecret } = standIn
  const provider = createStripe({ secretKey, webhookSecret, address })
  return {
    cashier: { ...till, provider },
    mode: 'SIMULATED',
    simulate: standIn.act,
    listening: standIn.tell,
    stop: standIn.stop,
  }
}

const openStandIn = (db: Db, clock: () => Instant): Promise<StandIn> =>
  startStandIn({
    db,
    clock,
    secretKey: `sk_test_${randomBytes(12).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
  })
