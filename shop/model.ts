import type {
  Family,
  OptionTake,
  ProductKind,
  ProductText,
  ProductWords,
  SaleMode,
  ShortText,
  UnitType,
  WithdrawalRight,
} from '../api/shared/catalog.ts'
import type { SeatLevel } from '../api/shared/seats.ts'
import type { Day, Instant } from '../api/shared/time.ts'
import type { Month } from './day.ts'
import type { Lang } from './text/lang.ts'

/*
 * What the public routes answer, as the pages need it. The typed client checks that the answers fit.
 */

/** A fare with its online price on the day asked for, in cents; null when it is not sold that day. */
export type Unit = {
  id: string
  type: UnitType
  short: string
  name: ShortText
  minAge: number | null
  maxAge: number | null
  seats: number
  proof: boolean
  priceC: number | null
}

export type Option = {
  id: string
  name: ShortText
  take: OptionTake
  legs: ShortText[]
  isDefault: boolean
  units: Unit[]
}

export type Product = {
  id: string
  slug: string
  family: Family
  kind: ProductKind
  saleMode: SaleMode
  providerName: string | null
  art: string
  durationMinutes: number | null
  checkinMinutes: number
  meetingPoint: string | null
  place: string | null
  languages: string[]
  minAge: number | null
  wheelchair: boolean
  dogs: boolean
  validityDays: number | null
  withdrawal: WithdrawalRight
  text: ProductText
  options: Option[]
  fromC: number | null
  changed: Day | null
  cancelFreeMinutes: number | null
}

export type Departure = {
  id: string
  productId: string
  optionId: string
  leg: number
  groupId: string | null
  day: Day
  time: string
  endTime: string
  startsAt: Instant
  cutoffAt: Instant
  counterId: string
  capacity: number
  taken: number
  held: number
  closedReason: string | null
}

/** `none`: nothing leaves that day, or no more. */
export type DayState = SeatLevel | 'closed' | 'none'
/** Days without a departure are not in it. `last`: the last month with something planned, null when nothing is. */
export type Calendar = { month: Month; last: Month | null; days: { day: Day; state: DayState }[] }

export type Office = {
  name: string
  address: string
  postcode: string
  city: string
  phone: string | null
  email: string | null
  zone: string
  demo: boolean
  sites: { code: string; name: string; address: string; city: string }[]
}

/** The words of a product in the reader's language; `foreign` when only French exists. */
export function wordsOf(
  product: Pick<Product, 'text'>,
  lang: Lang,
): { words: ProductWords; foreign: boolean } {
  const own = product.text[lang]
  return { words: own ?? product.text.fr, foreign: own === undefined }
}

/** A short text in the reader's language, or in French. */
export function named(text: ShortText, lang: Lang): string {
  return text[lang] ?? text.fr
}

/** The option that a page opens with. */
export function defaultOption(product: Pick<Product, 'options'>): Option | null {
  return product.options.find((o) => o.isDefault) ?? product.options[0] ?? null
}
