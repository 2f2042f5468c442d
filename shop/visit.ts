import { LANGS, type Lang } from './text/lang.ts'

/** What a browser keeps between two visits: the language, and which of the two first pages. It names nobody. */
export type Visit = { lang: Lang; page: 'home' | 'stay' }

/** Reads what `writeVisit` wrote; null for anything else. */
export function readVisit(text: string | null): Visit | null {
  const [, code, page] = /^([a-z]{2})\.(home|stay)$/.exec(text ?? '') ?? []
  const lang = LANGS.find((l) => l === code)
  return lang && page ? { lang, page: page === 'stay' ? 'stay' : 'home' } : null
}

/** A visit as the value of a cookie. */
export function writeVisit(visit: Visit): string {
  return `${visit.lang}.${visit.page}`
}

/**
 * The language for a browser that says `Accept-Language`: the one it likes best of those the shop has. Who asks for
 * others only gets English, who asks for none (robots, scripts) French.
 */
export function langFor(accepted: string | null): Lang {
  const liked = (accepted ?? '')
    .split(',', 30)
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const q = params.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean)
      return { code: tag.split('-')[0] ?? '', q: q === undefined ? 1 : Number(q) }
    })
    .filter(({ code, q }) => /^[a-z]{2,3}$/.test(code) && q > 0)
    .sort((a, b) => b.q - a.q)
  for (const { code } of liked) {
    const lang = LANGS.find((l) => l === code)
    if (lang) return lang
  }
  return liked.length > 0 ? 'en' : 'fr'
}
