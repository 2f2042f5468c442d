import { bulk, transaction, type Db, type Tx } from '../../db/index.ts'
import { sncfDaily } from '../../db/schema/sncf.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { lockDesk } from '../regie/office.ts'
import { AppError } from '../shared/errors.ts'
import { cents } from '../shared/money.ts'
import type { Day } from '../shared/time.ts'
import type { CheckInput, RailDay, Ticket } from './form.ts'

export type Recorded = Pick<RailDay, 'terminal' | 'posC' | 'posCount' | 'drawerC' | 'terminalC'> & {
  day: Day
}

/**
 * What was recorded of each terminal on each day, as its report counts it: tickets on the day they were issued, however they
 * were paid, and cancellations on the day the terminal made them.
 */
export async function recordedDays(
  reader: Db | Tx,
  span: { from: Day; to: Day; zone: string },
): Promise<Recorded[]> {
  const { from, to, zone } = span
  const rows = await reader.sql<Recorded[]>`
    WITH moved AS (
      SELECT terminal, (sold_at AT TIME ZONE ${zone})::date AS day, 1 AS n, fare_c AS c, paid_on FROM sncf_sale
      UNION ALL
      -- A ticket of several fares is several lines, and one cancellation.
      SELECT x.terminal, s.business_day, CASE WHEN c.origin_n = x.line_n THEN -1 ELSE 0 END, l.total_c, x.paid_on
        FROM corrected_line c JOIN sale_line o ON o.sale_id = c.origin_id AND o.n = c.origin_n AND o.kind = 'SNCF'
        JOIN sncf_sale x ON x.sale_id = c.origin_id AND x.external_ref = o.external_ref
        JOIN sale s ON s.id = c.sale_id JOIN sale_line l ON l.sale_id = c.sale_id AND l.n = c.n
      UNION ALL
      SELECT x.terminal, (m.cancelled_at AT TIME ZONE ${zone})::date, -1, -x.fare_c, x.paid_on
        FROM sncf_memo m JOIN sncf_sale x ON x.sale_id = m.id WHERE m.cancelled_at IS NOT NULL)
    SELECT terminal, day, sum(c)::int AS "posC", sum(n)::int AS "posCount",
           coalesce(sum(c) FILTER (WHERE paid_on = 'POS_DRAWER'), 0)::int AS "drawerC",
           coalesce(sum(c) FILTER (WHERE paid_on = 'SNCF_TERMINAL'), 0)::int AS "terminalC"
      FROM moved WHERE day BETWEEN ${from}::date AND ${to}::date
     GROUP BY 1, 2 ORDER BY 2, 1`
  return [...rows]
}

type Checked = NonNullable<RailDay['check']> & { terminal: string; day: Day }

async function checkedDays(reader: Db | Tx, from: Day, to: Day): Promise<Checked[]> {
  const rows = await reader.sql<Checked[]>`
    SELECT DISTINCT ON (d.terminal, d.day) d.terminal, d.day, d.report_c AS "reportC", d.report_count AS "reportCount",
           d.pos_c AS "posC", d.pos_count AS "posCount", d.gap_c AS "gapC", d.comment, s.code AS by, d.at
      FROM sncf_daily d JOIN staff s ON s.id = d.checked_by
     WHERE d.day BETWEEN ${from}::date AND ${to}::date
     ORDER BY d.terminal, d.day, d.n DESC`
  return [...rows]
}

/** Every day of a span on which a terminal sold, or was checked, with its last check. */
export async function railDays(
  reader: Db | Tx,
  span: { from: Day; to: Day; zone: string },
): Promise<RailDay[]> {
  const [recorded, checks] = await Promise.all([
    recordedDays(reader, span),
    checkedDays(reader, span.from, span.to),
  ])
  const days = new Map<string, RailDay>()
  for (const day of recorded) days.set(`${day.day} ${day.terminal}`, { ...day, check: null, changed: false })
  for (const { terminal, day, ...check } of checks) {
    const none = { terminal, day, posC: 0, posCount: 0, drawerC: 0, terminalC: 0 }
    const found = days.get(`${day} ${terminal}`) ?? { ...none, check: null, changed: false }
    const changed = check.posC !== found.posC || check.posCount !== found.posCount
    days.set(`${day} ${terminal}`, { ...found, check, changed })
  }
  return [...days.entries()].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, day]) => day)
}

/**
 * Sets the report of a terminal beside what was recorded of its day. What differs, in money or in tickets, needs a comment
 * (`comment_needed`, `gapC`). Checked again it is a row more, and the last one counts; the same report again changes nothing.
 */
export async function checkDay(ctx: Ctx, input: CheckInput): Promise<RailDay> {
  const actor = permit(ctx.actor, 'sncf.check')
  return transaction(ctx.db, async (tx) => {
    const { place, today } = await lockDesk(tx, ctx)
    const { terminal, day, reportC, reportCount } = input
    if (day > today) throw new AppError('bad_request', { issues: [{ path: 'day' }] })
    const span = { from: day, to: day, zone: place.zone }
    const found = (await recordedDays(tx, span)).find((one) => one.terminal === terminal)
    const [posC, posCount] = [found?.posC ?? 0, found?.posCount ?? 0]
    const gapC = reportC - posC
    const comment = input.comment ?? null
    if ((gapC !== 0 || reportCount !== posCount) && comment === null)
      throw new AppError('comment_needed', { gapC, posC, posCount })
    const [last] = await tx.sql`
      SELECT n, report_c, report_count, pos_c, pos_count, comment FROM sncf_daily
       WHERE terminal = ${terminal} AND day = ${day}::date ORDER BY n DESC LIMIT 1`
    const same =
      last?.report_c === reportC &&
      last.report_count === reportCount &&
      last.pos_c === posC &&
      last.pos_count === posCount &&
      last.comment === comment
    if (!same) {
      const figures = {
        reportC: cents(reportC),
        reportCount,
        posC: cents(posC),
        posCount,
        gapC: cents(gapC),
        comment,
      }
      const n = (last?.n ?? 0) + 1
      await bulk(tx, sncfDaily, [{ terminal, day, n, ...figures, checkedBy: actor.staffId, at: ctx.now }])
      const detail = { terminal, day, reportC, posC, gapC }
      await audited(tx, ctx, { action: 'sncf.check', subject: `${terminal} ${day}`, detail })
    }
    const checked = (await railDays(tx, span)).find((one) => one.terminal === terminal)
    if (!checked) throw new Error('a day that was just checked is not there')
    return checked
  })
}

/** The tickets of a terminal's day, one by one. */
export async function dayTickets(
  ctx: Ctx,
  of: { terminal: string; day: Day },
): Promise<{ tickets: Ticket[] }> {
  permit(ctx.actor, 'regie.read')
  const rows = await ctx.db.sql<Ticket[]>`
    SELECT x.sale_id AS id, x.external_ref AS ref, x.sold_at AS at, x.product, x.origin, x.destination, x.passengers,
           x.fare_c AS "fareC", x.paid_on AS "paidOn", x.status, x.cancel_ref AS "cancelRef", s.number, f.code AS by
      FROM sncf_sale x CROSS JOIN office o
      LEFT JOIN sale s ON s.id = x.sale_id LEFT JOIN sncf_memo m ON m.id = x.sale_id
      JOIN staff f ON f.id = coalesce(s.staff_id, m.staff_id)
     WHERE x.terminal = ${of.terminal} AND (x.sold_at AT TIME ZONE o.zone)::date = ${of.day}::date
     ORDER BY x.sold_at, x.external_ref`
  return { tickets: [...rows] }
}
