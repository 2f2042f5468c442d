import type { Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { local, type Instant } from '../shared/time.ts'
import {
  issued,
  lockNamed,
  moveOf,
  writeVouchers,
  type MovementRow,
  type Voucher,
  type VoucherRow,
} from './voucher.ts'

/** Money that a correction gives back on a voucher: on the one that was spent, or on a new credit note. */
export type Filling = {
  /** Place of its tender in the correcting document. */
  n: number
  amountC: number
  /** The voucher that was spent; null for a new credit note. */
  voucherId: string | null
}

/** The correcting document, when it is made, and for how long a new voucher pays (`office.voucher_months`). */
export type FillContext = { saleId: string; at: Instant; months: number }

/** Locks vouchers in order of id: after the orders, before the counters and the heads. */
export async function lockVouchers(tx: Tx, ids: readonly string[]): Promise<void> {
  await lockNamed(tx, { ids })
}

/**
 * Gives money back on vouchers: on those that were spent, which are locked, and on new credit notes for the rest. What
 * went on a card whose last day has passed would be lost: then a new one of its kind is made. Returns the voucher of
 * each filling, by the place of its tender.
 */
export async function fillVouchers(
  tx: Tx,
  fillings: readonly Filling[],
  { saleId, at, months }: FillContext,
): Promise<Map<number, string>> {
  const { day } = local(at)
  const known = await lockNamed(tx, { ids: fillings.flatMap((f) => f.voucherId ?? []) })
  const filled = new Map<number, string>()
  const moved = new Map<string, Voucher>()
  const rows: VoucherRow[] = []
  const movements: MovementRow[] = []
  for (const { n, amountC, voucherId } of fillings) {
    const spent = known.find((v) => v.id === voucherId)
    if (voucherId !== null && !spent) throw new AppError('not_found')
    if (spent && spent.expiredAt === null && spent.expiresOn >= day) {
      movements.push(moveOf(spent, { kind: 'GIVE_BACK', amountC, saleId, at }))
      moved.set(spent.id, spent)
      filled.set(n, spent.id)
      continue
    }
    const kind = spent?.kind ?? 'CREDIT'
    const { row, movement } = issued({ kind, saleId, lineN: n, copy: 1, amountC, at, day, months })
    rows.push(row)
    movements.push(movement)
    filled.set(n, row.id)
  }
  await writeVouchers(tx, { rows, movements, moved: [...moved.values()] })
  return filled
}

/** Ids of the gift cards that a sale sold, by line: what is to be locked before any is taken back. */
export async function cardsOf(
  { sql }: Pick<Tx, 'sql'>,
  saleId: string,
): Promise<{ id: string; lineN: number; isWhole: boolean }[]> {
  return sql`
    SELECT id, line_n AS "lineN", balance_c = initial_c AND expired_at IS NULL AS "isWhole"
      FROM voucher WHERE sale_id = ${saleId} AND kind = 'GIFT' ORDER BY line_n, copy`
}

/**
 * Takes back gift cards that a sale sold, as many of a line as are taken back: what is left on each goes, and none of it
 * may have been spent. `by` is the correcting document. Throws `refund_not_allowed` with `whole`, how many of the line
 * nobody has used. Lock them before the counters (`cardsOf`).
 */
export async function voidVouchers(
  tx: Tx,
  { saleId, lineN, qty, by, at }: { saleId: string; lineN: number; qty: number; by: string; at: Instant },
): Promise<void> {
  const cards = (await cardsOf(tx, saleId)).filter((card) => card.lineN === lineN)
  const locked = await lockNamed(tx, { ids: cards.map((card) => card.id) })
  const { day } = local(at)
  const whole = locked.filter((v) => v.balanceC === v.initialC && v.expiredAt === null && v.expiresOn >= day)
  if (whole.length < qty)
    throw new AppError('refund_not_allowed', { means: 'GIFT', lineN, whole: whole.length })
  const taken = whole.slice(0, qty)
  const movements = taken.map((v) => moveOf(v, { kind: 'CANCEL', amountC: 0 - v.balanceC, saleId: by, at }))
  await writeVouchers(tx, { movements, moved: taken })
}
