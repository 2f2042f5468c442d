import type { Db, Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { plusDays, toDay, type Instant } from '../shared/time.ts'

/**
 * A departure of a month in five cells, since a month has hundreds: day of the month, civil time in the office's zone,
 * leg (0 outward, 1 return), places there were, places left. `left` is null while it is closed.
 */
export type MonthDeparture = [day: number, time: string, leg: number, capacity: number, left: number | null]
/** In order of start. */
export type MonthList = { month: string; departures: MonthDeparture[] }

/**
 * Written by PostgreSQL, by concatenation, as the departures of a day are (departures.ts), and in one question with the
 * product, which saves a round trip. A course counts once, on its first day, with the places of its fullest session; only
 * the rows of courses pay for that.
 */
const MONTH = `
SELECT (
  SELECT string_agg(
      '[' || s.day - $2::date + 1 || ',"' || left((s.starts_at AT TIME ZONE o.zone)::time::text, 5)
      || '",' || s.leg || ',' || c.capacity || ',' ||
      CASE WHEN s.closed_at IS NOT NULL THEN 'null'
           WHEN s.group_id IS NULL THEN (c.capacity - c.taken - c.held)::text
           ELSE coalesce((SELECT CASE WHEN bool_and(g.closed_at IS NULL)
                                      THEN min(gc.capacity - gc.taken - gc.held)::text END
                            FROM session g JOIN counter gc ON gc.id = g.counter_id
                           WHERE g.group_id = s.group_id), 'null') END
      || ']', ',' ORDER BY s.starts_at, s.leg, s.id)
    FROM session s JOIN counter c ON c.id = s.counter_id
   WHERE s.product_id = p.id AND s.day >= $2::date AND s.day < $3::date AND s.cutoff_at > $4::timestamptz
     AND CASE WHEN s.group_id IS NULL THEN true
              ELSE s.starts_at = (SELECT min(g.starts_at) FROM session g WHERE g.group_id = s.group_id) END
  ) AS departures
FROM office o
JOIN product p ON p.slug = $1 AND p.status = 'LIVE' AND p.channels ? 'ONLINE'`

const SLUG = /^[\w-]+$/

/**
 * The departures of a product's month that can still be booked online at `now`, as JSON text of a `MonthList`; `month` is
 * YYYY-MM. Throws `not_found` when nothing of that name is sold online.
 */
export async function monthJson(
  reader: Db | Tx,
  { slug, month, now }: { slug: string; month: string; now: Instant },
): Promise<string> {
  // What is no slug names nothing, and PostgreSQL could not even be asked for some of it.
  if (!SLUG.test(slug)) throw new AppError('not_found', { slug })
  const first = toDay(`${month}-01`)
  const next = `${plusDays(first, 31).slice(0, 7)}-01`
  const [row] = await reader.sql.unsafe<{ departures: string | null }[]>(MONTH, [slug, first, next, now], {
    prepare: true,
  })
  if (!row) throw new AppError('not_found', { slug })
  return `{"month":"${month}","departures":[${row.departures ?? ''}]}`
}

/** Months being read now, by pool and by what was asked. */
const underWay = new WeakMap<Db, Map<string, Promise<string>>>()

/**
 * The same for a crowd: whoever asks for a month that is being read is told what that reading says, a few milliseconds
 * older than an answer of their own. When the bookings of a summer open, everybody looks at the same month. Nothing is
 * kept once it is read.
 */
export function monthForAll(db: Db, asked: Parameters<typeof monthJson>[1]): Promise<string> {
  const reading = underWay.get(db) ?? new Map<string, Promise<string>>()
  underWay.set(db, reading)
  const key = `${asked.month} ${asked.slug}`
  const known = reading.get(key)
  if (known) return known
  const answer = monthJson(db, asked).finally(() => reading.delete(key))
  reading.set(key, answer)
  return answer
}
