import { AppError } from '../shared/errors.ts'
import { daysBetween, local, plusDays, type Day, type Instant } from '../shared/time.ts'

/** The longest period of one archive, in days (fiscal.md 1.12: at least one a year). */
const MOST_DAYS = 366

export type Period = { from: Day; to: Day }
/** A whole financial year, a whole month, or another period. */
export type ArchiveKind = 'YEAR' | 'MONTH' | 'PART'

/** Refuses a period that is empty, not over yet, or longer than a year: throws `archive_period` with the last day that may be. */
export function checkPeriod({ from, to }: Period, now: Instant): void {
  const last = plusDays(local(now).day, -1)
  if (from > to || to > last || daysBetween(from, to) >= MOST_DAYS) {
    throw new AppError('archive_period', { last, most: MOST_DAYS })
  }
}

/** What a period is, for an office whose financial year begins with this month (1 to 12). */
export function kindOf({ from, to }: Period, yearStartMonth: number): ArchiveKind {
  const month = Number(from.slice(5, 7))
  if (!from.endsWith('-01') || !plusDays(to, 1).endsWith('-01')) return 'PART'
  if (from.slice(0, 7) === to.slice(0, 7)) return 'MONTH'
  const next = plusDays(to, 1)
  const isYear = Number(next.slice(0, 4)) === Number(from.slice(0, 4)) + 1 && next.slice(5) === from.slice(5)
  return isYear && month === yearStartMonth ? 'YEAR' : 'PART'
}
