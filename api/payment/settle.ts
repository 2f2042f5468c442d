import { transaction, violated } from '../../db/index.ts'
import { saleRequest } from '../sale/sale.ts'
import type { SaleRequest } from '../sale/prepare.ts'
import { AppError, type ErrorCode } from '../shared/errors.ts'
import { isLive, type PaymentWhy } from '../shared/payment.ts'
import { instantOf, msOf } from '../shared/time.ts'
import { move, moveAlone, readPayment, type Cashier, type Payment } from './payment.ts'
import { ProviderFault, type ChargeState } from './provider.ts'

/** A card that nobody presents is not waited for longer; before the seats of the basket lapse. */
export const PATIENCE_MS = 3 * 60_000
/** A charge that could not even be shown by then is given up. */
const START_MS = 60_000

/*
 * One card, one sale, whatever stops in between. A payment only moves forward, by conditional updates, each committed
 * before the next thing is asked of the provider, and each thing asked under a key of its own, so that it is done once:
 *
 *   CREATED ─▶ WAITING ─▶ CHARGED ─▶ SOLD
 *      └──────────┴─▶ FAILED  └─▶ REFUNDING ─▶ REFUNDED
 *
 * - Stopped after CREATED is written: no reader shows it yet. Begun again while it is young, else given up. WAITING is
 *   written before the reader is told, so that nothing CREATED can ever be charged.
 * - Stopped before or after the reader is told: the provider says whether it shows the charge; shown again under the same
 *   key, or dropped.
 * - Stopped after the card was charged, told or not: the provider is asked until it says so, and CHARGED is written.
 * - FAILED is written only once the provider has closed the charge, or when no reader ever had it.
 * - Stopped between CHARGED and the sale, or after the sale: the sale is asked for again under its own id and with the
 *   very same content, so that it is made or answered again.
 * - The sale is refused: REFUNDING is written under the payment's lock, unless a sale has this payment by then. A sale
 *   that is being made locks the payment too (`tender_of_charge`) and is refused unless it is CHARGED: of the sale and of
 *   the money given back, one happens. `tender_payment_once` says it once more.
 * - Stopped before or after the refund is asked: asked again under the same key, given once.
 */

/** Steps that one call takes at most: from a charge just read to its money given back. */
const MOST_STEPS = 6

/**
 * Takes a payment as far as it can go now, and answers how it stands. May be called at any time, by anybody, at once: for
 * a poll, for what the provider tells, and again by itself. A provider that does not answer leaves it as it is, to be
 * asked again later. Null when there is no such payment.
 */
export async function settle(cashier: Cashier, id: string): Promise<Payment | null> {
  for (let step = 0; step < MOST_STEPS; step++) {
    const payment = await readPayment(cashier.db, id)
    if (!payment) return null
    const moved = await oneStep(cashier, payment).catch((error: unknown) => away(cashier, payment, error))
    if (!moved) break
  }
  return readPayment(cashier.db, id)
}

/** True when the payment went on and may go further. */
async function oneStep(cashier: Cashier, payment: Payment): Promise<boolean> {
  switch (payment.status) {
    case 'CREATED':
      return begin(cashier, payment)
    case 'WAITING':
      return ask(cashier, payment)
    case 'CHARGED':
      return sellIt(cashier, payment)
    case 'REFUNDING':
      return giveBack(cashier, payment)
    default:
      return false
  }
}

const ageOf = ({ clock }: Cashier, { at }: Payment): number => msOf(clock()) - msOf(at)
const fail = (cashier: Cashier, { id, status }: Payment, why: PaymentWhy) =>
  moveAlone(cashier, id, [status], { status: 'FAILED', why })

