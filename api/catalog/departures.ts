import type { Db, Tx } from '../../db/index.ts'
import { AppError } from '../shared/errors.ts'
import { daysBetween, local, plusDays, type Day, type Instant } from '../shared/time.ts'

/** A session as screens show it: civil times in the office's zone, and its counter. */
export type Departure = {
  id: string
  productId: string
  optionId: string
  leg: number
  groupId: string | null
  day: Day
  time: string
  endTime: string
  startsAt: Instant
  cutoffAt: Instant
  counterId: string
  capacity: number
  taken: number
  held: number
  /** Null while it is open. */
  closedReason: string | null
}

export type DepartureList = { day: Day; to: Day; sessions: Departure[] }

/** Most days that one request may ask for. */
export const MOST_DAYS = 31

const civil = (column: string) => `left((${column} AT TIME ZONE o.zone)::time::text, 5)`
const instant = (column: string) =>
  `replace(date_trunc('second', ${column} AT TIME ZONE 'UTC')::text, ' ', 'T') || '.000Z'`

/**
 * A departure as JSON text, written by PostgreSQL: with identifiers that need no escaping, concatenation is five times
 * faster than json_build_object and to_char, and those are faster than Node. What may be NULL is coalesced, for a
 * NULL would swallow the row.
 */
const DEPARTURE = `'{"id":"' || s.id || '","productId":"' || s.product_id || '","optionId":"' || s.option_id
  || '","leg":' || s.leg || ',"groupId":' || coalesce('"' || s.group_id || '"', 'null') || ',"day":"' || s.day
  || '","time":"' || ${civil('s.starts_at')} || '","endTime":"' || ${civil('s.ends_at')}
  || '","startsAt":"' || ${instant('s.starts_at')} || '","cutoffAt":"' || ${instant('s.cutoff_at')}
  || '","counterId":"' || s.counter_id || '","capacity":' || c.capacity || ',"taken":' || c.taken
  || ',"held":' || c.held || ',"closedReason":'
  || CASE WHEN s.closed_at IS NULL THEN 'null' ELSE to_json(coalesce(s.closed_reason, ''))::text END || '}'`

/** Two statements, because an OR over the product would hide its index. */
const list = (which: string, channel: string) => `
SELECT string_agg(${DEPARTURE}, ',' ORDER BY s.starts_at, s.id) AS sessions
FROM office o
JOIN session s ON s.day BETWEEN $1::date AND $2::date ${which}
JOIN counter c ON c.id = s.counter_id
JOIN product p ON p.id = s.product_id AND p.status = 'LIVE' AND (${channel}::text IS NULL OR p.channels ? ${channel})`
const OF_ALL = list('', '$3')
const OF_PRODUCT = list('AND s.product_id = $4', '$3')

type Asked = { day: Day; to?: Day; productId?: string; channel?: string }

/**
 * The sessions of the days from `day` to `to` (default: one day) in order of start, as JSON text of a `DepartureList`.
 * Throws `bad_request` for a span that runs backwards or beyond 31 days.
 */
export async function departuresJson(reader: Db | Tx, asked: Asked): Promise<string> {
  const to = asked.to ?? asked.day
  const days = daysBetween(asked.day, to) + 1
  if (days < 1 || days > MOST_DAYS) {
    throw new AppError('bad_request', { issues: [{ path: 'to', message: `1 to ${MOST_DAYS} days` }] })
  }
  const span = [asked.day, to, asked.channel ?? null]
  const [row] = await reader.sql.unsafe<{ sessions: string | null }[]>(
    asked.productId === undefined ? OF_ALL : OF_PRODUCT,
    asked.productId === undefined ? span : [...span, asked.productId],
    { prepare: true },
  )
  return `{"day":"${asked.day}","to":"${to}","sessions":[${row?.sessions ?? ''}]}`
}

/** The same, read. */
export async function departures(reader: Db | Tx, asked: Asked): Promise<DepartureList> {
  return JSON.parse(await departuresJson(reader, asked)) as DepartureList
}

