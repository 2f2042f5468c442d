import { Temporal } from 'temporal-polyfill'

/** A moment, ISO 8601 UTC with milliseconds: 2026-08-13T12:09:32.120Z. Sorts as text. */
export type Instant = string & { readonly __instant: true }
/** A civil date, YYYY-MM-DD, in the office's zone. Sorts as text. */
export type Day = string & { readonly __day: true }

export const ZONE = 'Europe/Paris'

/** From epoch milliseconds. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString() as Instant
}

/** Epoch milliseconds of an instant. */
export function msOf(instant: Instant): number {
  return Date.parse(instant)
}

/** Reads any ISO instant (or PostgreSQL's text of one) into the canonical form; throws a RangeError otherwise. */
export function toInstant(text: string): Instant {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${text}`)
  return instantOf(ms)
}

/** Brands a civil date; throws a RangeError when it is not one that exists. */
export function toDay(text: string): Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError(`not a day: ${text}`)
  return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as Day
}

/** The instant `minutes` later (or earlier when negative). */
export function plusMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(msOf(instant) + minutes * 60_000)
}

/** The day `days` later. */
export function plusDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString() as Day
}

/** The last day of the month that comes `months` after the one of `day`. */
export function plusMonthsEnd(day: Day, months: number): Day {
  const month = Temporal.PlainDate.from(day).with({ day: 1 }).add({ months })
  return month.with({ day: month.daysInMonth }).toString() as Day
}

/** ISO weekday, Monday is 1. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
}

/** The instant of a civil date and time (HH:MM) in a zone; null for the hour that a clock change skips. */
export function zoned(day: Day, time: string, zone: string = ZONE): Instant | null {
  const local = Temporal.PlainDateTime.from(`${day}T${time}`)
  try {
    return instantOf(local.toZonedDateTime(zone, { disambiguation: 'reject' }).epochMilliseconds)
  } catch {
    const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
    // The hour lived twice in autumn is taken the first time; the one skipped in spring does not exist.
    return earlier.toPlainDateTime().equals(local) ? instantOf(earlier.epochMilliseconds) : null
  }
}

type Local = { readonly day: Day; readonly time: string; readonly seconds: string }

const localFormats = new Map<string, Intl.DateTimeFormat>()
/** The last answer of each zone: a batch of sales asks for one moment again and again. */
const lastLocal = new Map<string, { instant: Instant; local: Local }>()

/** Civil date and time of an instant in a zone: {day, time: HH:MM, seconds: HH:MM:SS}. */
export function local(instant: Instant, zone: string = ZONE): Local {
  const last = lastLocal.get(zone)
  if (last?.instant === instant) return last.local
  let format = localFormats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    localFormats.set(zone, format)
  }
  const text = format.format(msOf(instant))
  const seconds = text.slice(11, 19)
  const local = { day: text.slice(0, 10) as Day, time: seconds.slice(0, 5), seconds }
  lastLocal.set(zone, { instant, local })
  return local
}
