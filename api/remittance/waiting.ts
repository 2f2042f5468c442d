import type { Db, Tx } from '../../db/index.ts'
import { actOn } from '../regie/act.ts'
import {
  REMITTANCE_KINDS,
  REMITTED_MEANS,
  type Waiting,
  type WaitingCards,
  type WaitingTender,
} from '../shared/remittance.ts'
import { local, plusDays, type Day, type Instant } from '../shared/time.ts'

/** Where no act says otherwise, a cheque is with the bank the day after (décret 2019-798 art. 8). */
const CHEQUE_DAYS = 1

/**
 * What waits for the bank, by what it is, the oldest first. A tender that a payment correction took back before it was
 * remitted waits no more, and neither does what took it back: both are left out, and come to nothing together. A cheque
 * whose sale was refunded is still remitted (the transfer waits for it to clear), and says so.
 */
export async function readWaiting(reader: Db | Tx, now: Instant): Promise<Waiting> {
  const [office] = await reader.sql<{ zone: string }[]>`SELECT zone FROM office`
  const today = local(now, office?.zone).day
  const act = await actOn(reader, today)
  const [tenders, cards] = [await waitingTenders(reader, today), await waitingCards(reader, today)]
  const days = act?.chequeDays ?? CHEQUE_DAYS
  const of = (means: string) =>
    tenders.filter((t) => t.means === means).map((t) => dated(t, plusDays(t.day, days), today))
  const lists = { CHEQUE: of('CHEQUE'), ANCV: of('ANCV_P'), CARD: cards }
  const sums = Object.fromEntries(
    REMITTANCE_KINDS.map((kind) => [
      kind,
      {
        count: kind === 'CARD' ? cards.reduce((sum, c) => sum + c.count, 0) : lists[kind].length,
        amountC: lists[kind].reduce((sum, t) => sum + t.amountC, 0),
        since: lists[kind][0]?.day ?? null,
        late: kind === 'CHEQUE' ? lists.CHEQUE.filter((t) => t.late).length : 0,
      },
    ]),
  ) as Waiting['sums']
  return { today, cheques: lists.CHEQUE, vouchers: lists.ANCV, cards, sums }
}

type Found = Omit<WaitingTender, 'dueOn' | 'late' | 'day'> & { day: Day; means: string }

function dated(found: Found, dueOn: Day, today: Day): WaitingTender {
  const { means: _, ...tender } = found
  return { ...tender, dueOn, late: today > dueOn }
}

/** A tender `t` of a sale `s` that is on no slip, as text for the statements of this folder. */
export const ON_NO_SLIP = `
  NOT EXISTS (SELECT 1 FROM remittance_tender x WHERE x.sale_id = t.sale_id AND x.n = t.n AND NOT x.released)`

/** Neither a paper that a payment correction took back before it was remitted, nor what took it back. */
export const NOT_UNDONE = `
  NOT EXISTS (
    SELECT 1 FROM correction c JOIN tender_link k ON k.sale_id = c.sale_id AND k.origin_n = t.n
      JOIN tender u ON u.sale_id = k.sale_id AND u.n = k.n AND u.means = t.means AND u.amount_c = -t.amount_c
     WHERE c.origin_id = t.sale_id AND t.amount_c > 0
       AND NOT EXISTS (SELECT 1 FROM remittance_tender x WHERE x.sale_id = u.sale_id AND x.n = u.n AND NOT x.released))
  AND NOT EXISTS (
    SELECT 1 FROM tender_link k JOIN correction c ON c.sale_id = k.sale_id
      JOIN tender u ON u.sale_id = c.origin_id AND u.n = k.origin_n AND u.means = t.means AND u.amount_c = -t.amount_c
     WHERE k.sale_id = t.sale_id AND k.n = t.n AND t.amount_c < 0
       AND NOT EXISTS (SELECT 1 FROM remittance_tender x WHERE x.sale_id = u.sale_id AND x.n = u.n AND NOT x.released))`

const PAPER = [...REMITTED_MEANS.CHEQUE, ...REMITTED_MEANS.ANCV]

async function waitingTenders(reader: Db | Tx, today: Day): Promise<Found[]> {
  const rows = await reader.sql.unsafe<Found[]>(
    `SELECT t.sale_id AS "saleId", t.n, s.number, s.business_day AS day, p.id AS "siteId", p.name AS site,
            r.name AS register, t.amount_c AS "amountC", t.ref, t.means,
            (SELECT o.number FROM correction c JOIN sale o ON o.id = c.sale_id AND o.doc_type IN ('CANCEL', 'REFUND')
              WHERE c.origin_id = s.id ORDER BY o.at LIMIT 1) AS "refundedBy"
       FROM tender t JOIN sale s ON s.id = t.sale_id JOIN register r ON r.id = s.register_id
       JOIN site p ON p.id = r.site_id
      WHERE t.means = ANY($1::text[]) AND r.kind <> 'SCHOOL' AND s.business_day <= $2::date AND ${ON_NO_SLIP} AND ${NOT_UNDONE}
      ORDER BY s.business_day, s.at, t.n`,
    [PAPER, today],
  )
  return [...rows]
}

async function waitingCards(reader: Db | Tx, today: Day): Promise<WaitingCards[]> {
  const rows = await reader.sql.unsafe<WaitingCards[]>(
    `SELECT s.business_day AS day, r.id AS "registerId", r.name AS register, p.name AS site, count(*)::int AS count,
            sum(t.amount_c)::int AS "amountC"
       FROM tender t JOIN sale s ON s.id = t.sale_id JOIN register r ON r.id = s.register_id
       JOIN site p ON p.id = r.site_id
      WHERE t.means = ANY($1::text[]) AND r.kind <> 'SCHOOL' AND s.business_day <= $2::date AND ${ON_NO_SLIP}
      GROUP BY 1, 2, 3, 4, p.position, r.code ORDER BY s.business_day, p.position, r.code`,
    [[...REMITTED_MEANS.CARD], today],
  )
  return [...rows]
}
