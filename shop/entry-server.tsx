import type { JSX } from 'solid-js'
import { NoHydration, renderToString } from 'solid-js/web'
import { unwrap } from '../api/client.ts'
import type { ShopAnswer, ShopBundle, ShopRequest } from '../api/shared/shop-bundle.ts'
import { documentOf, type Head } from './document.ts'
import { statusOf, type Wrong } from './fault.ts'
import { insideClient } from './inside.ts'
import { islandsIn } from './island.tsx'
import type { Voice } from './voice.ts'
import type { Office } from './model.ts'
import { Message, Page } from './page/Page.tsx'
import { readParty } from './party.ts'
import { sitemap } from './sitemap.ts'
import { kept, pathOf, routeOf, type Place } from './path.ts'
import type { Asked, View } from './view/asked.ts'
import { countersView } from './view/counters.tsx'
import { familyView, homeView, stayView } from './view/list.tsx'
import { productView } from './view/product.tsx'
import { langFor, readVisit, writeVisit, type Visit } from './visit.ts'
import { en } from './text/en.ts'
import { fr } from './text/fr.ts'
import { LANGS, type Lang } from './text/lang.ts'

const TEXT = { fr, en }

function viewOf(place: Place, asked: Asked): Promise<View> {
  if (place.page === 'home') return homeView(asked)
  if (place.page === 'stay') return stayView(asked)
  if (place.page === 'counters') return countersView(asked)
  if (place.page === 'family') return familyView(asked, place.family)
  return productView(asked, place.slug)
}

type Drawn = Omit<View, 'body'> & { status: number; lang: Lang; place: Place | null; body: () => JSX.Element }

type Drawing = Extract<ShopAnswer, { html: string }>

/** Renders a view into its document. Nothing is awaited from here on: all has been read. */
function draw(request: ShopRequest, office: Office | null, drawn: Drawn): Drawing {
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
    site: office?.name ?? voice.t.shop(null),
    kind: place?.page === 'product' ? 'product' : 'website',
  }
  const page = { assets: request.assets, live: islandsIn(body) }
  return { status: drawn.status, html: documentOf(head, body, page) }
}

/** The page in place of one that is not there, or could not be made. */
function drawWrong(request: ShopRequest, office: Office | null, lang: Lang, status: Wrong): Drawing {
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

/** Where a visit begins: as the last one ended, else on the first page in the language that the browser likes. */
function visitOf(request: ShopRequest): Visit {
  return readVisit(request.visit) ?? { lang: langFor(request.accepts), page: 'home' }
}

/** What the browser should keep, once a page says another language or another first page than it would be sent to. */
function keptOf(request: ShopRequest, lang: Lang, place: Place): { visit?: string } {
  const last = visitOf(request)
  const page = place.page === 'home' || place.page === 'stay' ? place.page : last.page
  return lang === last.lang && page === last.page ? {} : { visit: writeVisit({ lang, page }) }
}

/**
 * The page at an address: 200, 301 and 302 for another, 404, 503 when the API does not answer, or 500 with the fault
 * that stood in the way. Throws only when the page that says so cannot be drawn either.
 */
export async function render(request: ShopRequest): Promise<ShopAnswer> {
  const { pathname, search, searchParams: query } = request.url
  const route = routeOf(pathname)
  if (route && 'moved' in route) return { status: 301, location: route.moved + search }
  if (route && 'door' in route) {
    const { lang, page } = visitOf(request)
    return { status: 302, location: pathOf(lang, { page }) + search }
  }
  const said = route?.lang ?? LANGS.find((l) => pathname.startsWith(`/${l}/`))
  const lang = said ?? langFor(request.accepts)
  const voice: Voice = { lang, t: TEXT[lang] }
  const client = insideClient(request.publicUrl, request.fetcher)
  let office: Office | null = null
  try {
    office = await unwrap<Office>(client.api.shop.office.$get())
    if (!route) return { ...drawWrong(request, office, lang, 404), byLanguage: said === undefined }
    const { nowMs, publicUrl } = request
    const asked: Asked = { client, voice, office, party: readParty(query), query, nowMs, publicUrl }
    const view = await viewOf(route.place, asked)
    const page = draw(request, office, { ...view, status: 200, lang, place: route.place })
    return { ...page, ...keptOf(request, lang, route.place) }
  } catch (error) {
    const status = statusOf(error)
    const page = drawWrong(request, office, lang, status)
    return status === 500 ? { ...page, fault: error } : page
  }
}

export { sitemap }

const bundle: ShopBundle = { render, sitemap }
void bundle
