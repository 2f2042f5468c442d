import { nextDepartures, type Departure } from '../catalog/departures.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { mayFollow } from '../shared/leg.ts'
import type { Instant } from '../shared/time.ts'
import type { HoldLineInput } from './input.ts'

const PROPOSED = new Set(['sold_out', 'session_closed', 'cutoff_passed'])

type RefusedLine = { line: number; sessionId?: string; needed?: number } & Record<string, unknown>

/** A session of a refused line. */
type Asked = {
  id: string
  productId: string
  optionId: string
  leg: number
  groupId: string | null
  startsAt: Instant
  endsAt: Instant
}

const MOST = 2
/** A return has to suit the outward that stays: enough are read to find two that do. */
const READ = 12

/**
 * Adds the way out to a refusal: for each refused line, the next two departures with seats for the whole party. A
 * course is proposed by its first session; of a return only the refused leg, so that it suits the one that stays. Read
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
      const sessions = await readAsked(ctx, lines[r.line]?.sessionIds ?? [])
      const [first] = sessions
      if (!first) return r
      const from = first.groupId === null ? (sessions.find((s) => s.id === r.sessionId) ?? first) : first
      const found = await nextDepartures(ctx.db, {
        productId: from.productId,
        optionId: from.optionId,
        leg: from.leg,
        after: from.startsAt > ctx.now ? from.startsAt : ctx.now,
        now: ctx.now,
        seats: r.needed ?? 1,
        limit: READ,
      })
      const stay = first.groupId === null ? sessions.filter((s) => s !== from) : []
      return { ...r, next: (await suiting(ctx, found, from.leg, stay)).slice(0, MOST) }
    }),
  )
  return new AppError(error.code, { ...error.data, lines: proposed })
}

async function readAsked(ctx: Ctx, ids: readonly string[]): Promise<Asked[]> {
  if (ids.length === 0) return []
  return ctx.db.sql<Asked[]>`
    SELECT id, product_id AS "productId", option_id AS "optionId", leg, group_id AS "groupId",
           starts_at AS "startsAt", ends_at AS "endsAt"
      FROM session WHERE id = ANY(${ids as string[]}::text[]) ORDER BY starts_at, id`
}

/** Those that arrive before the later legs leave, and leave after the earlier ones have arrived. */
async function suiting(
  ctx: Ctx,
  found: readonly Departure[],
  leg: number,
  stay: readonly Asked[],
): Promise<Departure[]> {
  if (stay.length === 0) return [...found]
  const whole = new Map(
    (
      await readAsked(
        ctx,
        found.map((d) => d.id),
      )
    ).map((s) => [s.id, s]),
  )
  return found.filter((d) => {
    const own = whole.get(d.id)
    return own && stay.every((s) => (s.leg < leg ? mayFollow(own, s) : mayFollow(s, own)))
  })
}
