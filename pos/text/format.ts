import { formatEuros, typographic } from '../../api/shared/money.ts'
import { type Day, local, toInstant } from '../../api/shared/time.ts'

/** A civil day is formatted at noon UTC, so that no zone moves it. */
const noon = (day: Day) => new Date(`${day}T12:00:00Z`)
const dayFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', ...options })
const SHORT = dayFormat({ weekday: 'short', day: 'numeric', month: 'short' })
const LONG = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })
const NUMERIC = dayFormat({ day: 'numeric', month: 'long', year: 'numeric' })
const DIGITS = dayFormat({ day: '2-digit', month: '2-digit', year: 'numeric' })
const MONTH = dayFormat({ month: 'long' })
const SHORT_MONTH = dayFormat({ month: 'short' })
const WHOLE = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
const COUNT = new Intl.NumberFormat('fr-FR')
const TENTH = new Intl.NumberFormat('fr-FR', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})
const SHARE = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 })

/** The first of a month is "1er"; its figure stays with its month. */
const said = (format: Intl.DateTimeFormat, day: Day) =>
  typographic(format.format(noon(day))).replace(
    /\b(\d{1,2}) (?=\p{L})/u,
    (_, n) => `${n === '1' ? '1er' : n}\u00a0`,
  )

/** "jeu. 13 août", which no line end parts. */
export const shortDay = (day: Day) => said(SHORT, day).replaceAll(' ', '\u00a0')
/** "jeudi 13 août" */
export const longDay = (day: Day) => said(LONG, day)
/** "13 août 2026" */
export const dateOf = (day: Day) => said(NUMERIC, day)

/** "13/08/2026", for a column of dates. */
export const numericDay = (day: Day) => DIGITS.format(noon(day))
/** How the dates of a column are written: "13/08" within one year, "13/08/2026" across several. */
export function daysWords(days: readonly Day[]): (day: Day) => string {
  const years = new Set(days.map((day) => day.slice(0, 4)))
  return years.size > 1 ? numericDay : (day) => numericDay(day).slice(0, 5)
}
/** "août", "janv.": the month of a day, whole or as axes write it. */
export const monthOf = (day: Day) => MONTH.format(noon(day))
export const shortMonthOf = (day: Day) => SHORT_MONTH.format(noon(day))

/** The civil day of an instant in a zone. */
export const dayOf = (instant: string, zone: string): Day => local(toInstant(instant), zone).day
/** "09:02", as departures are written. */
export const timeOf = (instant: string, zone: string): string => local(toInstant(instant), zone).time
/** "jeudi 13 août à 09:02" */
export const momentOf = (instant: string, zone: string): string =>
  `${longDay(dayOf(instant, zone))} à ${timeOf(instant, zone)}`

/** A sum without its cents, rounded towards zero: differences of sums written so are taken of these, and add up. */
export const whole = (amount: number) => Math.trunc(amount / 100) * 100
/** "231 412 €": headlines and axes of the office alone leave the cents out. Rounded towards zero. */
export const wholeEuros = (amount: number) => typographic(WHOLE.format(whole(amount) / 100))

/** "7 695": how many, in groups of three. */
export const countOf = (n: number) => typographic(COUNT.format(n))

/** A difference: "+ 21 976 €", "− 340,00 €", "0,00 €". */
export function signed(amount: number, format: (amount: number) => string = formatEuros): string {
  if (amount === 0) return format(0)
  return `${amount > 0 ? '+' : '\u2212'}\u00a0${format(Math.abs(amount))}`
}

/** "72,3 %" of a ratio. */
export const percent = (ratio: number) => typographic(SHARE.format(ratio))

/**
 * Shares of a whole as they are written beside each other: tenths of a percent that make 100,0 together (largest
 * remainder); what is sold but too small to show is "moins de 0,1 %". Empty while there is no whole.
 */
export function shares(amounts: readonly number[]): string[] {
  const all = amounts.reduce((sum, c) => sum + Math.max(0, c), 0)
  if (all === 0) return amounts.map(() => '')
  const exact = amounts.map((c) => (Math.max(0, c) / all) * 1_000)
  const tenths = exact.map(Math.floor)
  const missing = 1_000 - tenths.reduce((sum, n) => sum + n, 0)
  const byRest = exact.map((x, i) => ({ i, rest: x - Math.floor(x) })).sort((a, b) => b.rest - a.rest)
  for (const { i } of byRest.slice(0, missing)) tenths[i] = (tenths[i] ?? 0) + 1
  return tenths
    .map((n, i) =>
      n === 0 && (amounts[i] ?? 0) > 0 ? `moins de ${TENTH.format(0.001)}` : TENTH.format(n / 1_000),
    )
    .map(typographic)
}
