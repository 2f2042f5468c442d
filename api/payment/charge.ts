import { createHash } from 'node:crypto'
import { payment as paymentTable } from '../../db/schema/payment.ts'
import { bulk, transaction, violated, type Tx } from '../../db/index.ts'
import { permit, type Ctx, type SignedIn } from '../context.ts'
import { checkSale } from '../sale/check.ts'
import { hold } from '../sale/hold.ts'
import { saleRequest } from '../sale/sale.ts'
import { AppError } from '../shared/errors.ts'
import { isLive } from '../shared/payment.ts'
import { cents } from '../shared/money.ts'
import type { PaymentInput, PaymentView } from './form.ts'
import { lastOfOrder, readPayment, viewOf, type Cashier, type PaidBasket, type Payment } from './payment.ts'
import { settle } from './settle.ts'

/**
 * Has the reader of the sale's register ask for a card. First of two transactions: the seats are held, the sale is
 * decided as it would be now and not written, the payment is; the provider is asked outside any transaction, and the
 * sale is written once the card is charged (`settle`). Asked again under the same id, the same payment is answered, as it
 * stands. Throws what a sale would refuse with, `payment_waits` when the order has a payment under way, `no_reader`,
 * `id_reused`.
 */
export async function chargeCard(ctx: Ctx, cashier: Cashier, input: PaymentInput): Promise<PaymentView> {
  const actor = permit(ctx.actor, 'payment.take')
  const digest = digestOf(input)
  if (!(await isAsked(ctx, input.id, digest))) {
    const { orderId, registerId, lines } = input.sale
    const waits = await lastOfOrder(ctx.db, orderId)
    if (waits && isLive(waits.status)) throw new AppError('payment_waits', { payment: waits.id })
    const held = await hold(ctx, orderId, {
      registerId,
      lines: lines.map(({ optionId, sessionIds, units }) => ({ optionId, sessionIds, units })),
    })
    cashier.onSeats(held.counters)
    await transaction(ctx.db, (tx) => write(tx, ctx, actor, input, digest)).catch(async (error: unknown) => {
      const rule = violated(error)
      // Pressed twice at once: the other press wrote it.
      if (rule === 'payment_pkey' && (await isAsked(ctx, input.id, digest))) return
      throw rule === 'payment_live' ? new AppError('payment_waits') : error
    })
  }
  return viewOf(ctx.db, (await settle(cashier, input.id)) as Payment)
}

/** The agent takes a payment back. The card may have been faster: what is answered is what is true. */
export async function cancelPayment(ctx: Ctx, cashier: Cashier, id: string): Promise<PaymentView> {
  permit(ctx.actor, 'payment.take')
  await ctx.db.sql`
    UPDATE payment SET cancel_asked_at = ${ctx.now}::timestamptz, due_at = ${ctx.now}::timestamptz
     WHERE id = ${id} AND status IN ('CREATED', 'WAITING') AND cancel_asked_at IS NULL`
  const payment = await settle(cashier, id)
  if (!payment) throw new AppError('not_found')
  return viewOf(ctx.db, payment)
}

/** How a payment stands; the provider is asked while it has not ended. */
export async function followPayment(ctx: Ctx, cashier: Cashier | null, id: string): Promise<PaymentView> {
  permit(ctx.actor, 'payment.take')
  const payment = cashier ? await settle(cashier, id) : await readPayment(ctx.db, id)
  if (!payment) throw new AppError('not_found')
  return viewOf(ctx.db, payment)
}

/** The last payment of an order, for a till that lost sight of it; null when there is none. */
export async function paymentOfOrder(ctx: Ctx, orderId: string): Promise<PaymentView | null> {
  permit(ctx.actor, 'payment.take')
  const payment = await lastOfOrder(ctx.db, orderId)
  return payment && viewOf(ctx.db, payment)
}

const digestOf = (input: PaymentInput): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex')

async function isAsked({ db }: Ctx, id: string, digest: string): Promise<boolean> {
  const known = await readPayment(db, id)
  if (known && known.digest !== digest) throw new AppError('id_reused')
  return known !== null
}

async function write(
  tx: Tx,
  ctx: Ctx,
  actor: SignedIn,
  { id, amountC, sale }: PaymentInput,
  digest: string,
): Promise<void> {
  const tender = { means: 'CB_TERMINAL', amountC } as const
  const request = saleRequest(actor, { ...sale, tenders: [...sale.tenders, tender] })
  await checkSale(tx, { ...request, vouched: ['CB_TERMINAL'] }, ctx.now)
  const [register] = await tx.sql<{ readerId: string | null }[]>`
    SELECT reader_id AS "readerId" FROM register WHERE id = ${sale.registerId}`
  if (!register?.readerId) throw new AppError('no_reader')
  const basket: PaidBasket = { input: sale, code: actor.code, roles: [...actor.roles] }
  await bulk(tx, paymentTable, [
    {
      id,
      orderId: sale.orderId,
      saleId: sale.id,
      registerId: sale.registerId,
      staffId: actor.staffId,
      readerId: register.readerId,
      amountC: cents(amountC),
      status: 'CREATED',
      why: null,
      digest,
      basket,
      chargeRef: null,
      brand: null,
      last4: null,
      authCode: null,
      refundRef: null,
      cancelAskedAt: null,
      shownAt: null,
      at: ctx.now,
      dueAt: ctx.now,
      tries: 0,
      endedAt: null,
    },
  ])
}
