import { randomInt } from 'node:crypto'
import type { BulkWrite } from '../../db/bulk.ts'
import { bulkAll, into, type Tx } from '../../db/index.ts'
import { voucher, voucherMovement } from '../../db/schema/index.ts'
import { newId } from '../shared/id.ts'
import { cents, type Cents } from '../shared/money.ts'
import { SHORT } from '../shared/short-code.ts'
import { msOf, type Day, type Instant } from '../shared/time.ts'
import { expiryOf, type VoucherKind } from '../shared/voucher.ts'
import { VOUCHER_CODE_LENGTH } from '../shared/voucher-code.ts'

/** A voucher while it is locked, with the place of its last movement. */
export type Voucher = {
  id: string
  kind: VoucherKind
  code: string
  saleId: string
  lineN: number
  copy: number
  initialC: Cents
  balanceC: Cents
  issuedAt: Instant
  /** Last day on which it pays. */
  expiresOn: Day
  expiredAt: Instant | null
  lastN: number
}

export type MovementKind = 'ISSUE' | 'SPEND' | 'GIVE_BACK' | 'CANCEL' | 'EXPIRE'
export type MovementRow = typeof voucherMovement.$inferInsert
export type VoucherRow = typeof voucher.$inferInsert

/** Vouchers named by their codes or by their ids; what is not there is absent. */
export type Named = { codes?: readonly string[]; ids?: readonly string[] }

/**
 * Locks vouchers in order of id, between the orders and the counters of everybody's order, and then reads them as they
 * are: a statement sees what was committed when it began.
 */
export async function lockNamed(tx: Tx, { codes = [], ids = [] }: Named): Promise<Voucher[]> {
  if (codes.length + ids.length === 0) return []
  const [, rows] = await Promise.all([
    tx.sql`
      SELECT id FROM voucher WHERE code = ANY(${codes as string[]}::text[]) OR id = ANY(${ids as string[]}::text[])
       ORDER BY id FOR NO KEY UPDATE`,
    tx.sql<Voucher[]>`
      SELECT id, kind, code, sale_id AS "saleId", line_n AS "lineN", copy, initial_c AS "initialC",
             balance_c AS "balanceC", issued_at AS "issuedAt", expires_on AS "expiresOn", expired_at AS "expiredAt",
             (SELECT coalesce(max(m.n), 0) FROM voucher_movement m WHERE m.voucher_id = v.id) AS "lastN"
        FROM voucher v
       WHERE code = ANY(${codes as string[]}::text[]) OR id = ANY(${ids as string[]}::text[]) ORDER BY id`,
  ])
  return [...rows]
}

/**
 * What comes on a locked voucher (positive, in cents) or goes from it: its balance moves in memory, and the row to write
 * is returned. Throws a RangeError below nothing, which the callers refuse before.
 */
export function moveOf(
  of: Pick<Voucher, 'id' | 'balanceC' | 'lastN'>,
  move: { kind: MovementKind; amountC: number; saleId: string | null; at: Instant },
): MovementRow {
  of.balanceC = cents(of.balanceC + move.amountC)
  if (of.balanceC < 0) throw new RangeError(`voucher ${of.id} has ${of.balanceC} cents left`)
  of.lastN += 1
  return { voucherId: of.id, n: of.lastN, balanceC: of.balanceC, ...move, amountC: cents(move.amountC) }
}

/** What a voucher is made of: the document that gives it, its line or tender there, its place on that line. */
export type IssueInput = {
  kind: VoucherKind
  saleId: string
  lineN: number
  copy: number
  amountC: number
  at: Instant
  /** The civil day of the document, from which its months are counted. */
  day: Day
  months: number
}

/** A new voucher with its first movement, to be written with the document that gives it. */
export function issued(input: IssueInput): { row: VoucherRow; movement: MovementRow } {
  const { kind, saleId, lineN, copy, at } = input
  const amountC = cents(input.amountC)
  const id = newId('voucher', msOf(at))
  const row: VoucherRow = {
    id,
    kind,
    code: newCode(),
    saleId,
    lineN,
    copy,
    initialC: amountC,
    balanceC: amountC,
    issuedAt: at,
    expiresOn: expiryOf(input.day, input.months),
    expiredAt: null,
  }
  return {
    row,
    movement: { voucherId: id, n: 1, kind: 'ISSUE', amountC, balanceC: amountC, saleId, at },
  }
}

/** Twelve characters by chance that cannot be foreseen: 57 bits, tried against the limits of `readVoucher`. */
function newCode(): string {
  return Array.from({ length: VOUCHER_CODE_LENGTH }, () => SHORT[randomInt(SHORT.length)]).join('')
}

/** The rows of new vouchers and of movements, for a caller that writes them together with its own. */
export function voucherWrites(rows: readonly VoucherRow[], movements: readonly MovementRow[]): BulkWrite[] {
  const writes = [into(voucher, rows), into(voucherMovement, movements)]
  return writes.filter((write) => write.rows.length > 0)
}

/** Writes what is left on locked vouchers. */
export async function writeBalances(tx: Tx, of: readonly Pick<Voucher, 'id' | 'balanceC'>[]): Promise<void> {
  if (of.length === 0) return
  await tx.sql`
    UPDATE voucher v SET balance_c = k.c
      FROM unnest(${of.map((v) => v.id)}::text[], ${of.map((v) => v.balanceC)}::int[]) AS k(id, c)
     WHERE v.id = k.id`
}

/** Writes new vouchers, movements and what is left on the vouchers that moved. */
export async function writeVouchers(
  tx: Tx,
  write: { rows?: readonly VoucherRow[]; movements: readonly MovementRow[]; moved?: readonly Voucher[] },
): Promise<void> {
  const writes = voucherWrites(write.rows ?? [], write.movements)
  if (writes.length === 0) return
  await Promise.all([bulkAll(tx, writes), writeBalances(tx, write.moved ?? [])])
}
