import { randomBytes } from 'node:crypto'
import { bulkAll, into, type Tx } from '../../db/index.ts'
import { voucher, voucherMovement } from '../../db/schema/index.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { cents } from '../shared/money.ts'
import { local, msOf, type Day, type Instant } from '../shared/time.ts'
import { newShortCode } from '../ticket/code.ts'

/** Money that a correction gives back on a voucher: on the one that was spent, or on a new credit note. */
export type Filling = {
  /** Place of its tender in the correcting document. */
  n: number
  amountC: number
  /** The voucher that was spent; null for a new credit note. */
  voucherId: string | null
}

export type FillContext = { saleId: string; at: Instant; months: number }

/** Locks vouchers in order of id: after the orders, before the counters and the heads. */
export async function lockVouchers(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.sql`SELECT 1 FROM voucher WHERE id = ANY(${ids as string[]}::text[]) ORDER BY id FOR NO KEY UPDATE`
}

/**
 * Gives money back on vouchers: fills again those that were spent, which are locked, and issues a credit note for the
 * rest. Returns the voucher of each filling, by the place of its tender.
 */
export async function fillVouchers(
  tx: Tx,
  fillings: readonly Filling[],
  { saleId, at, months }: FillContext,
): Promise<Map<number, string>> {
  const filled = new Map<number, string>()
  for (const { n, amountC, voucherId } of fillings) {
    if (voucherId === null) filled.set(n, await issueNote(tx, n, amountC, { saleId, at, months }))
    else {
      await fillAgain(tx, voucherId, amountC, { saleId, at })
      filled.set(n, voucherId)
    }
  }
  return filled
}

async function fillAgain(
  tx: Tx,
  voucherId: string,
  amountC: number,
  { saleId, at }: Pick<FillContext, 'saleId' | 'at'>,
): Promise<void> {
  const [row] = await tx.sql<{ balanceC: number }[]>`
    UPDATE voucher SET balance_c = balance_c + ${amountC} WHERE id = ${voucherId} RETURNING balance_c AS "balanceC"`
  if (!row) throw new AppError('not_found')
  const [last] = await tx.sql<{ n: number }[]>`
    SELECT coalesce(max(n), 0)::int AS n FROM voucher_movement WHERE voucher_id = ${voucherId}`
  await bulkAll(tx, [
    into(voucherMovement, [
      {
        voucherId,
        n: (last?.n ?? 0) + 1,
        kind: 'GIVE_BACK',
        amountC: cents(amountC),
        balanceC: cents(row.balanceC),
        saleId,
        at,
      },
    ]),
  ])
}

async function issueNote(tx: Tx, n: number, amountC: number, ctx: FillContext): Promise<string> {
  const id = newId('voucher', msOf(ctx.at))
  const amount = cents(amountC)
  await bulkAll(tx, [
    into(voucher, [
      {
        id,
        kind: 'CREDIT',
        code: newShortCode(randomBytes(8)) + newShortCode(randomBytes(8)),
        saleId: ctx.saleId,
        lineN: n,
        copy: 1,
        initialC: amount,
        balanceC: amount,
        issuedAt: ctx.at,
        expiresOn: monthsLater(local(ctx.at).day, ctx.months),
        expiredAt: null,
      },
    ]),
    into(voucherMovement, [
      {
        voucherId: id,
        n: 1,
        kind: 'ISSUE',
        amountC: amount,
        balanceC: amount,
        saleId: ctx.saleId,
        at: ctx.at,
      },
    ]),
  ])
  return id
}

/** The same day some months later, or the last of that month. */
function monthsLater(day: Day, months: number): Day {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(y, m + months, 0)).getUTCDate()
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10) as Day
}

/**
 * Takes back gift cards that a sale sold, as many of a line as are taken back: what is left on each goes, and none of it
 * may have been spent. Not yet: a line of gift cards cannot be taken back.
 */
export async function voidVouchers(
  _tx: Tx,
  _of: { saleId: string; lineN: number; qty: number; by: string; at: Instant },
): Promise<void> {
  throw new AppError('refund_not_allowed', { means: 'GIFT', allowed: [] })
}
