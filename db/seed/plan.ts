import { planSessions, type PlannedSession } from '../../api/shared/plan.ts'
import { daysBetween, local, msOf, plusDays, plusMinutes, toDay } from '../../api/shared/time.ts'
import type { Day, Instant } from '../../api/shared/time.ts'
import type { counter, session, sessionRule } from '../schema/index.ts'
import { optionId } from './catalog.ts'
import { seedId } from './id.ts'
import { OFFICE } from './office.ts'
import { PRODUCTS } from './products/index.ts'
import { productId } from './providers.ts'
import type { OptionSpec, ProductSpec, RuleSpec } from './spec.ts'

export type PlanRows = {
  rules: (typeof sessionRule.$inferInsert)[]
  counters: (typeof counter.$inferInsert)[]
  sessions: (typeof session.$inferInsert)[]
}

/** A plan with nothing in it yet. */
export function noPlan(): PlanRows {
  return { rules: [], counters: [], sessions: [] }
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const ZONE = OFFICE.zone ?? 'Europe/Paris'

/** Rules and their sessions over a window of days around `now`. */
export function planRows(now: Instant, days: { before: number; after: number }): PlanRows {
  const today = local(now, ZONE).day
  const from = plusDays(today, -days.before)
  const to = plusDays(today, days.after)
  const rows = noPlan()
  for (const product of PRODUCTS) {
    for (const option of product.options) {
      option.rules?.forEach((rule, i) => {
        for (const span of seasonsOf(rule, from, to)) addRule(rows, { product, option, rule, i, span })
      })
    }
  }
  closeSome(rows, now, today)
  return rows
}

type Span = { key: string; from: Day; to: Day }

/** The rule's season of each year, cut to the window; a rule without a season has the window itself. */
function seasonsOf(rule: RuleSpec, from: Day, to: Day): Span[] {
  if (!rule.season) return [{ key: 'all', from, to }]
  const { season } = rule
  const spans: Span[] = []
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) {
    const first = toDay(`${year}-${season.from}`)
    const last = toDay(`${year}-${season.to}`)
    const span = { key: String(year), from: first > from ? first : from, to: last < to ? last : to }
    if (daysBetween(span.from, span.to) >= 0) spans.push(span)
  }
  return spans
}

export type RuleOf = { product: ProductSpec; option: OptionSpec; rule: RuleSpec; i: number; span: Span }

/** Adds a rule over a span, with the sessions that it plans; `span.key` tells it from the same rule over other days. */
export function addRule(rows: PlanRows, { product, option, rule, i, span }: RuleOf): void {
  const years = new Set([span.from.slice(0, 4), span.to.slice(0, 4)])
  const row = {
    id: seedId('rule', `${product.code} ${option.code} ${i} ${span.key}`),
    optionId: optionId(product.code, option.code),
    leg: rule.leg ?? 0,
    weekdays: rule.weekdays ?? EVERY_DAY,
    times: rule.times,
    fromDay: span.from,
    toDay: span.to,
    except: (rule.except ?? []).flatMap((day) => [...years].map((year) => `${year}-${day}`)),
    capacity: rule.capacity,
    durationMinutes: rule.minutes,
    grouped: rule.grouped ?? false,
  }
  rows.rules.push(row)
  const plan = planSessions(row, { cutoffMinutes: product.cutoff ?? 0, zone: ZONE })
  for (const planned of plan.sessions) addSession(rows, row, product.code, planned)
}

function addSession(
  rows: PlanRows,
  rule: PlanRows['rules'][number],
  productCode: string,
  planned: PlannedSession,
): void {
  const key = `${rule.id} ${planned.startsAt}`
  const ms = msOf(planned.startsAt)
  const counterId = seedId('counter', key, ms)
  rows.counters.push({ id: counterId, capacity: rule.capacity, taken: 0, held: 0 })
  rows.sessions.push({
    id: seedId('session', key, ms),
    productId: productId(productCode),
    optionId: rule.optionId,
    ruleId: rule.id,
    leg: rule.leg ?? 0,
    groupId: planned.groupId,
    day: planned.day,
    startsAt: planned.startsAt,
    endsAt: planned.endsAt,
    cutoffAt: planned.cutoffAt,
    counterId,
    closedAt: null,
    closedReason: null,
  })
}

/** Departures that a provider has closed: this afternoon's land yachts, and some in the days around. */
const CLOSED = [
  { product: 'CHAR', day: 0, time: '16:00', reason: 'vent' },
  { product: 'CHAR', day: 1, time: '10:30', reason: 'vent' },
  { product: 'PLONGEE', day: 2, time: '10:00', reason: 'houle' },
  { product: 'SINAGOT', day: 3, time: '17:15', reason: 'entretien' },
  { product: 'KAYAK', day: -1, time: '17:30', reason: 'orage' },
]

function closeSome(rows: PlanRows, now: Instant, today: Day): void {
  for (const closed of CLOSED) {
    const day = plusDays(today, closed.day)
    const found = rows.sessions.find(
      (s) =>
        s.productId === productId(closed.product) &&
        s.day === day &&
        local(s.startsAt, ZONE).time === closed.time,
    )
    if (!found) continue
    const latest = plusMinutes(found.startsAt, -40)
    const recently = plusMinutes(now, -47)
    found.closedAt = recently < latest ? recently : latest
    found.closedReason = closed.reason
  }
}
