import { unwrap } from '../api/client.ts'
import { FAMILIES } from '../api/shared/catalog.ts'
import type { ShopRequest } from '../api/shared/shop-bundle.ts'
import type { Day } from '../api/shared/time.ts'
import { escapeHtml } from './document.ts'
import { insideClient } from './inside.ts'
import type { Product } from './model.ts'
import { pathOf, type Place } from './path.ts'
import { LANGS, type Lang } from './text/lang.ts'

type Entry = { place: Place; changed: Day | null }

/** Every page, and the day since which it says what it says; lists change with the last of what they show. */
function entriesOf(products: readonly Product[]): Entry[] {
  const last = (list: readonly Product[]) =>
    list.map((p) => p.changed ?? '').reduce<string>((a, b) => (a > b ? a : b), '') as Day | ''
  const listed = (place: Place, list: readonly Product[]): Entry => ({ place, changed: last(list) || null })
  return [
    listed({ page: 'home' }, products),
    listed({ page: 'stay' }, products),
    { place: { page: 'counters' }, changed: null },
    ...FAMILIES.flatMap((family) => {
      const own = products.filter((p) => p.family === family)
      return own.length > 0 ? [listed({ page: 'family', family }, own)] : []
    }),
    ...products.map((p): Entry => ({ place: { page: 'product', slug: p.slug }, changed: p.changed })),
  ]
}

/** Every public page in every language, each with its alternates, as sitemap.xml. Throws `ApiProblem`. */
export async function sitemap(request: Pick<ShopRequest, 'fetcher' | 'publicUrl'>): Promise<string> {
  const { products } = await unwrap<{ products: Product[] }>(
    insideClient(request.publicUrl, request.fetcher).api.shop.products.$get({ query: {} }),
  )
  const at = (lang: Lang, place: Place) => escapeHtml(request.publicUrl + pathOf(lang, place))
  const same = (place: Place) =>
    [...LANGS.map((l) => [l, l] as const), ['x-default', 'fr'] as const]
      .map(([code, l]) => `<xhtml:link rel="alternate" hreflang="${code}" href="${at(l, place)}"/>`)
      .join('')
  const urls = entriesOf(products).flatMap(({ place, changed }) =>
    LANGS.map((lang) => {
      const since = changed ? `<lastmod>${changed}</lastmod>` : ''
      return `<url><loc>${at(lang, place)}</loc>${since}${same(place)}</url>`
    }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('')}</urlset>`
}
