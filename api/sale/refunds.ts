import { z } from 'zod'
import { transaction, type Db, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { post } from '../ledger/ledger.ts'
import { AppError } from '../shared/errors.ts'
import { readIban } from '../shared/iban.ts'
import { newId } from '../shared/id.ts'
import { MEANS } from '../shared/tender.ts'
import { local, msOf } from '../shared/time.ts'
import { ibanField } from './correct-form.ts'
import { tenderRef } from './input.ts'

/** Money that is owed to a visitor: for what, by which means it will be paid, and whom to ask. */
export const RefundView = z.object({
  id: z.string(),
  means: z.enum(MEANS),
  amountC: z.int(),
  /** Not before this day: a cheque has to clear first. */
  notBefore: z.string().nullable(),
  status: z.enum(['OPEN', 'ASKED', 'PAID', 'FAILED']),
  error: z.string().nullable(),
  iban: z.string().nullable(),
  holder: z.string().nullable(),
  at: z.string(),
  /** The correcting document, the sale that it corrects, and their order. */
  saleId: z.string(),
  number: z.string(),
  originId: z.string(),
  originNumber: z.string(),
  orderId: z.string(),
  contact: z
    .object({
      firstName: z.string().nullable(),
      lastName: z.string().nullable(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
})
export type RefundView = z.infer<typeof RefundView>
export const Refunds = z.object({ refunds: z.array(RefundView) })

/** Reference of the transfer, as the bank's statement will show it. */
export const PaidInput = z.strictObject({ ref: tenderRef })
export const IbanInput = z.strictObject({ iban: ibanField, holder: z.string().trim().min(1).max(120) })

/** More than are ever open at once. */
const MOST = 500

/** What is owed and not paid yet, by means, what may be paid first before. */
export async function openRefunds(ctx: Ctx): Promise<z.infer<typeof Refunds>> {
  permit(ctx.actor, 'refund.pay')
  return { refunds: await readRefunds(ctx.db, null) }
}

async function readRefunds(on: Db | Tx, id: string | null): Promise<RefundView[]> {
  const rows = await on.sql<RefundView[]>`
    SELECT d.id, d.means, d.amount_c AS "amountC", d.not_before AS "notBefore", d.status, d.error, d.iban, d.holder,
           s.at, s.id AS "saleId", s.number, o.id AS "originId", o.number AS "originNumber", s.order_id AS "orderId",
           CASE WHEN c.id IS NOT NULL
                THEN json_build_object('firstName', c.first_name, 'lastName', c.last_name, 'email', c.email,
                                       'phone', c.phone) END AS contact
      FROM refund_due d JOIN sale s ON s.id = d.sale_id JOIN sale o ON o.id = s.origin_id
      JOIN "order" r ON r.id = s.order_id LEFT JOIN customer c ON c.id = r.customer_id
     WHERE CASE WHEN ${id}::text IS NULL THEN d.status <> 'PAID' ELSE d.id = ${id} END
     ORDER BY d.means, d.not_before NULLS FIRST, s.at, d.id LIMIT ${MOST}`
  return [...rows]
}

/**
 * Notes that a transfer was made: debits what was owed, credits the bank, and forgets the account it went to. Idempotent:
 * the same reference again answers the same, another is `id_reused`. What goes to a card is paid by the interface of the
 * terminal, and what may not be paid yet is not paid: `refund_not_allowed`. Throws `not_found`.
 */
export async function payRefund(
  ctx: Ctx,
  id: string,
  { ref }: z.infer<typeof PaidInput>,
): Promise<RefundView> {
  const actor = permit(ctx.actor, 'refund.pay')
  return transaction(ctx.db, async (tx) => {
    const due = await lockDue(tx, id)
    if (due.status === 'PAID') {
      if (due.ref !== ref) throw new AppError('id_reused')
      return viewOf(tx, id)
    }
    const { day } = local(ctx.now)
    if (due.means !== 'VIREMENT' || (due.notBefore !== null && due.notBefore > day))
      throw new AppError('refund_not_allowed', { means: due.means, notBefore: due.notBefore })
    await tx.sql`
      UPDATE refund_due SET status = 'PAID', paid_at = ${ctx.now}::timestamptz, paid_by = ${actor.staffId}, ref = ${ref},
             iban = NULL, holder = NULL, error = NULL
       WHERE id = ${id} AND status <> 'PAID'`
    await post(tx, [
      {
        id: newId('ledgerEvent', msOf(ctx.now)),
        kind: 'refund_paid',
        saleId: due.saleId,
        shiftId: null,
        piece: due.number,
        day,
        siteId: due.siteId,
        registerId: due.registerId,
        legs: [
          { account: '4198', amountC: due.amountC },
          { account: '512', amountC: -due.amountC },
        ],
      },
    ])
    await audited(tx, ctx, {
      action: 'refund.pay',
      subject: id,
      detail: { sale: due.number, amountC: due.amountC, ref },
    })
    return viewOf(tx, id)
  })
}

/** Notes where a transfer will go, known only later. Throws `not_found`, `refund_not_allowed` once it is paid. */
export async function setIban(ctx: Ctx, id: string, input: z.infer<typeof IbanInput>): Promise<RefundView> {
  permit(ctx.actor, 'refund.pay')
  return transaction(ctx.db, async (tx) => {
    const due = await lockDue(tx, id)
    if (due.means !== 'VIREMENT' || due.status === 'PAID')
      throw new AppError('refund_not_allowed', { means: due.means, status: due.status })
    await tx.sql`UPDATE refund_due SET iban = ${readIban(input.iban)}, holder = ${input.holder} WHERE id = ${id}`
    await audited(tx, ctx, { action: 'refund.iban', subject: id, detail: { sale: due.number } })
    return viewOf(tx, id)
  })
}

type Due = Pick<RefundView, 'means' | 'amountC' | 'notBefore' | 'status' | 'saleId' | 'number'> & {
  ref: string | null
  registerId: string
  siteId: string
}

async function lockDue(tx: Tx, id: string): Promise<Due> {
  const [due] = await tx.sql<Due[]>`
    SELECT d.means, d.amount_c AS "amountC", d.not_before AS "notBefore", d.status, d.ref, d.sale_id AS "saleId",
           s.number, s.register_id AS "registerId", g.site_id AS "siteId"
      FROM refund_due d JOIN sale s ON s.id = d.sale_id JOIN register g ON g.id = s.register_id
     WHERE d.id = ${id} FOR NO KEY UPDATE OF d`
  if (!due) throw new AppError('not_found')
  return due
}

async function viewOf(tx: Tx, id: string): Promise<RefundView> {
  return (await readRefunds(tx, id))[0] as RefundView
}
