import { permit, type Ctx } from '../context.ts'
import type { Db } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import type { Remittance, Waiting } from '../shared/remittance.ts'
import { readWaiting } from './waiting.ts'

/** What waits for the bank, and since when. */
export async function listWaiting(ctx: Ctx): Promise<Waiting> {
  permit(ctx.actor, 'regie.read')
  return readWaiting(ctx.db, ctx.now)
}

const PAGE = 50

/** Slips, the newest first, a page at a time. */
export async function listRemittances(
  ctx: Ctx,
  after: string | undefined,
): Promise<{ remittances: Remittance[]; next: string | null }> {
  permit(ctx.actor, 'regie.read')
  const rows = await slips(ctx.db, { after: after ?? null, id: null, most: PAGE + 1 })
  const remittances = rows.slice(0, PAGE)
  return { remittances, next: rows.length > PAGE ? (remittances.at(-1)?.id ?? null) : null }
}

/** One slip. */
export async function readRemittance(ctx: Ctx, id: string): Promise<Remittance> {
  permit(ctx.actor, 'regie.read')
  const [row] = await slips(ctx.db, { after: null, id, most: 1 })
  if (!row) throw new AppError('not_found')
  return row
}

async function slips(
  db: Db,
  of: { after: string | null; id: string | null; most: number },
): Promise<Remittance[]> {
  const rows = await db.sql<Remittance[]>`
    SELECT m.id, m.kind, m.number, m.status, m.count, m.total_c AS "totalC", m.counted_c AS "countedC", m.faces,
           m.comment, s.code AS by, m.at, m.remitted_on AS "remittedOn", m.credited_on AS "creditedOn",
           m.credited_c AS "creditedC", m.fee_c AS "feeC"
      FROM remittance m JOIN staff s ON s.id = m.staff_id
     WHERE (${of.id}::text IS NULL OR m.id = ${of.id})
       AND (${of.after}::text IS NULL OR (m.at, m.id) < (SELECT at, id FROM remittance WHERE id = ${of.after}))
     ORDER BY m.at DESC, m.id DESC LIMIT ${of.most}`
  return [...rows]
}

/** A cheque or a voucher on a slip, or the card slips of a register and a day. */
export type SlipLine = { day: string; what: string; ref: string | null; count: number; amountC: number }

/** What is on a slip, in the order of the paper. */
export async function slipLines(db: Db, remittanceId: string, kind: Remittance['kind']): Promise<SlipLine[]> {
  const lines =
    kind === 'CARD'
      ? db.sql<SlipLine[]>`
          SELECT s.business_day AS day, p.name || ' · ' || r.name AS what, NULL AS ref, count(*)::int AS count,
                 sum(x.amount_c)::int AS "amountC"
            FROM remittance_tender x JOIN sale s ON s.id = x.sale_id JOIN register r ON r.id = s.register_id
            JOIN site p ON p.id = r.site_id
           WHERE x.remittance_id = ${remittanceId} GROUP BY 1, 2, p.position, r.code ORDER BY 1, p.position, r.code`
      : db.sql<SlipLine[]>`
          SELECT s.business_day AS day, s.number AS what, t.ref, 1 AS count, x.amount_c AS "amountC"
            FROM remittance_tender x JOIN sale s ON s.id = x.sale_id JOIN tender t ON t.sale_id = x.sale_id AND t.n = x.n
           WHERE x.remittance_id = ${remittanceId} ORDER BY s.business_day, s.at, x.n`
  return [...(await lines)]
}
