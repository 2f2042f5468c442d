import type { Day } from '../api/shared/time.ts'
import type { Month } from './day.ts'
import { readParty, writeParty, type Party } from './party.ts'
import { LANGS, type Lang } from './text/lang.ts'

/** The pages of the shop. French lives at the root, the other languages under their code. */
export type Place =
  | { page: 'home' }
  | { page: 'stay' }
  | { page: 'counters' }
  | { page: 'product'; slug: string }

const ROOT: Record<Lang, string> = { fr: '', en: '/en' }
const WORD: Record<Lang, { stay: string; counters: string; product: string }> = {
  fr: { stay: 'sejour', counters: 'guichets', product: 'activites' },
  en: { stay: 'stay', counters: 'counters', product: 'activities' },
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
  const root = ROOT[lang]
  if (place.page === 'home') return root || '/'
  if (place.page === 'product') return `${root}/${WORD[lang].product}/${place.slug}`
  return `${root}/${WORD[lang][place.page]}`
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

export type Route = { lang: Lang; place: Place } | { moved: string } | null

/** Which page a path is; `moved` for the same page written otherwise; null when there is none. */
export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter(Boolean)
  const canonical = `/${parts.join('/')}`
  if (parts[0] === 'fr') return { moved: `/${parts.slice(1).join('/')}` }
  if (canonical !== pathname) return { moved: canonical }
  const lang = LANGS.find((l) => l !== 'fr' && l === parts[0]) ?? 'fr'
  const [word, slug, more] = lang === 'fr' ? parts : parts.slice(1)
  if (word === undefined) return { lang, place: { page: 'home' } }
  if (word === WORD[lang].product && slug && more === undefined) {
    return isSlug(slug) ? { lang, place: { page: 'product', slug } } : null
  }
  if (slug !== undefined) return null
  if (word === WORD[lang].stay) return { lang, place: { page: 'stay' } }
  if (word === WORD[lang].counters) return { lang, place: { page: 'counters' } }
  return null
}
