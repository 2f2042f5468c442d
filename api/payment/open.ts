import type { z } from 'zod'
import { permit, type Ctx } from '../context.ts'
import { plusMinutes } from '../shared/time.ts'
import type { OpenPayments } from './form.ts'

/** After so many minutes a payment that has not ended is worth a look. */
const LONG_MINUTES = 5
const MOST = 100

/** Charges that have not ended after a while, and money that could not go back to its card: for a person to look at. */
export async function openPayments(ctx: Ctx): Promise<z.infer<typeof OpenPayments>> {
  permit(ctx.actor, 'refund.pay')
  const payments = await ctx.db.sql<z.infer<typeof OpenPayments>['payments']>`
    SELECT p.id, r.code AS register, p.order_id AS "orderId", p.at, p.amount_c AS "amountC", p.status, p.why,
           p.charge_ref AS "chargeRef"
      FROM payment p JOIN register r ON r.id = p.register_id
     WHERE p.ended_at IS NULL
       AND (p.why = 'refund_failed' OR p.at < ${plusMinutes(ctx.now, -LONG_MINUTES)}::timestamptz)
     ORDER BY p.at LIMIT ${MOST}`
  return { payments: [...payments] }
}
