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

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

/** PostgreSQL writes the JSON: Node's serialisation costs more than the query. */
const DEPARTURE = `json_build_object(
  'id', s.id, 'productId', s.product_id, 'optionId', s.option_id, 'leg', s.leg, 'groupId', s.group_id, 'day', s.day,
  'time', to_char(s.starts_at AT TIME ZONE o.zone, 'HH24:MI'),
  'endTime', to_char(s.ends_at AT TIME ZONE o.zone, 'HH24:MI'),
  'startsAt', to_char(s.starts_at AT TIME ZONE 'UTC', ${ISO}),
  'cutoffAt', to_char(s.cutoff_at AT TIME ZONE 'UTC', ${ISO}),
  'counterId', s.counter_id, 'capacity', c.capacity, 'taken', c.taken, 'held', c.held,
  'closedReason', CASE WHEN s.closed_at IS NOT NULL THEN coalesce(s.closed_reason, '') END)`

const LIST = `
SELECT json_build_object('day', $1::date, 'to', $2::date, 'sessions',
  coalesce(json_agg(${DEPARTURE} ORDER BY s.starts_at, s.id), '[]'))::text AS body
FROM office o
JOIN session s ON s.day BETWEEN $1::date AND $2::date AND ($3::text IS NULL OR s.product_id = $3)
JOIN counter c ON c.id = s.counter_id
JOIN product p ON p.id = s.product_id AND p.status = 'LIVE' AND ($4::text IS NULL OR p.channels ? $4)`

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
  const [row] = await reader.sql.unsafe<{ body: string }[]>(
    LIST,
    [asked.day, to, asked.productId ?? null, asked.channel ?? null],
    { prepare: true },
  )
  return row?.body ?? JSON.stringify({ day: asked.day, to, sessions: [] })
}

/** The same, read. */
export async function departures(reader: Db | Tx, asked: Asked): Promise<DepartureList> {
  return JSON.parse(await departuresJson(reader, asked)) as DepartureList
}

const NEXT = `
SELECT ${DEPARTURE} AS departure
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
