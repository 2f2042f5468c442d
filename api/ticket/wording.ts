import type { Day } from '../shared/time.ts'
import type { TicketView } from './model.ts'
import type { TicketWords } from './text.ts'

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** lundi 17 août 2026; the short form leaves the year out: lun. 17 août. */
export function spell(day: Day, words: TicketWords, form: 'full' | 'date' | 'short'): string {
  const key = words.locale + form
  let format = dayFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(words.locale, {
      timeZone: 'UTC',
      weekday: form === 'date' ? undefined : form === 'full' ? 'long' : 'short',
      day: 'numeric',
      month: 'long',
      year: form === 'short' ? undefined : 'numeric',
    })
    dayFormats.set(key, format)
  }
  // Without the comma of English, which the line has no room for.
  return format.format(Date.parse(day)).replace(',', '')
}

/** 00090100900019 as it is printed: 000 901 009 00019, held together by no-break spaces. */
export function groupSiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4')
}

/** Where to go, and when to be there unless that is the hour itself. */
export function where(view: TicketView, words: TicketWords): string {
  const be = view.checkinTime && view.checkinTime !== view.time ? words.be(view.checkinTime) : null
  return [view.meetingPoint ?? view.place, be].filter(Boolean).join(' · ')
}

/** 42 as it is printed: 000042. */
export const serialOf = (serial: number): string => String(serial).padStart(6, '0')

/** Who sells it, in whose name, and that it admits once. */
export function legal(view: TicketView, words: TicketWords): string {
  const { office, provider } = view
  const sold = provider
    ? words.onBehalf(provider.name, groupSiret(provider.siret), view.vatText, office.name)
    : words.own(office.name, groupSiret(office.siret), view.vatText)
  const { show } = view
  // Operator, serial number, date and place of a presale (fiscal.md 2.7); session, category and price stand above.
  const numbered = show
    ? ` ${words.show(serialOf(show.serial), provider?.name ?? office.name, spell(show.soldDay, words, 'date'), show.soldAt)}`
    : ''
  return `${sold}${numbered} ${words.once(view.admits)}`
}