const NEXT = `
SELECT (${DEPARTURE})::json AS departure
FROM office o
JOIN session s ON s.product_id = $1 AND s.option_id = $2 AND s.leg = $3
  AND s.day BETWEEN $5::date AND $6::date AND s.starts_at > $4::timestamptz
JOIN counter c ON c.id = s.counter_id
WHERE s.closed_at IS NULL AND s.cutoff_at > $7::timestamptz AND c.capacity - c.taken - c.held >= $8
  -- A course is offered by its first session, and only if each of them has the seats.
  AND NOT EXISTS (
    SELECT 1 FROM session g JOIN counter gc ON gc.id = g.counter_id
     WHERE s.group_id IS NOT NULL AND g.group_id = s.group_id
       AND (g.starts_at < s.starts_at OR g.closed_at IS NOT NULL OR gc.capacity - gc.taken - gc.held < $8))
ORDER BY s.starts_at, s.id
LIMIT $9`

/** How far ahead another departure is proposed. */
const AHEAD_DAYS = 60

/**
 * The next departures of an option's leg after `after` that can still be sold at `now` (default: `after`) and have so
 * many seats: what a refusal proposes instead.
 */
export async function nextDepartures(
  reader: Db | Tx,
  asked: {
    productId: string
    optionId: string
    leg: number
    after: Instant
    now?: Instant
    seats: number
    limit?: number
  },
): Promise<Departure[]> {
  const from = plusDays(local(asked.after).day, -1)
  const rows = await reader.sql.unsafe<{ departure: Departure }[]>(
    NEXT,
    [
      asked.productId,
      asked.optionId,
      asked.leg,
      asked.after,
      from,
      plusDays(from, AHEAD_DAYS),
      asked.now ?? asked.after,
      Math.max(1, asked.seats),
      asked.limit ?? 2,
    ],
    { prepare: true },
  )
  return rows.map((row) => row.departure)
}

const NEXT_OF_EACH = `
SELECT '[' || coalesce(string_agg(n.departure, ',' ORDER BY n.starts_at, n.id), '') || ']' AS sessions
FROM office o
JOIN product p ON p.status = 'LIVE' AND p.kind = 'SESSION' AND p.channels ? 'ONLINE'
CROSS JOIN LATERAL (
  SELECT s.starts_at, s.id, ${DEPARTURE} AS departure
  FROM session s JOIN counter c ON c.id = s.counter_id
  WHERE s.product_id = p.id AND s.leg = 0 AND s.day >= $1::date AND s.cutoff_at > $2::timestamptz
    AND s.closed_at IS NULL AND c.capacity > c.taken + c.held
    -- A course begins on its first day, and only where each of its sessions has a place.
    AND NOT EXISTS (
      SELECT 1 FROM session g JOIN counter gc ON gc.id = g.counter_id
       WHERE s.group_id IS NOT NULL AND g.group_id = s.group_id
         AND (g.starts_at < s.starts_at OR g.closed_at IS NOT NULL OR gc.capacity <= gc.taken + gc.held))
  ORDER BY s.day, s.starts_at, s.id
  LIMIT 1) n`

/**
 * The next departure with a place of each product sold online, in order of start, as JSON text of its sessions: `day`
 * is that of `now` at the office. What has none left is not in it.
 */
export async function nextOfEachJson(reader: Db | Tx, day: Day, now: Instant): Promise<string> {
  const [row] = await reader.sql.unsafe<{ sessions: string | null }[]>(NEXT_OF_EACH, [day, now], {
    prepare: true,
  })
  return `{"sessions":${row?.sessions ?? '[]'}}`
}

/** Counters of goods and of open-dated products: what is left of the stock. */
export type StockList = { counters: { id: string; capacity: number; taken: number; held: number }[] }

/** The stock of every live product that has one, as JSON text of a `StockList`. */
export async function stockJson(reader: Db | Tx): Promise<string> {
  const [row] = await reader.sql<{ body: string }[]>`
    SELECT json_build_object('counters', coalesce(json_agg(json_build_object(
      'id', c.id, 'capacity', c.capacity, 'taken', c.taken, 'held', c.held) ORDER BY c.id), '[]'))::text AS body
    FROM product p JOIN counter c ON c.id = p.counter_id
    WHERE p.status = 'LIVE'`
  return row?.body ?? '{"counters":[]}'
}
