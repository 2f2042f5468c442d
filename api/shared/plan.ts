import { instantOf, msOf, plusDays, plusMinutes, weekday, zoned, type Day, type Instant } from './time.ts'

/** When sessions take place: weekdays and civil times over a season, with exceptions. */
export type PlanRule = {
  id: string
  /** ISO weekdays, Monday is 1. */
  weekdays: readonly number[]
  /** HH:MM in the office's zone. */
  times: readonly string[]
  /** First and last day, inclusive. */
  fromDay: Day
  toDay: Day
  except: readonly string[]
  durationMinutes: number
  grouped: boolean
}

export type PlannedSession = {
  day: Day
  time: string
  startsAt: Instant
  endsAt: Instant
  cutoffAt: Instant
  /** Sessions with the same group are one course; null when they stand alone. */
  groupId: string | null
}

export type Plan = {
  sessions: PlannedSession[]
  /** Civil times that a clock change skips: there is no such hour, so no session. */
  skipped: { day: Day; time: string }[]
}

/**
 * The sessions of a rule, in order of start. Times are civil: a departure at 10:00 is at 10:00 on both sides of a
 * clock change. The hour lived twice is taken once, the first time; the hour that does not exist is in `skipped`.
 * A course makes one group for each week and time, and only for weeks that the season holds whole.
 */
export function planSessions(rule: PlanRule, terms: { cutoffMinutes: number; zone: string }): Plan {
  const plan: Plan = { sessions: [], skipped: [] }
  const weekdays = new Set(rule.weekdays)
  const except = new Set(rule.except)
  const times = [...new Set(rule.times)].sort()
  let dayOfWeek = weekday(rule.fromDay) - 1
  // Civil days counted as UTC midnights: plain arithmetic, without a zone and without its cost.
  for (let ms = Date.parse(rule.fromDay); ms <= Date.parse(rule.toDay); ms += DAY_MS) {
    const day = instantOf(ms).slice(0, 10) as Day
    dayOfWeek = (dayOfWeek % 7) + 1
    if (!weekdays.has(dayOfWeek) || except.has(day)) continue
    const monday = rule.grouped ? plusDays(day, 1 - dayOfWeek) : null
    if (monday !== null && !holdsWeek(rule, monday)) continue
    for (const time of times) {
      const startsAt = startOf(day, time, terms.zone)
      if (startsAt === null) {
        plan.skipped.push({ day, time })
        continue
      }
      plan.sessions.push({
        day,
        time,
        startsAt,
        endsAt: plusMinutes(startsAt, rule.durationMinutes),
        cutoffAt: plusMinutes(startsAt, -terms.cutoffMinutes),
        groupId: monday === null ? null : courseId(rule.id, monday, time),
      })
    }
  }
  return plan
}

/** Midnights by zone and day: every rule asks for the same year, and a zone's arithmetic is slow. */
const midnights = new Map<string, number | null>()
const MOST_MIDNIGHTS = 1500
const DAY_MS = 86_400_000

/** Epoch milliseconds of a day's midnight when the day has 24 hours; null when its clocks change. */
function plainMidnight(day: Day, zone: string): number | null {
  const key = `${zone} ${day}`
  const known = midnights.get(key)
  if (known !== undefined) return known
  const midnight = zoned(day, '00:00', zone)
  const next = zoned(plusDays(day, 1), '00:00', zone)
  const plain = midnight !== null && next !== null && msOf(next) - msOf(midnight) === DAY_MS
  if (midnights.size >= MOST_MIDNIGHTS) midnights.clear()
  const ms = plain ? msOf(midnight) : null
  midnights.set(key, ms)
  return ms
}

function startOf(day: Day, time: string, zone: string): Instant | null {
  const midnight = plainMidnight(day, zone)
  if (midnight === null) return zoned(day, time, zone)
  return instantOf(midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000)
}

/** Names a course by its rule, week and time, so that its sessions find each other whenever they are made. */
function courseId(ruleId: string, monday: Day, time: string): string {
  return `${ruleId.replace(/^[a-z]+_/, 'grp_')}_${`${monday}${time}`.replace(/[-:]/g, '')}`
}

/** A course that would begin before the season or end after it is not offered. */
function holdsWeek(rule: PlanRule, monday: Day): boolean {
  const first = plusDays(monday, Math.min(...rule.weekdays) - 1)
  const last = plusDays(monday, Math.max(...rule.weekdays) - 1)
  return rule.fromDay <= first && last <= rule.toDay
}
