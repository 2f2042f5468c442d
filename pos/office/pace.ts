import { daysBetween, type Day } from '../../api/shared/time.ts'

/** Where the year stands against its target, in cents and ratios. */
export type Pace = {
  /** Done over target; 0 when there is no target. */
  share: number
  leftC: number
  beyondC: number
  /** What each day until the 31st of December, today included, must bring; null once the target is reached. */
  perDayC: number | null
  againstC: number
  /** Against last year; null when nothing was sold then. */
  growth: number | null
}

/** The figures beside the target, from what the ledger says. */
export function paceOf(
  turnover: { year: number; doneC: number; targetC: number; sameDayLastYearC: number },
  today: Day,
): Pace {
  const { doneC, targetC, sameDayLastYearC: lastC } = turnover
  const leftC = Math.max(0, targetC - doneC)
  const days = daysBetween(today, `${turnover.year}-12-31` as Day) + 1
  return {
    share: targetC > 0 ? doneC / targetC : 0,
    leftC,
    beyondC: Math.max(0, doneC - targetC),
    perDayC: leftC > 0 && days > 0 ? Math.ceil(leftC / days) : null,
    againstC: doneC - lastC,
    growth: lastC > 0 ? (doneC - lastC) / lastC : null,
  }
}
