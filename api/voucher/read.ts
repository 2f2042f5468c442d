import { z } from 'zod'
import { attemptKey, attemptOnce, giveBack, type Limit } from '../auth/limit.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { local } from '../shared/time.ts'
import { codeEnd } from '../shared/voucher-code.ts'
import { voucherCodeField } from '../voucher-field.ts'

/** Codes that are of no voucher, on one device: enough to mistype, and by far too few to guess one. */
const UNKNOWN_LIMIT: Limit = { max: 20, windowSeconds: 10 * 60 }

export const CodePath = z.object({ code: voucherCodeField })

/** What is left on a voucher and how it came about, without a word of who bought or spent it. */
export const VoucherView = z.object({
  kind: z.enum(['GIFT', 'CREDIT']),
  /** The last characters of its code. */
  end: z.string(),
  initialC: z.int(),
  balanceC: z.int(),
  issuedAt: z.string(),
  /** Last day on which it pays. */
  expiresOn: z.string(),
  isExpired: z.boolean(),
  movements: z.array(
    z.object({
      kind: z.enum(['ISSUE', 'SPEND', 'GIVE_BACK', 'CANCEL', 'EXPIRE']),
      amountC: z.int(),
      balanceC: z.int(),
      at: z.string(),
      /** Number of the receipt; null when there is none. */
      number: z.string().nullable(),
    }),
  ),
})
export type VoucherView = z.infer<typeof VoucherView>

/**
 * The voucher of a code. `device` names the session that asks: unknown codes are counted on it. Throws
 * `voucher_unknown`, `rate_limited`.
 */
export async function readVoucher(ctx: Ctx, code: string, device: string): Promise<VoucherView> {
  permit(ctx.actor, 'voucher.read')
  const key = attemptKey('voucher', device)
  await attemptOnce(ctx.db, key, UNKNOWN_LIMIT, ctx.now)
  const { sql } = ctx.db
  const [found] = await sql<(Omit<VoucherView, 'movements' | 'isExpired' | 'end'> & { id: string })[]>`
    SELECT id, kind, initial_c AS "initialC", balance_c AS "balanceC", issued_at AS "issuedAt",
           expires_on AS "expiresOn"
      FROM voucher WHERE code = ${code}`
  if (!found) throw new AppError('voucher_unknown')
  await giveBack(ctx.db, key)
  const movements = await sql<VoucherView['movements']>`
    SELECT m.kind, m.amount_c AS "amountC", m.balance_c AS "balanceC", m.at, s.number
      FROM voucher_movement m LEFT JOIN sale s ON s.id = m.sale_id
     WHERE m.voucher_id = ${found.id} ORDER BY m.n`
  const { id: _, ...view } = found
  const isExpired = view.expiresOn < local(ctx.now).day
  return { ...view, end: codeEnd(code), isExpired, movements: [...movements] }
}
