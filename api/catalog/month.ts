import type { Db, Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { plusDays, toDay, type Instant } from '../shared/time.ts'

/**
 * A day of a month in three cells: day of the month, places there were on its open departures, places left on them;
 * `left` is null when all its departures are closed.
 */
export type MonthDay = [day: number, capacity: number, left: number | null]
/**
 * The days that have a departure, in order. `last`: the last month in which the product has a session planned, null when
 * it has none.
 */
export type Month = { month: string; last: string | null; days: MonthDay[] }

/** Of the sessions of a course. */
const course = (what: string) =>
  `(SELECT ${what} FROM session g JOIN counter gc ON gc.id = g.counter_id WHERE g.group_id = s.group_id)`
const FREE = 'gc.capacity - gc.taken - gc.held'

/**
 * Written by PostgreSQL, by concatenation, as the departures of a day are (departures.ts), and in one question with the
 * product, which saves a round trip. A return trip counts its outward sessions; a course counts once, on its first day,
 * with the places of its fullest session: only the rows of courses pay for that.
 */
const MONTH = `
SELECT (
  SELECT string_agg('[' || d.day - $2::date + 1 || ',' || d.capacity || ',' || coalesce(d.free::text, 'null') || ']',
                    ',' ORDER BY d.day)
    FROM (
      SELECT one.day, coalesce(sum(one.capacity) FILTER (WHERE one.free IS NOT NULL), 0) AS capacity,
             sum(one.free) AS free
        FROM (
          SELECT s.day,
                 CASE WHEN s.group_id IS NULL THEN c.capacity
                      ELSE ${course(`(array_agg(gc.capacity ORDER BY ${FREE}, g.starts_at))[1]`)} END AS capacity,
                 CASE WHEN s.closed_at IS NOT NULL THEN NULL
                      WHEN s.group_id IS NULL THEN c.capacity - c.taken - c.held
                      ELSE ${course(`CASE WHEN bool_and(g.closed_at IS NULL) THEN min(${FREE}) END`)} END AS free
            FROM session s JOIN counter c ON c.id = s.counter_id
           WHERE s.product_id = p.id AND s.leg = 0 AND s.day >= $2::date AND s.day < $3::date
             AND s.cutoff_at > $4::timestamptz
             AND CASE WHEN s.group_id IS NULL THEN true ELSE s.starts_at = ${course('min(g.starts_at)')} END
          -- Or what a course costs would be counted for each sum again.
          OFFSET 0) one
       GROUP BY one.day) d
  ) AS days,
  (SELECT max(s.day) FROM session s WHERE s.product_id = p.id AND s.leg = 0) AS last
FROM product p
WHERE p.slug = $1 AND p.status = 'LIVE' AND p.channels ? 'ONLINE'`

const SLUG = /^[\w-]+$/

type Asked = { slug: string; month: string; now: Instant }

/**
 * A month of a product day by day, of what can still be booked online at `now`, as JSON text of a `Month`; `month` is
 * YYYY-MM. Throws `not_found` when nothing of that name is sold online.
 */
export async function monthJson(reader: Db | Tx, { slug, month, now }: Asked): Promise<string> {
  // What is no slug names nothing, and PostgreSQL could not even be asked for some of it.
  if (!SLUG.test(slug)) throw new AppError('not_found', { slug })
  const first = toDay(`${month}-01`)
  const next = `${plusDays(first, 31).slice(0, 7)}-01`
  const [row] = await reader.sql.unsafe<{ days: string | null; last: string | null }[]>(
    MONTH,
    [slug, first, next, now],
    { prepare: true },
  )
  if (!row) throw new AppError('not_found', { slug })
  const last = row.last ? `"${row.last.slice(0, 7)}"` : 'null'
  return `{"month":"${month}","last":${last},"days":[${row.days ?? ''}]}`
}

/** Months being read now, by pool and by what was asked. */
const underWay = new WeakMap<Db, Map<string, Promise<string>>>()

/**
 * The same for a crowd: whoever asks for a month that is being read is told what that reading says, a few milliseconds
 * older than an answer of their own. When the bookings of a summer open, everybody looks at the same month. Nothing is
 * kept once it is read.
 */
export function monthForAll(db: Db, asked: Asked): Promise<string> {
  const reading = underWay.get(db) ?? new Map<string, Promise<string>>()
  underWay.set(db, reading)
  const key = `${asked.month} ${asked.slug}`
  const known = reading.get(key)
  if (known) return known
  const answer = monthJson(db, asked).finally(() => reading.delete(key))
  reading.set(key, answer)
  return answer
}
