import { local, plusDays, type Day, type Instant } from '../shared/time.ts'
import type { Head } from './journal.ts'

/**
 * The day on which a document of the chain counts (fiscal.md 1.8): its civil day in the office's zone, or the one after
 * the last closed day when the clock, or whoever waited for the lock, is behind it. `head` is the locked T head of the
 * register: nothing is dated on a closed day.
 */
export function businessDayOf({ closedDay }: Pick<Head, 'closedDay'>, at: Instant): Day {
  const { day } = local(at)
  return closedDay !== null && closedDay >= day ? plusDays(closedDay, 1) : day
}
