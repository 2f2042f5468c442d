import { describe, expect, it } from 'vitest'
import { stage } from './stage.ts'

const on = stage()

type Answer = { status: number; url: string; headers: Headers; html: string }

async function get(path: string, headers: Record<string, string> = {}, follow = true): Promise<Answer> {
  const answer = await fetch(path.startsWith('http') ? path : on.office.url + path, {
    headers,
    redirect: follow ? 'follow' : 'manual',
    signal: AbortSignal.timeout(8_000),
  })
  return { status: answer.status, url: answer.url, headers: answer.headers, html: await answer.text() }
}

/** The same page under the server's own name: addresses in pages bear the public one. */
const here = (address: string) => on.office.url + new URL(address).pathname

const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? null
const canonicalOf = (html: string) => attribute(html, /<link rel="canonical" href="([^"]+)"/)
const alternatesOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/rel="alternate" hreflang="([\w-]+)" href="([^"]+)"/g)].map(([, lang, href]) => [
      lang,
      href,
    ]),
  )

type Fact = Record<string, unknown> & { '@type': string | string[] }

/** The schema.org objects of a page, each of which must be JSON. */
function factsOf(html: string): Fact[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json]) => JSON.parse(json ?? '') as Fact,
  )
}

/** What each type must have to be of use (Google's and schema.org's required properties). */
const REQUIRED: Record<string, string[]> = {
  Product: ['name', 'offers'],
  TouristTrip: ['name', 'description'],
  TouristAttraction: ['name', 'description'],
  Event: ['name', 'startDate', 'location', 'organizer', 'eventStatus', 'offers'],
  Place: ['name', 'address'],
  PostalAddress: ['streetAddress', 'addressLocality', 'addressCountry'],
  AggregateOffer: ['lowPrice', 'highPrice', 'priceCurrency', 'offerCount', 'offers'],
  Offer: ['price', 'priceCurrency', 'availability', 'url'],
  Organization: ['name'],
  BreadcrumbList: ['itemListElement'],
  ItemList: ['itemListElement'],
  ListItem: ['position', 'name'],
  TouristInformationCenter: ['name', 'address'],
}

/** What is wrong with an object and all that it holds. */
function wrongOf(value: unknown, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((v, i) => wrongOf(v, `${at}[${i}]`))
  if (typeof value !== 'object' || value === null)
    return value === '' || value === null ? [`${at} says nothing`] : []
  const fact = value as Fact
  const types = [fact['@type']].flat()
  const missing = types.flatMap((type) =>
    REQUIRED[type]
      ? REQUIRED[type].filter((key) => !(key in fact)).map((key) => `${at}: ${type} without ${key}`)
      : [`${at}: ${type}?`],
  )
  const bad: string[] = []
  for (const key of ['price', 'lowPrice', 'highPrice'])
    if (key in fact && !/^\d+\.\d\d$/.test(String(fact[key]))) bad.push(`${at}.${key}: ${String(fact[key])}`)
  for (const key of ['url', 'item', '@id'])
    if (key in fact && !URL.canParse(String(fact[key]))) bad.push(`${at}.${key}: ${String(fact[key])}`)
  if ('startDate' in fact && Number.isNaN(Date.parse(String(fact.startDate)))) bad.push(`${at}: no date`)
  return [...missing, ...bad, ...Object.entries(fact).flatMap(([key, v]) => wrongOf(v, `${at}.${key}`))]
}

