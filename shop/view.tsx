import type { JSX } from 'solid-js'
import { ApiProblem, unwrap, type Client } from '../api/client.ts'
import { FAMILIES } from '../api/shared/catalog.ts'
import { formatEuros } from '../api/shared/money.ts'
import { instantOf, local, type Day } from '../api/shared/time.ts'
import { readCalendar, readDay, readDepartures, readProduct } from './ask.ts'
import { dayAfter, isDay, isMonth, monthOf, plusMonths, shortDay, type Month } from './day.ts'
import { ideasOf, type Idea } from './idea.ts'
import type { Voice } from './voice.ts'
import { named, wordsOf, type Calendar, type Office, type Product } from './model.ts'
import { Counters, type Wish } from './page/Counters.tsx'
import { Home, Stay } from './page/Home.tsx'
import { ProductPage } from './page/Product.tsx'
import type { BookingData } from './part/Booking.tsx'
import { countsOf, sumOf, type Party } from './party.ts'
import { link, pathOf } from './path.ts'
import { crumbs, officeFacts, productFacts } from './schema-org.ts'
import { optionFor, slotsOf } from './slot.ts'

/** What a page is made from. */
export type Asked = {
  client: Client
  voice: Voice
  office: Office
  party: Party
  query: URLSearchParams
  nowMs: number
  publicUrl: string
}

/** A page that has read all it needs: what it says in its head, and how to draw it. */
export type View = {
  title: string
  description: string
  facts: object[]
  /** Illustrations that it shows. */
  art: readonly string[]
  bar?: boolean
  body: () => JSX.Element
}

function todayAt(asked: Asked): Day {
  return local(instantOf(asked.nowMs), asked.office.zone).day
}

async function readProducts(asked: Asked): Promise<Product[]> {
  const { products } = await unwrap<{ products: Product[] }>(
    asked.client.api.shop.products.$get({ query: {} }),
  )
  return products
}

const artOf = (ideas: readonly Idea[]) => ideas.map((i) => i.product.art)

/** How far ahead the first page looks when nothing leaves today nor tomorrow, and how many days it then shows. */
const AHEAD_DAYS = 30
const NEAREST = 2

async function nearestDays(asked: Asked, products: readonly Product[], today: Day) {
  const list = await readDepartures(asked.client, {
    day: dayAfter(today, 2),
    to: dayAfter(today, AHEAD_DAYS),
  })
  return [...new Set(list.map((d) => d.day))]
    .sort()
    .map((day) => ({ day, ideas: ideasOf(products, list, day, asked.nowMs) }))
    .filter((near) => near.ideas.length > 0)
    .slice(0, NEAREST)
}

/** What leaves from now on, today and tomorrow. */
export async function homeView(asked: Asked): Promise<View> {
  const { voice, party, nowMs } = asked
  const today = todayAt(asked)
  const [products, list] = await Promise.all([
    readProducts(asked),
    readDepartures(asked.client, { day: today, to: dayAfter(today) }),
  ])
  const now = ideasOf(products, list, today, nowMs)
  const tomorrow = ideasOf(products, list, dayAfter(today), nowMs)
  const nearest = now.length + tomorrow.length === 0 ? await nearestDays(asked, products, today) : []
  return {
    title: voice.t.homeTitle(asked.office.city),
    description: voice.t.homeMeta(asked.office.city),
    facts: [officeFacts(asked.office, asked.publicUrl)],
    art: [...artOf(now), ...artOf(tomorrow), ...nearest.flatMap((near) => artOf(near.ideas))],
    body: () => (
      <Home
        voice={voice}
        party={party}
        choosing={asked.query.has('who')}
        now={nowMs}
        today={now}
        tomorrow={tomorrow}
        nearest={nearest}
      />
    ),
  }
}

/** Everything that is sold, by family. */
export async function stayView(asked: Asked): Promise<View> {
  const { voice, party, office } = asked
  const products = await readProducts(asked)
  const families = FAMILIES.map((family) => ({
    name: voice.t.family[family],
    products: products.filter((p) => p.family === family),
  })).filter((f) => f.products.length > 0)
  return {
    title: voice.t.stayTitle(office.city),
    description: voice.t.stayMeta(office.name),
    facts: [officeFacts(office, asked.publicUrl)],
    art: products.map((p) => p.art),
    body: () => (
      <Stay
        voice={voice}
        city={office.city}
        party={party}
        choosing={asked.query.has('who')}
        families={families}
      />
    ),
  }
}

/** Months looked through for the first day with places. */
const MONTHS_AHEAD = 6

