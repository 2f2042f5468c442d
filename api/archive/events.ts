import { permit, type Ctx } from '../context.ts'
import type { JournalEvent, JournalEvents } from '../shared/archive.ts'
import type { Instant } from '../shared/time.ts'
import type { EventsQuery } from './form.ts'

type Found = { register: string; registerId: string; seq: number; at: Instant; payload: string }
type Says = { code: string; operator: { code: string }; detail: JournalEvent['detail'] }

/**
 * Events of the log (JET), newest first, a page at a time; of one register, of one code, within a span of days. Each
 * register's log is read backwards from where the page begins.
 */
export async function readEvents(ctx: Ctx, asked: EventsQuery): Promise<JournalEvents> {
  permit(ctx.actor, 'journal.read')
  const { sql } = ctx.db
  const { registerId = null, code = null, from = null, to = null, limit } = asked
  const [at = null, register = null, seq = null] = asked.after?.split('/') ?? []
  const found = await sql<Found[]>`
    SELECT g.code AS register, g.id AS "registerId", e.seq, e.recorded_at AS at, e.payload
      FROM register g
      CROSS JOIN LATERAL (
        SELECT r.seq, r.recorded_at, r.payload FROM journal_record r
         WHERE r.register_id = g.id AND r.journal = 'L'
           AND (${at}::timestamptz IS NULL
                OR (r.recorded_at, r.register_id, r.seq) < (${at}::timestamptz, ${register}::text, ${seq}::int))
           AND (${from}::date IS NULL OR r.business_day >= ${from}::date)
           AND (${to}::date IS NULL OR r.business_day <= ${to}::date)
           AND (${code}::text IS NULL OR r.payload::jsonb ->> 'code' = ${code})
         ORDER BY r.seq DESC LIMIT ${limit + 1}) e
     WHERE ${registerId}::text IS NULL OR g.id = ${registerId}
     ORDER BY e.recorded_at DESC, g.id DESC, e.seq DESC LIMIT ${limit + 1}`
  const events = found.slice(0, limit).map(eventOf)
  const last = events.at(-1)
  const next = found.length > limit && last ? `${last.at}/${last.registerId}/${last.seq}` : null
  return { events, next }
}

function eventOf({ register, registerId, seq, at, payload }: Found): JournalEvent {
  const { code, operator, detail } = JSON.parse(payload) as Says
  return { register, registerId, seq, at, code, operator: operator.code, detail }
}
