import type { z } from 'zod'
import { permit, type Ctx } from '../context.ts'
import { isLookup, readLookup } from '../shared/lookup.ts'
import { local, type Day, type Instant } from '../shared/time.ts'
import { nameOf } from '../ticket/scan.ts'
import { AFTER, MATCHES, type FindQuery, type FoundOrders } from './find-form.ts'
import { search, type Hit, type Within } from './search.ts'
import { summaries } from './summary.ts'

/**
 * Finds orders that were paid for, newest first, and says what of each matched: a ticket's code, typed or scanned, a
 * receipt number or its bare end, an SNCF reference, the visitor's name, telephone or address; without `q`, all orders
 * of a day, today's when no day is given. A name without a day goes no further back than the newest 500 visitors who
 * have it.
 */
export async function findOrders(ctx: Ctx, query: z.infer<typeof FindQuery>): Promise<FoundOrders> {
  permit(ctx.actor, 'order.read')
  const today = local(ctx.now).day
  const blank = query.q.trim() === ''
  const within: Within = {
    day: (query.day as Day | undefined) ?? (blank ? today : null),
    registerId: query.registerId ?? null,
    after: cursorOf(query.after),
    limit: query.limit + 1,
  }
  const look = readLookup(query.q)
  if (!blank && !isLookup(look)) return { orders: [], after: null }
  const named = look.signed === null ? null : nameOf(ctx, look.signed)
  const ticketId = named && 'ticketId' in named ? named.ticketId : null
  const hits = newest(await search(ctx.db, { ...look, ticketId, today, blank }, within), within.limit)
  const page = hits.slice(0, query.limit)
  const found = await summaries(ctx.db, page)
  const last = page.at(-1)
  return { orders: found, after: hits.length > page.length && last ? `${last.at}_${last.orderId}` : null }
}

function cursorOf(text: string | undefined): Within['after'] {
  const [, at, orderId] = AFTER.exec(text ?? '') ?? []
  return at && orderId ? { at: at as Instant, orderId } : null
}

/** Each order once, by the surest of what matched, newest first. */
function newest(hits: readonly Hit[], limit: number): Hit[] {
  const byOrder = new Map<string, Hit>()
  for (const hit of hits) {
    const known = byOrder.get(hit.orderId)
    if (!known || MATCHES.indexOf(hit.by) < MATCHES.indexOf(known.by)) byOrder.set(hit.orderId, hit)
  }
  const key = (hit: Hit) => `${hit.at}_${hit.orderId}`
  return [...byOrder.values()].sort((a, b) => (key(a) < key(b) ? 1 : -1)).slice(0, limit)
}
