import type { Db } from '../../db/index.ts'
import type { Instant } from '../shared/time.ts'
import { OWN } from '../shared/report.ts'
import type { Span } from './span.ts'

/** Shares of seats taken, from 0 to 1, by provider and by product; what has no departures is not in it. */
export type Fill = { provider: ReadonlyMap<string, number>; product: ReadonlyMap<string, number> }

/** Answers of this minute. */
const answers = new WeakMap<Db, Map<string, Promise<Fill>>>()

/**
 * How full the departures were that left within a span, up to `now`, by the minute: places taken over places, whoever
 * sold them. Nothing is sold any more for what has left, so an answer holds for its minute. A departure that was closed
 * took nobody out and is left aside.
 */
export function fillOf(db: Db, span: Span, now: Instant): Promise<Fill> {
  const minute = now.slice(0, 16)
  const key = `${minute} ${span.from} ${span.to}`
  const kept = answers.get(db) ?? new Map<string, Promise<Fill>>()
  answers.set(db, kept)
  const known = kept.get(key)
  if (known) return known
  for (const other of kept.keys()) if (!other.startsWith(minute)) kept.delete(other)
  const filled = countFill(db, span, now)
  kept.set(key, filled)
  // What failed is asked again by the next one.
  filled.catch(() => kept.delete(key))
  return filled
}

async function countFill(db: Db, span: Span, now: Instant): Promise<Fill> {
  const rows = await db.sql<
    { productId: string; providerId: string | null; taken: number; capacity: number }[]
  >`
    SELECT s.product_id AS "productId", p.provider_id AS "providerId", s.taken, s.capacity
      FROM (SELECT s.product_id, sum(c.taken)::int AS taken, sum(c.capacity)::int AS capacity
              FROM session s JOIN counter c ON c.id = s.counter_id
             WHERE s.day BETWEEN ${span.from}::date AND ${span.to}::date AND s.starts_at <= ${now}::timestamptz
               AND s.closed_at IS NULL
             GROUP BY s.product_id) s
      JOIN product p ON p.id = s.product_id`
  const share = (sums: Map<string, { taken: number; capacity: number }>) =>
    new Map(
      [...sums].filter(([, s]) => s.capacity > 0).map(([key, s]) => [key, s.taken / s.capacity] as const),
    )
  const provider = new Map<string, { taken: number; capacity: number }>()
  const product = new Map<string, { taken: number; capacity: number }>()
  for (const { productId, providerId, taken, capacity } of rows) {
    product.set(productId, { taken, capacity })
    const sums = provider.get(providerId ?? OWN) ?? { taken: 0, capacity: 0 }
    provider.set(providerId ?? OWN, { taken: sums.taken + taken, capacity: sums.capacity + capacity })
  }
  return { provider: share(provider), product: share(product) }
}