/** The month to open with: what the address says, else the first from now on that has places. */
async function openingMonth(asked: Asked, slug: string, today: Day, day: Day | null): Promise<Calendar> {
  const said = asked.query.get('month') ?? ''
  const wanted: Month | null = isMonth(said) ? said : day ? monthOf(day) : null
  const first = monthOf(today)
  if (wanted) {
    const month = await readCalendar(asked.client, slug, wanted < first ? first : wanted)
    const last = month.last && month.last > first ? month.last : first
    return month.month > last ? readCalendar(asked.client, slug, last) : month
  }
  let month = first
  let calendar = await readCalendar(asked.client, slug, month)
  for (let i = 1; i < MONTHS_AHEAD && !calendar.days.some(hasPlaces); i++) {
    month = plusMonths(month, 1)
    calendar = await readCalendar(asked.client, slug, month)
  }
  return calendar.days.some(hasPlaces) ? calendar : readCalendar(asked.client, slug, first)
}

const hasPlaces = (day: Calendar['days'][number]) => day.state === 'open' || day.state === 'few'

async function bookingOf(asked: Asked, product: Product): Promise<BookingData> {
  const today = todayAt(asked)
  const said = asked.query.get('day') ?? ''
  const wanted = isDay(said) && said >= today ? said : null
  const { id, slug, kind, options: fares, cancelFreeMinutes } = product
  const shown = { id, slug, kind, options: fares, cancelFreeMinutes }
  const data: BookingData = {
    product: shown,
    today,
    now: asked.nowMs,
    month: null,
    day: null,
    sessions: [],
    at: asked.query.getAll('at').slice(0, 4),
    party: asked.party,
  }
  if (product.kind !== 'SESSION') return data
  const month = await openingMonth(asked, product.slug, today, wanted)
  const day = wanted ?? month.days.find((d) => d.day >= today && hasPlaces(d))?.day ?? null
  if (!day) return { ...data, month }
  const { sessions, options } = await readDay(asked.client, product, day)
  return { ...data, month, day, sessions, product: { ...shown, options } }
}

/** A product: what it is, when, for whom, how much. Throws `ApiProblem`: `not_found`. */
export async function productView(asked: Asked, slug: string): Promise<View> {
  const { voice, publicUrl } = asked
  const product = await readProduct(asked.client, slug)
  const booking = await bookingOf(asked, product)
  const { words } = wordsOf(product, voice.lang)
  const url = publicUrl + pathOf(voice.lang, { page: 'product', slug })
  const shop = voice.t.shop(asked.office.city)
  const priced = { ...product, options: booking.product.options }
  return {
    title: `${words.title} · ${shop}`,
    description: words.short,
    facts: [
      productFacts(priced, voice.lang, url, asked.office, booking.sessions),
      crumbs([
        { name: shop, url: publicUrl + pathOf(voice.lang, { page: 'home' }) },
        { name: voice.t.family[product.family], url: publicUrl + pathOf(voice.lang, { page: 'stay' }) },
        { name: words.title, url },
      ]),
    ],
    art: [product.art],
    bar: true,
    body: () => <ProductPage voice={voice} product={product} query={asked.query} booking={booking} />,
  }
}

/** What was chosen before Réserver, read again so that nobody reads out an old price; null when nothing was. */
async function wishOf(asked: Asked): Promise<Wish | null> {
  const slug = asked.query.get('activity')
  if (!slug) return null
  const said = asked.query.get('day') ?? ''
  const day = isDay(said) ? said : null
  const product = await readProduct(asked.client, slug).catch(absent)
  if (!product) return null
  const at = asked.query.getAll('at').slice(0, 4)
  const read = day ? await readDay(asked.client, product, day) : null
  const slots = read && day ? slotsOf(read.sessions, day).filter((s) => at.includes(s.key)) : []
  const { voice, party } = asked
  const option = optionFor({ options: read?.options ?? product.options }, slots[0])
  const counts = option ? countsOf(option, party).filter((c) => c.qty > 0) : []
  const { words, foreign } = wordsOf(product, voice.lang)
  return {
    title: words.title,
    foreign,
    art: product.art,
    when: [day ? shortDay(voice.lang, day) : '', ...slots.map((s) => s.time)].filter(Boolean).join(', '),
    whom: counts.map((c) => `${named(c.unit.name, voice.lang)} × ${c.qty}`).join(', '),
    price: formatEuros(sumOf(counts).totalC, voice.lang),
    href: link(voice.lang, { page: 'product', slug }, { party, day, at }),
  }
}

function absent(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 404) return null
  throw error
}

/** Where to book until it can be done online. */
export async function countersView(asked: Asked): Promise<View> {
  const { voice, office } = asked
  const wish = await wishOf(asked)
  return {
    title: voice.t.countersTitle(office.city),
    description: voice.t.countersMeta(office.name),
    facts: [officeFacts(office, asked.publicUrl)],
    art: wish ? [wish.art] : [],
    body: () => <Counters voice={voice} office={office} wish={wish} />,
  }
}
