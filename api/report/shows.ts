import { permit, type Ctx } from '../context.ts'
import type { Day } from '../shared/time.ts'
import { AppError } from '../shared/errors.ts'
import { cents, sumCents } from '../shared/money.ts'
import type { ShowLine, ShowStatement } from '../shared/show.ts'

/** Performances of shows within some days that sold a ticket, oldest first, with how many. */
export async function readShows(ctx: Ctx, { from, to }: { from: Day; to: Day }): Promise<ShowLine[]> {
  permit(ctx.actor, 'report.read')
  const rows = await ctx.db.sql<ShowLine[]>`
    SELECT e.id, p.text->'fr'->>'title' AS title, v.name AS organiser, e.day, e.starts_at AS "startsAt",
           e.ends_at <= ${ctx.now}::timestamptz AS "isOver",
           n.issued, n.voids, n."totalC"
      FROM session e JOIN product p ON p.id = e.product_id AND p.is_show
      LEFT JOIN provider v ON v.id = p.provider_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS issued, count(*) FILTER (WHERE t.voided_at IS NOT NULL)::int AS voids,
               coalesce(sum(s.price_c) FILTER (WHERE t.voided_at IS NULL), 0)::int AS "totalC"
          FROM show_ticket s JOIN ticket t ON t.id = s.ticket_id WHERE s.session_id = e.id) n
     WHERE e.day BETWEEN ${from}::date AND ${to}::date AND n.issued > 0
     ORDER BY e.starts_at, e.id`
  return [...rows]
}

type Show = Omit<ShowStatement, 'id' | 'at' | 'categories' | 'issued' | 'totalC' | 'voided'>
type Row = Omit<ShowStatement['categories'][number], 'totalC'>

/**
 * The statement of a performance (fiscal.md 2.7): of each category and price, free ones too, how many tickets were
 * issued, which are void, what the others come to, and between which numbers of the series they lie. `gaps` are numbers
 * that no ticket has, which must be none. Before the end it is a reading. `not_found` for what is no show.
 */
export async function readShowStatement(ctx: Ctx, sessionId: string): Promise<ShowStatement> {
  permit(ctx.actor, 'report.read')
  const [show] = await ctx.db.sql<Show[]>`
    SELECT p.text->'fr'->>'title' AS title, v.name AS organiser, v.siret, p.place, e.day, e.starts_at AS "startsAt",
           e.ends_at <= ${ctx.now}::timestamptz AS "isOver",
           (SELECT coalesce(max(serial), 0) - count(*) FROM show_ticket s WHERE s.session_id = e.id)::int AS gaps
      FROM session e JOIN product p ON p.id = e.product_id AND p.is_show
      LEFT JOIN provider v ON v.id = p.provider_id
     WHERE e.id = ${sessionId}`
  if (!show) throw new AppError('not_found')
  const [rows, voided] = await Promise.all([
    ctx.db.sql<Row[]>`
      SELECT s.category, s.price_c AS "priceC", min(s.serial)::int AS first, max(s.serial)::int AS last,
             count(*)::int AS issued, count(*) FILTER (WHERE t.voided_at IS NOT NULL)::int AS voids
        FROM show_ticket s JOIN ticket t ON t.id = s.ticket_id
       WHERE s.session_id = ${sessionId} GROUP BY 1, 2 ORDER BY 2 DESC, 1`,
    ctx.db.sql<{ serial: number }[]>`
      SELECT s.serial FROM show_ticket s JOIN ticket t ON t.id = s.ticket_id
       WHERE s.session_id = ${sessionId} AND t.voided_at IS NOT NULL ORDER BY 1`,
  ])
  const categories = rows.map((row) => ({ ...row, totalC: cents(row.priceC * (row.issued - row.voids)) }))
  return {
    id: sessionId,
    ...show,
    at: ctx.now,
    categories,
    issued: categories.reduce((n, c) => n + c.issued, 0),
    totalC: sumCents(categories.map((c) => c.totalC)),
    voided: voided.map((row) => row.serial),
  }
}
