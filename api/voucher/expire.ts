import { transaction, type Db, type Tx } from '../../db/index.ts'
import { post, type LedgerEvent } from '../ledger/ledger.ts'
import { newId } from '../shared/id.ts'
import { local, msOf, type Day, type Instant } from '../shared/time.ts'
import { lockNamed, moveOf, writeVouchers, type Voucher } from './voucher.ts'

/** Account of what is owed on a voucher, by its kind. */
export const OWED = { GIFT: '41911', CREDIT: '4197' } as const
/** What nobody spent in time is the office's. */
const KEPT = '758'

/**
 * Ends vouchers whose last day has passed, at most `limit` a call: what is left on each goes from what is owed to the
 * office's income, by one event named after the document that gave it. Any number of processes may run it, as often as
 * they like: under its lock a voucher ends once. Answers how many did.
 */
export async function expireVouchers(db: Db, now: Instant, limit = 200): Promise<number> {
  const { day } = local(now)
  const due = await db.sql<{ id: string }[]>`
    SELECT id FROM voucher WHERE balance_c > 0 AND expires_on < ${day}::date AND expired_at IS NULL
     ORDER BY expires_on LIMIT ${limit}`
  if (due.length === 0) return 0
  return transaction(db, async (tx) => {
    const locked = await lockNamed(tx, { ids: due.map((one) => one.id) })
    const over = locked.filter((v) => v.balanceC > 0 && v.expiresOn < day && v.expiredAt === null)
    if (over.length === 0) return 0
    await post(tx, await eventsOf(tx, over, now, day))
    const movements = over.map((v) =>
      moveOf(v, { kind: 'EXPIRE', amountC: 0 - v.balanceC, saleId: null, at: now }),
    )
    await writeVouchers(tx, { movements, moved: over })
    await tx.sql`
      UPDATE voucher SET expired_at = ${now}::timestamptz WHERE id = ANY(${over.map((v) => v.id)}::text[])`
    return over.length
  })
}

type Place = { saleId: string; number: string; registerId: string; siteId: string }

async function eventsOf(tx: Tx, over: readonly Voucher[], now: Instant, day: Day): Promise<LedgerEvent[]> {
  const places = await tx.sql<Place[]>`
    SELECT s.id AS "saleId", s.number, s.register_id AS "registerId", r.site_id AS "siteId"
      FROM sale s JOIN register r ON r.id = s.register_id WHERE s.id = ANY(${over.map((v) => v.saleId)}::text[])`
  return over.map((v) => {
    const place = places.find((p) => p.saleId === v.saleId)
    if (!place) throw new Error(`voucher ${v.id} comes from no document`)
    return {
      id: newId('ledgerEvent', msOf(now)),
      kind: 'voucher_expired',
      saleId: null,
      shiftId: null,
      piece: place.number,
      day,
      siteId: place.siteId,
      registerId: place.registerId,
      legs: [
        { account: OWED[v.kind], amountC: v.balanceC },
        { account: KEPT, amountC: 0 - v.balanceC },
      ],
    }
  })
}
