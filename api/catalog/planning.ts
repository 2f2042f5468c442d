import { bulk, transaction } from '../../db/index.ts'
import { counter, session } from '../../db/schema/index.ts'
import { audited } from '../audit.ts'
import { permit, type Ctx } from '../context.ts'
import { AppError } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { planSessions, type PlannedSession, type PlanRule } from '../shared/plan.ts'
import { msOf, type Day, type Instant } from '../shared/time.ts'

export type Generated = {
  /** Sessions made now. */
  made: number
  /** Sessions of the rule that were there already and are left as they are. */
  kept: number
  /** Civil times that a clock change skips. */
  skipped: { day: Day; time: string }[]
}

type RuleRow = PlanRule & {
  optionId: string
  productId: string
  leg: number
  capacity: number
  cutoffMinutes: number
  zone: string
}

/**
 * Makes the sessions of a rule over its season, each with its counter. Safe to run again, also while another process
 * runs it: the sessions that exist keep their seats. For a manager or a job; no route
 * calls it yet. Throws `not_found`, `forbidden`,
 * `unauthenticated`.
 */
export async function generateSessions(
  ctx: Pick<Ctx, 'db' | 'actor' | 'now'>,
  ruleId: string,
): Promise<Generated> {
  const { actor } = ctx
  if (actor.kind !== 'system') permit(actor, 'catalog.plan')
  return transaction(ctx.db, async (tx) => {
    // The rule's row is locked so that two runs do not both find a session missing.
    const [rule] = await tx.sql<RuleRow[]>`
      SELECT r.id, r.option_id AS "optionId", o.product_id AS "productId", r.leg, r.weekdays, r.times,
             r.from_day AS "fromDay", r.to_day AS "toDay", r."except", r.capacity,
             r.duration_minutes AS "durationMinutes", r.grouped, p.cutoff_minutes AS "cutoffMinutes", f.zone
      FROM session_rule r
      JOIN option o ON o.id = r.option_id
      JOIN product p ON p.id = o.product_id
      CROSS JOIN office f
      WHERE r.id = ${ruleId}
      FOR NO KEY UPDATE OF r`
    if (!rule) throw new AppError('not_found', { ruleId })
    const plan = planSessions(rule, rule)
    const rows = await tx.sql<{ startsAt: Instant }[]>`
      SELECT starts_at AS "startsAt" FROM session WHERE rule_id = ${ruleId}`
    const known = new Set(rows.map((r) => r.startsAt))
    const missing = plan.sessions.filter((s) => !known.has(s.startsAt))
    const counters = missing.map((s) => ({
      id: newId('counter', msOf(s.startsAt)),
      capacity: rule.capacity,
      taken: 0,
      held: 0,
    }))
    await bulk(tx, counter, counters)
    await bulk(
      tx,
      session,
      missing.map((s, i) => sessionRow(rule, s, counters[i]?.id ?? '')),
    )
    const done = { made: missing.length, kept: plan.sessions.length - missing.length, skipped: plan.skipped }
    await audited(tx, ctx, {
      action: 'planning.generate',
      subject: ruleId,
      detail: { made: done.made, kept: done.kept, skipped: done.skipped.length },
    })
    return done
  })
}

function sessionRow(rule: RuleRow, planned: PlannedSession, counterId: string): typeof session.$inferInsert {
  return {
    id: newId('session', msOf(planned.startsAt)),
    productId: rule.productId,
    optionId: rule.optionId,
    ruleId: rule.id,
    leg: rule.leg,
    groupId: planned.groupId,
    day: planned.day,
    startsAt: planned.startsAt,
    endsAt: planned.endsAt,
    cutoffAt: planned.cutoffAt,
    counterId,
    closedAt: null,
    closedReason: null,
  }
}
