import { local, plusDays, toDay, type Day, type Instant } from '../../../api/shared/time.ts'
import { optionId } from '../catalog.ts'
import { planRows, type PlanRows } from '../plan.ts'
import { PRODUCTS } from '../products/index.ts'
import { programmeRows } from './programme.ts'
import type { HistorySession } from './seats.ts'

/** For tests: the first day of a history that ends at `now`. */
export function firstDay(now: Instant): Day {
  return toDay(`${Number(local(now).day.slice(0, 4)) - 1}-01-01`)
}

/** For tests: the sessions that a history finds, without a database: those of the past, and some days around `now`. */
export function givenSessions(now: Instant): HistorySession[] {
  const past = programmeRows(firstDay(now), plusDays(local(now).day, -31))
  return [...sessionsOf(past), ...sessionsOf(planRows(now, { before: 30, after: 12 }))]
}

const CODES = new Map(
  PRODUCTS.flatMap((p) =>
    p.options.map((o) => [optionId(p.code, o.code), { product: p.code, option: o.code }] as const),
  ),
)

function sessionsOf({ sessions, counters }: PlanRows): HistorySession[] {
  const capacities = new Map(counters.map((c) => [c.id, c.capacity]))
  return sessions.flatMap((s) => {
    const codes = CODES.get(s.optionId)
    if (!codes || s.closedAt) return []
    const { id, day, startsAt, endsAt, cutoffAt, leg = 0, groupId = null } = s
    const capacity = capacities.get(s.counterId) ?? 0
    return [{ id, ...codes, leg, groupId, day, startsAt, endsAt, cutoffAt, capacity }]
  })
}