describe('what is found', () => {
  it('every address of the sitemap is a page that calls itself so, in the same languages, and says true things', async () => {
    const { html: xml, headers } = await get('/sitemap.xml')
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const entries = [...xml.matchAll(/<url>(.*?)<\/url>/g)].map(([, entry]) => entry ?? '')
    expect(entries.length).toBeGreaterThan(60)
    const problems: string[] = []
    const seen = new Set<string>()
    for (const entry of entries) {
      const loc = attribute(entry, /<loc>([^<]+)<\/loc>/) ?? ''
      const page = await get(here(loc))
      const facts = factsOf(page.html)
      for (const type of facts.flatMap((f) => f['@type'])) seen.add(type)
      problems.push(...facts.flatMap((fact) => wrongOf(fact, `${loc} ${String(fact['@type'])}`)))
      if (page.status !== 200) problems.push(`${loc}: ${page.status}`)
      if (canonicalOf(page.html) !== loc) problems.push(`${loc} calls itself ${canonicalOf(page.html)}`)
      if (attribute(page.html, /property="og:url" content="([^"]+)"/) !== loc) problems.push(`${loc}: og:url`)
      if (facts.length === 0) problems.push(`${loc} says nothing to robots`)
      expect(alternatesOf(page.html)).toEqual(alternatesOf(entry))
      expect(Object.keys(alternatesOf(entry)).sort()).toEqual(['en', 'fr', 'x-default'])
      const since = attribute(entry, /<lastmod>([^<]+)</)
      if (since !== null && !/^20\d\d-\d\d-\d\d$/.test(since)) problems.push(`${loc}: ${since}`)
    }
    expect(problems).toEqual([])
    for (const type of ['Product', 'TouristTrip', 'TouristAttraction', 'Event', 'BreadcrumbList', 'ItemList'])
      expect([type, seen.has(type)]).toEqual([type, true])
    expect(xml.match(/<lastmod>/g)?.length).toBeGreaterThan(50)
  }, 120_000)

  it('offers bear the price of the page, and a departure that is full or closed is not in stock', async () => {
    const [char] = await on.db.sql<{ slug: string }[]>`SELECT slug FROM product WHERE code = 'CHAR'`
    const { html } = await get(`/fr/activites/${char?.slug}?day=2026-08-13`)
    const events = factsOf(html).filter((f) => f['@type'] === 'Event')
    const of = (time: string) => events.find((e) => String(e.startDate).includes(time))
    expect(of('T14:00')).toMatchObject({
      eventStatus: 'https://schema.org/EventCancelled',
      offers: { availability: 'https://schema.org/SoldOut', priceCurrency: 'EUR' },
    })
    const prices = factsOf(html).flatMap(({ offers }) => {
      const { highPrice } = (offers ?? {}) as { highPrice?: string }
      return highPrice ? [`${highPrice.replace('.', ',')}\u00a0€`] : []
    })
    expect(prices).toHaveLength(1)
    expect(html).toContain(prices[0])
  })

  it('robots are kept from the API and from the tills, and shown the map', async () => {
    const { html } = await get('/robots.txt')
    expect(html).toMatch(/^Disallow: \/api\/$/m)
    expect(html).toMatch(/^Sitemap: http.*\/sitemap\.xml$/m)
    const missing = await get('/fr/nulle-part')
    expect(missing.html).toContain('<meta name="robots" content="noindex">')
    expect(canonicalOf(missing.html)).toBeNull()
  })
})

describe('the door', () => {
  it('leads to the language that the browser likes, with all that the address says', async () => {
    for (const [accepts, to] of [
      ['fr-FR,fr;q=0.9', '/fr?a=4&e=0'],
      ['en-US,en;q=0.9', '/en?a=4&e=0'],
      ['de,en;q=0.5', '/en?a=4&e=0'],
    ] as const) {
      const answer = await get('/?a=4&e=0', { 'accept-language': accepts }, false)
      expect([answer.status, answer.headers.get('location')]).toEqual([302, to])
      expect(answer.headers.get('vary')).toContain('Accept-Language')
    }
  })

  it('a page that is not there says so in the language of its address, else of the browser', async () => {
    for (const [path, accepts, text] of [
      ['/en/nowhere', 'fr', 'This page does not exist'],
      ['/fr/nulle-part', 'en', 'Cette page n’existe pas'],
      ['/nowhere', 'en', 'This page does not exist'],
      ['/nowhere', 'fr', 'Cette page n’existe pas'],
    ] as const) {
      const page = await get(path, { 'accept-language': accepts })
      expect([path, page.status]).toEqual([path, 404])
      expect(page.html).toContain(text)
      expect(page.html).toContain(`<html lang="${text.startsWith('This') ? 'en' : 'fr'}"`)
      expect(page.headers.get('vary')?.includes('Accept-Language')).toBe(path === '/nowhere')
    }
  })
})

describe('whatever an address says', () => {
  it('numbers that are none, crowds, days gone by and days that never come are answered with a page', async () => {
    const [golfe] = await on.db.sql<{ slug: string }[]>`SELECT slug FROM product WHERE code = 'GOLFE'`
    const product = `/fr/activites/${golfe?.slug}`
    const queries = [
      'a=NaN&e=-1',
      'a=999999&e=1e9',
      'a=99',
      'a=0&e=0',
      'a=1&a=2&e=%00',
      'day=2020-01-01',
      'day=2026-02-30&month=2026-13',
      'month=2000-01',
      'at=ses_%00&at=..&day=2026-08-14',
      `at=${'x'.repeat(4_000)}`,
      'who=1&who=2&day=tomorrow',
    ]
    for (const path of ['/fr', '/fr/sejour', '/fr/bateaux', product, '/en/counters'])
      for (const query of queries) {
        const page = await get(`${path}?${query}`)
        expect([`${path}?${query.slice(0, 40)}`, page.status]).toEqual([`${path}?${query.slice(0, 40)}`, 200])
        // The switch of languages keeps the address as it came; nothing else repeats it.
        const said = page.html.replaceAll(/href="[^"]*"/g, '')
        expect([query.slice(0, 40), /NaN|undefined|Infinity|\[object/.exec(said)]).toEqual([
          query.slice(0, 40),
          null,
        ])
      }
    // Twenty of a fare is the most that a page takes.
    expect((await get('/fr?a=99&e=0')).html).toContain('20\u00a0adultes')
    // A day that is over opens the first day with places.
    expect((await get(`${product}?day=2020-01-01`)).html).toContain('Jeudi 13 août')
  }, 120_000)
})
