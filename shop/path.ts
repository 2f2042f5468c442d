import { FAMILIES, type Family } from '../api/shared/catalog.ts'
import type { Day } from '../api/shared/time.ts'
import type { Month } from './day.ts'
import { readParty, writeParty, type Party } from './party.ts'
import { LANGS, type Lang } from './text/lang.ts'

/** The pages of the shop, each under the code of its language. */
export type Place =
  | { page: 'home' }
  | { page: 'stay' }
  | { page: 'counters' }
  | { page: 'family'; family: Family }
  | { page: 'product'; slug: string }

type Words = { stay: string; counters: string; product: string; family: Record<Family, string> }

const WORD: Record<Lang, Words> = {
  fr: {
    stay: 'sejour',
    counters: 'guichets',
    product: 'activites',
    family: {
      BOAT: 'bateaux',
      WATER: 'sur-l-eau',
      VISIT: 'visites',
      EVENT: 'concerts',
      TRAIN: 'petits-trains',
      WELLNESS: 'bien-etre',
      RAIL: 'train',
      BOUTIQUE: 'boutique',
    },
  },
  en: {
    stay: 'stay',
    counters: 'counters',
    product: 'activities',
    family: {
      BOAT: 'boats',
      WATER: 'on-the-water',
      VISIT: 'tours',
      EVENT: 'concerts',
      TRAIN: 'road-trains',
      WELLNESS: 'well-being',
      RAIL: 'train',
      BOUTIQUE: 'shop',
    },
  },
}

/** What a page shows, kept in its address so that it can be shared and works without JavaScript. */
export type Choice = {
  party?: Party
  day?: Day | null
  month?: Month | null
  /** Chosen departures, one for each leg. */
  at?: readonly string[]
  /** On the counters' page: what one wants to book. */
  activity?: string
}

/** The path of a page in a language. */
export function pathOf(lang: Lang, place: Place): string {
  const word = WORD[lang]
  if (place.page === 'home') return `/${lang}`
  if (place.page === 'product') return `/${lang}/${word.product}/${place.slug}`
  return `/${lang}/${place.page === 'family' ? word.family[place.family] : word[place.page]}`
}

/** A link: the path, and what has been chosen so far. */
export function link(lang: Lang, place: Place, choice: Choice = {}, hash = ''): string {
  const query = new URLSearchParams()
  if (choice.activity) query.set('activity', choice.activity)
  if (choice.day) query.set('day', choice.day)
  if (choice.month) query.set('month', choice.month)
  for (const id of choice.at ?? []) query.append('at', id)
  for (const [key, value] of choice.party ? writeParty(choice.party) : []) query.set(key, value)
  const text = query.toString()
  return pathOf(lang, place) + (text ? `?${text}` : '') + hash
}

/** The same page for another party, with the steppers still open: a press needs no JavaScript. */
export function choosingHref(lang: Lang, place: Place, choice: Choice): string {
  const href = link(lang, place, choice)
  return `${href}${href.includes('?') ? '&' : '?'}who=1`
}

/** What a link takes along of the address it stands on: all of it to the same page, who comes to any other. */
export type Keep = 'all' | 'party'

/** The query of a link that stands on a page with this one. */
export function kept(keep: Keep, query: URLSearchParams): string {
  const text = (keep === 'all' ? query : new URLSearchParams(writeParty(readParty(query)))).toString()
  return text && `?${text}`
}

/** True for what names a product in an address. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,120}$/.test(text)
}

/**
 * What is at a path: a page; `door` for the bare address, where the language is not said yet; `moved` for a page
 * written otherwise; null for nothing.
 */
export type Route = { lang: Lang; place: Place } | { moved: string } | { door: true } | null

/** Which page a path is. */
export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter(Boolean)
  if (parts.length === 0) return { door: true }
  const canonical = `/${parts.join('/')}`
  const lang = LANGS.find((l) => l === parts[0])
  // French pages used to stand at the root.
  if (!lang) return placeOf('fr', parts) ? { moved: `/fr${canonical}` } : null
  if (canonical !== pathname) return { moved: canonical }
  const rest = parts.slice(1)
  if (rest.length === 1 && rest[0] === WORD[lang].product) return { moved: pathOf(lang, { page: 'stay' }) }
  const place = placeOf(lang, rest)
  return place && { lang, place }
}

function placeOf(lang: Lang, parts: readonly string[]): Place | null {
  const [word, slug, more] = parts
  if (word === undefined) return { page: 'home' }
  const own = WORD[lang]
  if (slug !== undefined) {
    return word === own.product && more === undefined && isSlug(slug) ? { page: 'product', slug } : null
  }
  if (word === own.stay) return { page: 'stay' }
  if (word === own.counters) return { page: 'counters' }
  const family = FAMILIES.find((f) => own.family[f] === word)
  return family ? { page: 'family', family } : null
}
