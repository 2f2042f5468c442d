import { typographic } from '../api/shared/money.ts'
import { DAY_FORM, MONTH_FORM } from '../api/shared/span.ts'
import type { Day, Instant } from '../api/shared/time.ts'
import type { Lang } from './text/lang.ts'

/** A month, YYYY-MM. */
export type Month = string

/*
 * Civil dates only, without the zones of api/shared/time.ts: its polyfill weighs more than the whole shop, and the
 * browser never needs a zone because the server says which day it is at the office.
 */
const DAY_MS = 86_400_000
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10) as Day

/** True for a civil date that exists and that the API takes. */
export function isDay(text: string): text is Day {
  return DAY_FORM.test(text) && !Number.isNaN(utc(text)) && iso(utc(text)) === text
}

/** True for a month that the API takes. */
export function isMonth(text: string): text is Month {
  return MONTH_FORM.test(text)
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** The month `count` later, or earlier when negative. */
export function plusMonths(month: Month, count: number): Month {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The `n`th day of a month. */
export function dayIn(month: Month, n: number): Day {
  return `${month}-${String(n).padStart(2, '0')}` as Day
}

/** The day `days` later. */
export function dayAfter(day: Day, days = 1): Day {
  return iso(utc(day) + days * DAY_MS)
}

/** Longest run of days that the API answers in one question. */
const LONGEST_RUN = 31

/** Days, in any order and more than once, as runs without a gap. */
export function runsOf(days: readonly string[]): { day: string; to: string }[] {
  const runs: { day: string; to: string; length: number }[] = []
  for (const day of [...new Set(days)].sort()) {
    const run = runs.at(-1)
    if (run && run.length < LONGEST_RUN && utc(day) - utc(run.to) === DAY_MS) {
      run.to = day
      run.length += 1
    } else runs.push({ day, to: day, length: 1 })
  }
  return runs.map(({ day, to }) => ({ day, to }))
}

/** A month's weeks from Monday to Sunday; null where another month's day would stand. */
export function weeksOf(month: Month): (Day | null)[][] {
  const first = utc(`${month}-01`)
  const length = (utc(`${plusMonths(month, 1)}-01`) - first) / DAY_MS
  const lead = (new Date(first).getUTCDay() + 6) % 7
  const weeks: (Day | null)[][] = []
  for (let at = -lead; at < length; at += 7) {
    weeks.push(
      Array.from({ length: 7 }, (_, i) =>
        at + i >= 0 && at + i < length ? iso(first + (at + i) * DAY_MS) : null,
      ),
    )
  }
  return weeks
}

const formats = new Map<string, Intl.DateTimeFormat>()

function dated(lang: Lang, options: Intl.DateTimeFormatOptions, day: string): string {
  const key = lang + Object.entries(options).join()
  let format = formats.get(key)
  if (!format) {
    const locale = lang === 'en' ? 'en-GB' : lang
    format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    formats.set(key, format)
  }
  return typographic(format.format(utc(day)))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "Août 2026" */
export function monthName(lang: Lang, month: Month): string {
  return capital(dated(lang, { month: 'long', year: 'numeric' }, `${month}-01`))
}

/** "Lundi 17 août" */
export function dayName(lang: Lang, day: Day): string {
  return capital(dated(lang, { weekday: 'long', day: 'numeric', month: 'long' }, day))
}

/** "lun. 17 août": within a sentence. */
export function shortDay(lang: Lang, day: Day): string {
  return dated(lang, { weekday: 'short', day: 'numeric', month: 'short' }, day)
}

/** "lun. 17": where the month is known. */
export function weekdayAndDate(lang: Lang, day: Day): string {
  return dated(lang, { weekday: 'short', day: 'numeric' }, day)
}

/** "17 août" */
export function dayOfMonth(lang: Lang, day: Day): string {
  return dated(lang, { day: 'numeric', month: 'long' }, day)
}

/** "lun.", "mar.", …: Monday first. */
export function weekdays(lang: Lang): { short: string; long: string }[] {
  return Array.from({ length: 7 }, (_, i) => {
    const day = iso(utc('2024-01-01') + i * DAY_MS)
    return {
      short: dated(lang, { weekday: 'short' }, day),
      long: dated(lang, { weekday: 'long' }, day),
    }
  })
}

/** "3 h", "1 h 30", "50 min", and days from 24 hours on. */
export function duration(minutes: number): string {
  const h = Math.floor(minutes / 60)
  const min = minutes % 60
  if (h === 0) return `${min}\u00a0min`
  return min === 0 ? `${h}\u00a0h` : `${h}\u00a0h\u00a0${String(min).padStart(2, '0')}`
}

/** Whole minutes from one instant to another, rounded up. */
export function minutesTo(from: Instant | number, to: Instant): number {
  const start = typeof from === 'number' ? from : Date.parse(from)
  return Math.ceil((Date.parse(to) - start) / 60_000)
}
