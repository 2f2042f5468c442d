import { formatEuros, typographic } from '../../api/shared/money.ts'
import { type Day, local, toInstant } from '../../api/shared/time.ts'

/** A civil day is formatted at noon UTC, so that no zone moves it. */
const noon = (day: Day) => new Date(`${day}T12:00:00Z`)
const dayFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', ...options })
const SHORT = dayFormat({ weekday: 'short', day: 'numeric', month: 'short' })
const LONG = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })
const NUMERIC = dayFormat({ day: 'numeric', month: 'long', year: 'numeric' })
const WHOLE = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
const SHARE = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 1 })

/** The first of a month is "1er"; its figure stays with its month. */
const said = (format: Intl.DateTimeFormat, day: Day) =>
  typographic(format.format(noon(day))).replace(
    /\b(\d{1,2}) (?=\p{L})/u,
    (_, n) => `${n === '1' ? '1er' : n}\u00a0`,
  )

/** "jeu. 13 août" */
export const shortDay = (day: Day) => said(SHORT, day)
/** "jeudi 13 août" */
export const longDay = (day: Day) => said(LONG, day)
/** "13 août 2026" */
export const dateOf = (day: Day) => said(NUMERIC, day)

/** The civil day of an instant in a zone. */
export const dayOf = (instant: string, zone: string): Day => local(toInstant(instant), zone).day
/** "9:02", in a sentence; departures keep their two figures. */
export const timeOf = (instant: string, zone: string): string =>
  local(toInstant(instant), zone).time.replace(/^0/, '')
/** "jeudi 13 août à 9:02" */
export const momentOf = (instant: string, zone: string): string =>
  `${longDay(dayOf(instant, zone))} à ${timeOf(instant, zone)}`

/** "231 412 €": headlines and axes of the office alone leave the cents out. Rounded towards zero. */
export const wholeEuros = (amount: number) => typographic(WHOLE.format(Math.trunc(amount / 100)))

/** A difference: "+ 21 976 €", "− 340,00 €", "0,00 €". */
export function signed(amount: number, format: (amount: number) => string = formatEuros): string {
  if (amount === 0) return format(0)
  return `${amount > 0 ? '+' : '\u2212'}\u00a0${format(Math.abs(amount))}`
}

/** "72,3 %" of a ratio. */
export const percent = (ratio: number) => typographic(SHARE.format(ratio))