/** No reader has it yet: opened with the provider, and about to be shown. */
async function begin(cashier: Cashier, payment: Payment): Promise<boolean> {
  const { id, amountC } = payment
  if (payment.cancelAskedAt !== null) return fail(cashier, payment, 'cancelled')
  if (ageOf(cashier, payment) > START_MS) return fail(cashier, payment, payment.why ?? 'provider_away')
  try {
    const chargeRef =
      payment.chargeRef ?? (await cashier.provider.open({ key: id, amountC, label: payment.saleId }))
    await cashier.db.sql`UPDATE payment SET charge_ref = ${chargeRef} WHERE id = ${id} AND charge_ref IS NULL`
  } catch (error) {
    if (error instanceof ProviderFault && error.why !== null) return fail(cashier, payment, error.why)
    throw error
  }
  return moveAlone(cashier, id, ['CREATED'], { status: 'WAITING' })
}

/** It may be charged any moment: what is true is asked. */
async function ask(cashier: Cashier, payment: Payment): Promise<boolean> {
  const { id, readerId, chargeRef: ref } = payment
  if (ref === null) throw new Error(`payment ${id} waits without a charge`)
  if (payment.shownAt === null && payment.cancelAskedAt === null) return show(cashier, payment, ref)
  const state = await cashier.provider.read({ ref, readerId })
  const isLate = ageOf(cashier, payment) > PATIENCE_MS
  if (state.is === 'charged') return charged(cashier, payment, state)
  if (state.is === 'waiting' && payment.cancelAskedAt === null && !isLate)
    return later(cashier, payment, null)
  return close(cashier, payment, ref, state)
}

async function show(cashier: Cashier, payment: Payment, ref: string): Promise<boolean> {
  const { id, readerId } = payment
  // Too late to begin: whether the reader had it all the same is asked.
  if (ageOf(cashier, payment) <= START_MS) {
    try {
      await cashier.provider.show({ key: `${id}.show`, ref, readerId })
    } catch (error) {
      if (!(error instanceof ProviderFault) || error.why === null) throw error
      return close(cashier, payment, ref, { is: 'failed', why: error.why })
    }
  }
  const shown = await cashier.db.sql`
    UPDATE payment SET shown_at = ${cashier.clock()}::timestamptz WHERE id = ${id} AND shown_at IS NULL RETURNING id`
  return shown.length > 0
}

/** Nobody pays it any more: closed with the provider first, which may say that the card was faster. */
async function close(
  cashier: Cashier,
  payment: Payment,
  ref: string,
  seen: Exclude<ChargeState, { is: 'charged' }>,
): Promise<boolean> {
  const now = seen.is === 'dropped' ? seen : await cashier.provider.drop({ ref, readerId: payment.readerId })
  if (now.is === 'charged') return charged(cashier, payment, now)
  if (now.is !== 'dropped') return later(cashier, payment, payment.why)
  return fail(cashier, payment, whyClosed(payment, seen))
}

function whyClosed(payment: Payment, seen: ChargeState): PaymentWhy {
  if (payment.cancelAskedAt !== null) return 'cancelled'
  if (seen.is === 'failed') return seen.why
  return seen.is === 'idle' ? 'reader_failed' : 'timeout'
}

function charged(
  cashier: Cashier,
  { id, amountC }: Payment,
  state: Extract<ChargeState, { is: 'charged' }>,
): Promise<boolean> {
  const from = ['CREATED', 'WAITING'] as const
  const { card } = state
  // The sale's own row is the truth of what it costs; what was taken for it is what was asked, or it goes back.
  return state.amountC === amountC
    ? moveAlone(cashier, id, from, { status: 'CHARGED', card })
    : moveAlone(cashier, id, from, { status: 'REFUNDING', why: 'amount_differs', card })
}

/** The sale that a charged payment settles: the very same each time, so that it is made once. */
export function saleOf(payment: Payment): SaleRequest {
  const { basket, staffId, chargeRef, id, amountC, at } = payment
  if (!basket || chargeRef === null) throw new Error(`payment ${id} has no sale to make`)
  const actor = {
    kind: 'staff',
    staffId,
    code: basket.code,
    name: '',
    roles: basket.roles,
    providerId: null,
  } as const
  const tender = { means: 'CB_TERMINAL', amountC, ref: shortRef(chargeRef), paymentId: id } as const
  const input = { ...basket.input, tenders: [...basket.input.tenders, tender] }
  // Of the moment when the visitor was told the price: a departure that left while the card was read is still paid.
  return { ...saleRequest(actor, input, at), vouched: ['CB_TERMINAL'] }
}

