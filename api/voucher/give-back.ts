import type { Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import type { Day, Instant } from '../shared/time.ts'
import { issued, lockVouchers, moveOf, writeVouchers, type Voucher, type VoucherRow } from './voucher.ts'

/** The correcting document: its id, when it is made, and for how long a new voucher pays (`office.voucher_months`). */
type Document = { saleId: string; at: Instant; day: Day; months: number }

/** What was given: the voucher, and its code when it is a new one that has to be handed over. */
export type Given = { voucherId: string; code: string; amountC: number; expiresOn: Day; isNew: boolean }

/**
 * Gives money back to vouchers that paid the corrected sale. What went on a card whose time has come would be lost: then
 * a new one of the same kind is made. `n` is the tender of the correcting document. The vouchers must have been locked
 * before the counters (`lockVouchers(tx, { ids })`); locked here again they cost nothing.
 */
export async function giveBack(
  tx: Tx,
  doc: Document,
  back: readonly { n: number; voucherId: string; amountC: number }[],
): Promise<Given[]> {
  const vouchers = new Map(
    (await lockVouchers(tx, { ids: back.map((b) => b.voucherId) })).map((v) => [v.id, v]),
  )
  const moved = new Map<string, Voucher>()
  const rows: VoucherRow[] = []
  const movements = []
  const given: Given[] = []
  for (const { n, voucherId, amountC } of back) {
    const found = vouchers.get(voucherId)
    if (!found) throw new AppError('voucher_unknown', { n })
    if (found.expiresOn >= doc.day && found.expiredAt === null) {
      movements.push(moveOf(found, { kind: 'GIVE_BACK', amountC, saleId: doc.saleId, at: doc.at }))
      moved.set(found.id, found)
      given.push({ voucherId, code: found.code, amountC, expiresOn: found.expiresOn, isNew: false })
      continue
    }
    const fresh = issued({ ...doc, kind: found.kind, lineN: n, copy: 1, amountC })
    rows.push(fresh.row)
    movements.push(fresh.movement)
    given.push(newly(fresh.row))
  }
  await writeVouchers(tx, { rows, movements, moved: [...moved.values()] })
  return given
}

/** Makes credit notes, one for each tender AVOIR of a correction that goes to no note there already. */
export async function issueCredit(
  tx: Tx,
  doc: Document,
  notes: readonly { n: number; amountC: number }[],
): Promise<Given[]> {
  const made = notes.map(({ n, amountC }) => issued({ ...doc, kind: 'CREDIT', lineN: n, copy: 1, amountC }))
  await writeVouchers(tx, { rows: made.map((m) => m.row), movements: made.map((m) => m.movement) })
  return made.map((m) => newly(m.row))
}

function newly(row: VoucherRow): Given {
  return {
    voucherId: row.id,
    code: row.code,
    amountC: row.initialC,
    expiresOn: row.expiresOn,
    isNew: true,
  }
}

/** The gift cards that a line of a sale sold, whole and still good first; to be locked by `lockVouchers`. */
export async function cardsOf(
  tx: Pick<Tx, 'sql'>,
  saleId: string,
): Promise<{ id: string; lineN: number; code: string; initialC: number; isWhole: boolean }[]> {
  return tx.sql`
    SELECT id, line_n AS "lineN", code, initial_c AS "initialC",
           balance_c = initial_c AND expired_at IS NULL AS "isWhole"
      FROM voucher WHERE sale_id = ${saleId} AND kind = 'GIFT' ORDER BY line_n, balance_c < initial_c, copy`
}

/**
 * Takes sold gift cards back: `qty` of a line of `originId`. Only those whose whole amount is left; throws
 * `refund_not_allowed` with `whole`, how many of the line still are. Lock the cards before the counters.
 */
export async function cancelCards(
  tx: Tx,
  doc: Pick<Document, 'saleId' | 'at' | 'day'>,
  originId: string,
  lines: readonly { lineN: number; qty: number }[],
): Promise<string[]> {
  if (lines.length === 0) return []
  const sold = await cardsOf(tx, originId)
  const locked = await lockVouchers(tx, { ids: sold.map((s) => s.id) })
  const taken = lines.flatMap(({ lineN, qty }) => {
    const whole = locked.filter(
      (v) => v.lineN === lineN && v.balanceC === v.initialC && v.expiredAt === null && v.expiresOn >= doc.day,
    )
    if (whole.length < qty)
      throw new AppError('refund_not_allowed', { means: 'GIFT', lineN, whole: whole.length })
    return whole.slice(0, qty)
  })
  const movements = taken.map((v) =>
    moveOf(v, { kind: 'CANCEL', amountC: -v.balanceC, saleId: doc.saleId, at: doc.at }),
  )
  await writeVouchers(tx, { movements, moved: taken })
  return taken.map((v) => v.id)
}
