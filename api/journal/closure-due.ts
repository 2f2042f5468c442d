import type { ClosureKind } from '../../db/schema/journal.ts'
import { plusDays, type Day } from '../shared/time.ts'

/** The days on which a register is there: from the one it was opened on to the one it was closed on, null while it is open. */
export type Life = { first: Day; last: Day | null }

/** The last day of the last closure of each kind; null before the first. */
export type ClosedUntil = Readonly<Record<ClosureKind, Day | null>>

/** What has to be closed, both days included. */
export type Due = { kind: ClosureKind; from: Day; to: Day }

/** The first day of the month of a day. */
export const monthStart = (day: Day): Day => `${day.slice(0, 8)}01` as Day

/** The first day of the financial year of a day; the year begins with the first of `month` (1 to 12). */
export function yearStart(day: Day, month: number): Day {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < month ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01` as Day
}

/**
 * What is due on a register, in order (fiscal.md 1.8): each day before `today`, behind the last of a month the month,
 * behind the last of a financial year the year. A list for each day: a month is never closed without its last day, nor
 * left behind it. A register that was closed for good has no more days, but its month and its year still end. The first
 * year after the setting `yearMonth` was changed begins where the last one ended.
 */
export function* dueOf(life: Life, until: ClosedUntil, today: Day, yearMonth: number): Generator<Due[]> {
  const gone = life.last === null ? today : plusDays(yearEnd(life.last, yearMonth), 1)
  const end = gone < today ? gone : today
  let from = until.Y === null ? null : plusDays(until.Y, 1)
  const first = until.D === null ? life.first : plusDays(until.D, 1)
  for (let day = first; day < end; day = plusDays(day, 1)) {
    const next = plusDays(day, 1)
    const due: Due[] = life.last === null || day <= life.last ? [{ kind: 'D', from: day, to: day }] : []
    const month = monthStart(day)
    const isMonthThere = life.last === null || month <= life.last
    if (next === monthStart(next) && isMonthThere && !(until.M !== null && until.M >= day))
      due.push({ kind: 'M', from: month, to: day })
    if (next === yearStart(next, yearMonth) && !(until.Y !== null && until.Y >= day)) {
      const start = yearStart(day, yearMonth)
      due.push({ kind: 'Y', from: from !== null && from > start ? from : start, to: day })
      from = next
    }
    if (due.length > 0) yield due
  }
}

/** The last day of the financial year of a day. */
function yearEnd(day: Day, month: number): Day {
  const start = yearStart(day, month)
  return plusDays(`${Number(start.slice(0, 4)) + 1}${start.slice(4)}` as Day, -1)
}
