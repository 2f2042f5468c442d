import type { JSX } from 'solid-js'
import { NoHydration, renderToString } from 'solid-js/web'
import { unwrap } from '../api/client.ts'
import type { ShopAnswer, ShopBundle, ShopRequest } from '../api/shared/shop-bundle.ts'
import { documentOf, escapeHtml, type Head } from './document.ts'
import { statusOf, type Wrong } from './fault.ts'
import { insideClient } from './inside.ts'
import { islandsIn } from './island.tsx'
import type { Voice } from './voice.ts'
import type { Office, Product } from './model.ts'
import { Message, Page } from './page/Page.tsx'
import { readParty } from './party.ts'
import { kept, pathOf, routeOf, type Place } from './path.ts'
import { countersView, homeView, productView, stayView, type Asked, type View } from './view.tsx'
import { en } from './text/en.ts'
import { fr } from './text/fr.ts'
import { LANGS, type Lang } from './text/lang.ts'

const TEXT = { fr, en }

function viewOf(place: Place, asked: Asked): Promise<View> {
  if (place.page === 'home') return homeView(asked)
  if (place.page === 'stay') return stayView(asked)
  if (place.page === 'counters') return countersView(asked)
  return productView(asked, place.slug)
}

type Drawn = Omit<View, 'body'> & { status: number; lang: Lang; place: Place | null; body: () => JSX.Element }

/** Renders a view into its document. Nothing is awaited from here on: all has been read. */
function draw(request: ShopRequest, office: Office | null, drawn: Drawn): ShopAnswer {
  const voice: Voice = { lang: drawn.lang, t: TEXT[drawn.lang] }
  const { place } = drawn
  const query = request.url.searchParams
  const others = LANGS.filter((l) => l !== drawn.lang).map((lang) => ({
    lang,
    href: pathOf(lang, place ?? { page: 'home' }) + (place ? kept('all', query) : ''),
    name: voice.t.toLang,
  }))
  const body = renderToString(() => (
    <NoHydration>
      <Page voice={voice} office={office} query={query} others={others} art={drawn.art} bar={drawn.bar}>
        {drawn.body()}
      </Page>
    </NoHydration>
  ))
  const head: Head = {
    lang: drawn.lang,
    title: drawn.title,
    description: drawn.description,
    canonical: place && drawn.status === 200 ? request.publicUrl + pathOf(drawn.lang, place) : null,
    others: place ? LANGS.map((lang) => ({ lang, href: request.publicUrl + pathOf(lang, place) })) : [],
    facts: drawn.facts,
  }
  const page = { assets: request.assets, nonce: request.nonce, live: islandsIn(body) }
  return { status: drawn.status, html: documentOf(head, body, page) }
}

/** The page in place of one that is not there, or could not be made. */
function drawWrong(request: ShopRequest, office: Office | null, lang: Lang, status: Wrong): ShopAnswer {
  const t = TEXT[lang]
  const { pathname, search } = request.url
  const said =
    status === 404
      ? { head: t.notFoundHead, text: t.notFound, href: pathOf(lang, { page: 'stay' }), action: t.seeAll }
      : { head: t.brokenHead, text: t.broken, href: pathname + search, action: t.retry }
  return draw(request, office, {
    status,
    lang,
    place: null,
    title: `${status === 404 ? t.notFoundTitle : t.brokenTitle} · ${t.shop(office?.city ?? null)}`,
    description: said.text,
    art: [],
    facts: [],
    body: () => <Message {...said} />,
  })
}

/**
 * The page at an address: 200, 301, 404, 503 when the API does not answer, or 500 with the fault that stood in the
 * way. Throws only when the page that says so cannot be drawn either.
 */
export async function render(request: ShopRequest): Promise<ShopAnswer> {
  const route = routeOf(request.url.pathname)
  if (route && 'moved' in route) return { status: 301, location: route.moved + request.url.search }
  const lang = route?.lang ?? (/^\/en(\/|$)/.test(request.url.pathname) ? 'en' : 'fr')
  const voice: Voice = { lang, t: TEXT[lang] }
  const client = insideClient(request.publicUrl, request.fetcher)
  let office: Office | null = null
  try {
    office = await unwrap<Office>(client.api.shop.office.$get())
    if (!route) return drawWrong(request, office, lang, 404)
    const asked: Asked = {
      client,
      voice,
      office,
      party: readParty(request.url.searchParams),
      query: request.url.searchParams,
      nowMs: request.nowMs,
      publicUrl: request.publicUrl,
    }
    const view = await viewOf(route.place, asked)
    return draw(request, office, { ...view, status: 200, lang, place: route.place })
  } catch (error) {
    const status = statusOf(error)
    const page = drawWrong(request, office, lang, status)
    return status === 500 ? { ...page, fault: error } : page
  }
}

/** Every page in every language, as sitemap.xml. Throws `ApiProblem`. */
export async function sitemap(request: Pick<ShopRequest, 'fetcher' | 'publicUrl'>): Promise<string> {
  const { products } = await unwrap<{ products: Product[] }>(
    insideClient(request.publicUrl, request.fetcher).api.shop.products.$get({ query: {} }),
  )
  const places: Place[] = [
    { page: 'home' },
    { page: 'stay' },
    { page: 'counters' },
    ...products.map((p): Place => ({ page: 'product', slug: p.slug })),
  ]
  const at = (lang: Lang, place: Place) => escapeHtml(request.publicUrl + pathOf(lang, place))
  const entries = places.flatMap((place) =>
    LANGS.map((lang) => {
      const same = LANGS.map(
        (l) => `<xhtml:link rel="alternate" hreflang="${l}" href="${at(l, place)}"/>`,
      ).join('')
      return `<url><loc>${at(lang, place)}</loc>${same}</url>`
    }),
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries.join('')}</urlset>`
}

const bundle: ShopBundle = { render, sitemap }
void bundle
