import type { JSX } from 'solid-js'
import { NoHydration, renderToString } from 'solid-js/web'
import { ApiProblem, createClient, unwrap, type Client } from '../api/client.ts'
import type { ShopAnswer, ShopBundle, ShopRequest } from '../api/shared/shop-bundle.ts'
import { documentOf, escapeHtml, type Head } from './document.ts'
import { islandsIn } from './island.tsx'
import type { Voice } from './islands.ts'
import type { Office, Product } from './model.ts'
import { Message, Page } from './page/Page.tsx'
import { readParty } from './party.ts'
import { pathOf, routeOf, type Place } from './path.ts'
import { countersView, homeView, productView, stayView, type Asked, type View } from './view.tsx'
import { en } from './text/en.ts'
import { fr } from './text/fr.ts'
import { LANGS, type Lang } from './text/lang.ts'

const TEXT = { fr, en }

/** The typed client over our own routes, and nobody's cookies: the shop shows what everybody may see. */
function clientOf(request: Pick<ShopRequest, 'fetcher' | 'publicUrl'>): Client {
  return createClient(request.publicUrl, async (input, init) => request.fetcher(new Request(input, init)))
}

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
  const query = request.url.search
  const others = LANGS.filter((l) => l !== drawn.lang).map((lang) => ({
    lang,
    href: pathOf(lang, place ?? { page: 'home' }) + (place ? query : ''),
    name: voice.t.toLang,
  }))
  const body = renderToString(() => (
    <NoHydration>
      <Page
        voice={voice}
        office={office}
        party={readParty(request.url.searchParams)}
        others={others}
        art={drawn.art}
        bar={drawn.bar}
      >
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

function message(voice: Voice, kind: 'notFound' | 'broken', href: string): Omit<Drawn, 'lang' | 'place'> {
  const t = voice.t
  return {
    status: kind === 'notFound' ? 404 : 503,
    title: kind === 'notFound' ? t.notFoundTitle : t.brokenTitle,
    description: kind === 'notFound' ? t.notFound : t.broken,
    art: [],
    facts: [],
    body: () => (
      <Message
        head={kind === 'notFound' ? t.notFoundHead : t.brokenHead}
        text={kind === 'notFound' ? t.notFound : t.broken}
        href={href}
        action={kind === 'notFound' ? t.seeAll : t.retry}
      />
    ),
  }
}

/** The page at an address: 200, 301, 404, or 503 when the API does not answer. Never throws. */
export async function render(request: ShopRequest): Promise<ShopAnswer> {
  const route = routeOf(request.url.pathname)
  if (route && 'moved' in route) return { status: 301, location: route.moved + request.url.search }
  const lang = route?.lang ?? (/^\/en(\/|$)/.test(request.url.pathname) ? 'en' : 'fr')
  const voice: Voice = { lang, t: TEXT[lang] }
  const client = clientOf(request)
  const notFound = { ...message(voice, 'notFound', pathOf(lang, { page: 'stay' })), lang, place: null }
  let office: Office | null = null
  try {
    office = await unwrap<Office>(client.api.shop.office.$get())
    if (!route) return draw(request, office, notFound)
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
    if (error instanceof ApiProblem && error.status === 404) return draw(request, office, notFound)
    if (!(error instanceof ApiProblem)) throw error
    const broken = message(voice, 'broken', request.url.pathname + request.url.search)
    return draw(request, office, { ...broken, lang, place: null })
  }
}

/** Every page in every language, as sitemap.xml. Throws `ApiProblem`. */
export async function sitemap(request: Pick<ShopRequest, 'fetcher' | 'publicUrl'>): Promise<string> {
  const { products } = await unwrap<{ products: Product[] }>(
    clientOf(request).api.shop.products.$get({ query: {} }),
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