/** The end of the provider's name for a charge: what a receipt and a statement are matched by. */
export const shortRef = (chargeRef: string): string => chargeRef.replace(/[^A-Za-z0-9]/g, '').slice(-12)

async function sellIt(cashier: Cashier, payment: Payment): Promise<boolean> {
  try {
    const outcome = await cashier.sell(saleOf(payment))
    if (outcome.ok) return moveAlone(cashier, payment.id, ['CHARGED'], { status: 'SOLD' })
    return sendBack(cashier, payment, whyUnsold(outcome.error.code))
  } catch (error) {
    // Its money goes back already, or another sale has it.
    const rule = violated(error)
    if (rule === 'tender_payment_charged') return true
    if (rule === 'tender_payment_once') return sendBack(cashier, payment, 'sale_refused')
    throw error
  }
}

const UNSOLD: Partial<Record<ErrorCode, PaymentWhy>> = {
  sold_out: 'sold_out',
  shift_closed: 'shift_closed',
  shift_too_old: 'shift_closed',
}
const whyUnsold = (code: ErrorCode): PaymentWhy => UNSOLD[code] ?? 'sale_refused'

/** The sale was refused: the money goes back, unless a sale was made of it meanwhile; then that is what happened. */
export function sendBack(cashier: Cashier, { id }: Pick<Payment, 'id'>, why: PaymentWhy): Promise<boolean> {
  return transaction(cashier.db, async (tx) => {
    await tx.sql`SELECT id FROM payment WHERE id = ${id} FOR UPDATE`
    const [sold] = await tx.sql`
      SELECT sale_id FROM tender_link WHERE payment_id = ${id} AND NOT is_refund`
    return move(
      tx,
      id,
      ['CHARGED'],
      sold ? { status: 'SOLD' } : { status: 'REFUNDING', why },
      cashier.clock(),
    )
  })
}

/** Asked again until it is done; one that the provider cannot give is shown to a person, who can. */
async function giveBack(cashier: Cashier, payment: Payment): Promise<boolean> {
  const { id, chargeRef, amountC, why } = payment
  if (chargeRef === null) throw new Error(`payment ${id} has no charge to give back`)
  const { is, ref } = await cashier.provider.refund({ key: `${id}.back`, ref: chargeRef, amountC })
  if (is === 'done') return moveAlone(cashier, id, ['REFUNDING'], { status: 'REFUNDED', why, refundRef: ref })
  return later(cashier, payment, is === 'failed' ? 'refund_failed' : why)
}

/** When it is asked again by itself: soon while somebody stands there, then ever later, five minutes at most. */
const waitMs = (tries: number): number => Math.min(300_000, tries < 60 ? 3_000 : 3_000 * 2 ** (tries - 59))

/** Nothing more can be done now; false, so that the caller stops. */
async function later(
  cashier: Cashier,
  { id, status, tries }: Payment,
  why: PaymentWhy | null,
): Promise<boolean> {
  const dueAt = instantOf(msOf(cashier.clock()) + waitMs(tries))
  await cashier.db.sql`
    UPDATE payment SET tries = ${tries + 1}, due_at = ${dueAt}::timestamptz, why = ${why}
     WHERE id = ${id} AND status = ${status}`
  return false
}

/** The provider, or our own lane, did not answer: it is asked again by itself. Other errors are ours. */
async function away(cashier: Cashier, payment: Payment, error: unknown): Promise<boolean> {
  const isTheirs = error instanceof ProviderFault
  const isRefused = isTheirs && error.why !== null && payment.status === 'REFUNDING'
  const why = isRefused ? 'refund_failed' : isTheirs && isLive(payment.status) ? 'provider_away' : payment.why
  await later(cashier, payment, why)
  if (isTheirs || (error instanceof AppError && error.code === 'unavailable')) return false
  throw error
}
