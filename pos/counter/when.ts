import { plusDays, toDay, type Day } from '../../api/shared/time.ts'
import { counter as t } from '../text/counter.ts'
import { shortDay } from '../text/format.ts'

/** When a departure leaves, said beside a line of `beside`: "14:00" the same day, else "demain 14:00", "mar. 24 nov. 14:00". */
export function whenSaid(departure: { day: string; time: string }, beside: string, today: Day): string {
  const { day, time } = departure
  if (day === beside) return time
  return `${daySaid(toDay(day), today)}\u00a0${time}`
}

/** "aujourd’hui", "demain", "mar. 24 nov." */
export function daySaid(day: Day, today: Day): string {
  if (day === today) return t.departures.backToToday
  return day === plusDays(today, 1) ? t.departures.tomorrow : shortDay(day)
}
