import { plusDays, toDay, type Day } from '../../api/shared/time.ts'
import { counter as t } from '../text/counter.ts'
import { longDay, shortDay } from '../text/format.ts'

/** When a departure leaves, said beside a line of `beside`: "14:00" the same day, else "demain 14:00", "mar. 24 nov. 14:00". */
export function whenSaid(departure: { day: string; time: string }, beside: string, today: Day): string {
  const { day, time } = departure
  if (day === beside) return time
  return `${daySaid(toDay(day), today)}\u00a0${time}`
}

/** "aujourd’hui", "demain", "mar. 24 nov.", "lun. 5 avr. 2027" when it is another year. */
export function daySaid(day: Day, today: Day): string {
  if (day === today) return t.departures.backToToday
  return day === plusDays(today, 1) ? t.departures.tomorrow : `${shortDay(day)}${otherYear(day, today)}`
}

/** "mardi 24 novembre", "lundi 5 avril 2027" when it is another year. */
export const longDaySaid = (day: Day, today: Day): string => `${longDay(day)}${otherYear(day, today)}`

const otherYear = (day: Day, today: Day) =>
  day.slice(0, 4) === today.slice(0, 4) ? '' : `\u00a0${day.slice(0, 4)}`
