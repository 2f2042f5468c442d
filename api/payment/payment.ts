import type { Db, Tx } from '../../db/index.ts'
import type { Counter } from '../seat/seat.ts'
import { transaction } from '../../db/index.ts'
import { tellPayment } from '../live.ts'
import type { Role } from '../shared/role.ts'
import { readAnswers } from '../sale/answers.ts'
import type { SellInput } from '../sale/input.ts'
import type { SaleRequest } from '../sale/prepare.ts'
import type { Outcome } from '../sale/sale.ts'
import type { PaymentStatus, PaymentWhy } from '../shared/payment.ts'
import type { Instant } from '../shared/time.ts'
import type { PaymentView } from './form.ts'
import type { Card, PaymentProvider } from './provider.ts'

/** What taking card payments needs besides a request: who takes them, and the lane that sells. */
export type Cashier = {
  db: Db
  clock: () => Instant
  provider: PaymentProvider
  sell: (request: SaleRequest) => Promise<Outcome>
  onSeats: (counters: readonly Counter[]) => void
}

/** All that the sale of a payment is made from later: what the till sent, and as whom. */
export type PaidBasket = { input: SellInput; code: string; roles: Role[] }

export type Payment = {
  id: string
  orderId: string
  saleId: string
  registerId: string
  staffId: string
  readerId: string
  amountC: number
  status: PaymentStatus
  why: PaymentWhy | null
  digest: string
  basket: PaidBasket | null
  chargeRef: string | null
  refundRef: string | null
  cancelAskedAt: Instant | null
  shownAt: Instant | null
  at: Instant
  tries: number
}

const COLUMNS = `id, order_id AS "orderId", sale_id AS "saleId", register_id AS "registerId", staff_id AS "staffId",
  reader_id AS "readerId", amount_c AS "amountC", status, why, digest, basket, charge_ref AS "chargeRef",
  refund_ref AS "refundRef", cancel_asked_at AS "cancelAskedAt", shown_at AS "shownAt", at, tries`

export async function readPayment({ sql }: Db | Tx, id: string): Promise<Payment | null> {
  const [row] = await sql<Payment[]>`SELECT ${sql.unsafe(COLUMNS)} FROM payment WHERE id = ${id}`
  return row ?? null
}

/** The last payment of an order; null when it has none. */
export async function lastOfOrder({ sql }: Db | Tx, orderId: string): Promise<Payment | null> {
  const [row] = await sql<Payment[]>`
    SELECT ${sql.unsafe(COLUMNS)} FROM payment WHERE order_id = ${orderId} ORDER BY at DESC, id DESC LIMIT 1`
  return row ?? null
}

/** What changes with a step; what is left out stays. */
export type Step = {
  status: PaymentStatus
  why?: PaymentWhy | null
  card?: Card
  refundRef?: string
}

const ENDS: readonly PaymentStatus[] = ['SOLD', 'REFUNDED', 'FAILED']

/**
 * Takes a payment a step further, if it still is where the caller saw it: of two that would, one does. A payment that
 * ends forgets its basket, people included. False when it was elsewhere by now.
 */
export async function move(
  tx: Tx,
  id: string,
  from: readonly PaymentStatus[],
  { status, why = null, card, refundRef }: Step,
  now: Instant,
): Promise<boolean> {
  const isEnd = ENDS.includes(status)
  const [moved] = await tx.sql<{ registerId: string; orderId: string }[]>`
    UPDATE payment
       SET status = ${status}, why = ${why}, tries = 0, due_at = ${now}::timestamptz,
           ended_at = ${isEnd ? now : null}::timestamptz,
           basket = CASE WHEN ${isEnd} THEN NULL ELSE basket END,
           brand = coalesce(${card?.brand ?? null}, brand), last4 = coalesce(${card?.last4 ?? null}, last4),
           auth_code = coalesce(${card?.authCode ?? null}, auth_code),
           refund_ref = coalesce(${refundRef ?? null}, refund_ref)
     WHERE id = ${id} AND status = ANY(${from as string[]}::text[])
    RETURNING register_id AS "registerId", order_id AS "orderId"`
  if (moved) await tellPayment(tx, { registerId: moved.registerId, orderId: moved.orderId })
  return moved !== undefined
}

/** The same in a transaction of its own. */
export function moveAlone(
  { db, clock }: Pick<Cashier, 'db' | 'clock'>,
  id: string,
  from: readonly PaymentStatus[],
  step: Step,
): Promise<boolean> {
  return transaction(db, (tx) => move(tx, id, from, step, clock()))
}

/** As the till shows it, with the sale that it settled. */
export async function viewOf(db: Db, payment: Payment): Promise<PaymentView> {
  const { id, orderId, saleId, amountC, status, why, cancelAskedAt } = payment
  const sales =
    status === 'SOLD' ? await transaction(db, (tx) => readAnswers(tx, [saleId])) : new Map<string, never>()
  return {
    id,
    orderId,
    saleId,
    amountC,
    status,
    why,
    isCancelling: cancelAskedAt !== null,
    sale: sales.get(saleId) ?? null,
  }
}
