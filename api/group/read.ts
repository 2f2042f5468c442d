import type { Db, Tx } from '../../db/index.ts'
import type { QuotedFare } from '../../db/schema/group.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import type { Quotes, QuoteSummary } from './form.ts'

type Row = Omit<QuoteSummary, 'lines' | 'firstAt' | 'owedC'> & {
  priced: QuotedFare[]
  accountC: number
  paidC: number
  offsetC: number
}

async function rowsOf(reader: Db | Tx, id: string | null): Promise<Row[]> {
  return reader.sql<Row[]>`
    SELECT q.id, q.order_id AS "orderId", q.number, q.version, q.kind, q.status, q.name, q.email, q.phone,
           q.total_c AS "totalC", q.pays_by AS "paysBy", q.valid_until AS "validUntil", q.due_at AS "dueAt",
           q.sale_id AS "saleId", s.number AS "saleNumber", q.pay_day AS "payDay", q.priced,
           coalesce((SELECT sum(t.amount_c)::int FROM tender t
                      WHERE t.sale_id = q.sale_id AND t.means IN ('VIREMENT', 'MANDAT')), 0) AS "accountC",
           coalesce((SELECT sum(p.amount_c)::int FROM account_payment p WHERE p.quote_id = q.id), 0) AS "paidC",
           coalesce((SELECT sum(l.amount_c)::int FROM ledger_event e JOIN ledger_leg l ON l.event_id = e.id
                      WHERE e.kind = 'account_offset' AND e.piece = s.number AND l.account = '411'), 0) AS "offsetC"
      FROM quote q LEFT JOIN sale s ON s.id = q.sale_id
     WHERE ${id === null ? reader.sql`true` : reader.sql`q.id = ${id}`}
     ORDER BY q.created DESC, q.id DESC LIMIT 500`
}

function summary({ priced, accountC, paidC, offsetC, ...row }: Row): QuoteSummary {
  const starts = priced.flatMap((fare) => fare.startsAt ?? []).sort()
  return {
    ...row,
    firstAt: starts[0] ?? null,
    owedC: accountC - paidC + offsetC,
    lines: priced.map(({ label, fare, qty, unitC, totalC, serviceDay, startsAt, provider }) => ({
      label,
      fare,
      qty,
      unitC,
      totalC,
      serviceDay,
      startsAt,
      provider,
    })),
  }
}

/** One quote with what is owed of it, in cents. Throws `not_found`. */
export async function quoteOf(reader: Db | Tx, id: string): Promise<QuoteSummary> {
  const [row] = await rowsOf(reader, id)
  if (!row) throw new AppError('not_found')
  return summary(row)
}

/** Groups and orders, newest first; the last 500. */
export async function listQuotes(ctx: Ctx): Promise<Quotes> {
  permit(ctx.actor, 'group.read')
  return { quotes: (await rowsOf(ctx.db, null)).map(summary) }
}
