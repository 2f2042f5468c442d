import { nextDepartures } from '../catalog/departures.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import type { HoldLineInput } from './input.ts'

const PROPOSED = new Set(['sold_out', 'session_closed', 'cutoff_passed'])

type RefusedLine = { line: number; needed?: number } & Record<string, unknown>

/**
 * Adds the way out to a refusal: for each refused line of one session, the next two departures with enough seats. Read
 * outside the sale's transaction, so that a refusal costs the others nothing.
 */
export async function proposeNext(
  ctx: Ctx,
  error: AppError,
  lines: readonly HoldLineInput[],
): Promise<AppError> {
  const refused = error.data.lines as RefusedLine[] | undefined
  if (!PROPOSED.has(error.code) || !refused) return error
  const proposed = await Promise.all(
    refused.map(async (r) => {
      const input = lines[r.line]
      if (!input || input.sessionIds.length !== 1) return r
      const [session] = await ctx.db.sql`
        SELECT product_id, option_id, leg, starts_at FROM session WHERE id = ${input.sessionIds[0] ?? ''}`
      if (!session) return r
      const after = session.starts_at > ctx.now ? session.starts_at : ctx.now
      const next = await nextDepartures(ctx.db, {
        productId: session.product_id,
        optionId: session.option_id,
        leg: session.leg,
        after,
        now: ctx.now,
        seats: r.needed ?? 1,
        limit: 2,
      })
      return { ...r, next }
    }),
  )
  return new AppError(error.code, { ...error.data, lines: proposed })
}
