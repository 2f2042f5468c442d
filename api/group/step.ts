import { transaction, type Tx } from '../../db/index.ts'
import { audited } from '../audit.ts'
import { cachedBooks } from '../catalog/catalog.ts'
import { permit, type Ctx } from '../context.ts'
import { holdIn } from '../sale/hold.ts'
import type { Counter } from '../seat/seat.ts'
import { AppError } from '../shared/errors.ts'
import type { QuoteStatus } from '../shared/quote.ts'
import { local, plusMinutes, type Instant } from '../shared/time.ts'
import type { AcceptInput, QuoteSummary } from './form.ts'
import { writeQuoteLetter } from './letter.ts'
import { lockQuote, promisedBy, type HeldQuote } from './lock.ts'
import { quoteOf } from './read.ts'

export type Stepped = { quote: QuoteSummary; counters: Counter[] }

/** How long an order by telephone waits for its payment when nobody says another time. */
const PHONE_MINUTES = 24 * 60

/** Sends a draft: by mail when there is an address, else on the paper that the screen prints. Throws `quote_state`. */
export async function sendQuote(ctx: Ctx, id: string): Promise<Stepped> {
  permit(ctx.actor, 'group.manage')
  const { office } = await cachedBooks(ctx.db)
  return transaction(ctx.db, async (tx) => {
    const held = await lockQuote(tx, id, ['DRAFT', 'SENT'])
    if (held.status === 'SENT') return { quote: await quoteOf(tx, id), counters: [] }
    await tx.sql`UPDATE quote SET status = 'SENT', sent_at = ${ctx.now}::timestamptz WHERE id = ${id}`
    if (held.email !== null) await writeQuoteLetter(tx, held, { what: 'SENT', office, at: ctx.now })
    await audited(tx, ctx, { action: 'quote.send', subject: id, detail: { version: held.version } })
    return { quote: await quoteOf(tx, id), counters: [] }
  })
}

/**
 * Accepts a quote at the prices that it promised, whatever the catalogue says by now, and keeps its seats until `dueAt`, or
 * until the sales of its first departure end if that comes before. Throws `quote_state` (also when it is no longer
 * valid), `sold_out`, `session_closed`, `cutoff_passed`.
 */
export async function acceptQuote(ctx: Ctx, id: string, { dueAt }: AcceptInput): Promise<Stepped> {
  permit(ctx.actor, 'group.manage')
  const { office } = await cachedBooks(ctx.db)
  return transaction(ctx.db, async (tx) => {
    const held = await lockQuote(tx, id, ['DRAFT', 'SENT', 'ACCEPTED'])
    if (held.status === 'ACCEPTED') return { quote: await quoteOf(tx, id), counters: [] }
    if (held.validUntil < local(ctx.now, office?.zone).day)
      throw new AppError('quote_state', { status: 'LAPSED', number: held.number })
    const expiresAt = await keptUntil(tx, ctx, held, dueAt as Instant | undefined)
    const { counters } = await holdIn(
      tx,
      ctx,
      held.orderId,
      { registerId: held.registerId, lines: held.lines },
      { expiresAt, promised: promisedBy(held) },
    )
    await tx.sql`
      UPDATE quote SET status = 'ACCEPTED', accepted_at = ${ctx.now}::timestamptz, due_at = ${expiresAt}::timestamptz
       WHERE id = ${id}`
    await audited(tx, ctx, { action: 'quote.accept', subject: id, detail: { dueAt: expiresAt } })
    return { quote: await quoteOf(tx, id), counters }
  })
}

/** What was asked, or the default of its kind; never after the sales of the first departure end. */
async function keptUntil(tx: Tx, ctx: Ctx, held: HeldQuote, asked: Instant | undefined): Promise<Instant> {
  const ids = held.lines.flatMap((line) => line.sessionIds)
  const [first] = await tx.sql<{ at: Instant | null }[]>`
    SELECT min(cutoff_at) AS at FROM session WHERE id = ANY(${ids}::text[])`
  const cutoff = first?.at ?? null
  const wished =
    asked ?? (held.kind === 'PHONE' || cutoff === null ? plusMinutes(ctx.now, PHONE_MINUTES) : cutoff)
  if (wished <= ctx.now) throw new AppError('bad_request', { issues: [{ path: 'dueAt' }] })
  return cutoff !== null && cutoff < wished ? cutoff : wished
}

/** The buyer does not want it: its seats come free. Throws `quote_state`. */
export const declineQuote = (ctx: Ctx, id: string) => end(ctx, id, 'DECLINED', ['DRAFT', 'SENT'])

/** It is given up, its seats come free; what was sold already is corrected as any sale. Throws `quote_state`. */
export const cancelQuote = (ctx: Ctx, id: string) => end(ctx, id, 'CANCELLED', ['DRAFT', 'SENT', 'ACCEPTED'])

async function end(
  ctx: Ctx,
  id: string,
  status: QuoteStatus,
  states: readonly QuoteStatus[],
): Promise<Stepped> {
  permit(ctx.actor, 'group.manage')
  return transaction(ctx.db, async (tx) => {
    const held = await lockQuote(tx, id, [...states, status])
    if (held.status === status) return { quote: await quoteOf(tx, id), counters: [] }
    const { counters } =
      held.status === 'ACCEPTED'
        ? await holdIn(tx, ctx, held.orderId, { registerId: held.registerId, lines: [] })
        : { counters: [] }
    await tx.sql`UPDATE quote SET status = ${status}, due_at = NULL WHERE id = ${id}`
    await audited(tx, ctx, { action: `quote.${status.toLowerCase()}`, subject: id, detail: {} })
    return { quote: await quoteOf(tx, id), counters }
  })
}
