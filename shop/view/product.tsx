import type { Day } from '../../api/shared/time.ts'
import { readCalendar, readDay, readNext, readProduct } from '../ask.ts'
import { isDay, isMonth, monthOf, plusMonths, type Month } from '../day.ts'
import { wordsOf, type Calendar, type Product } from '../model.ts'
import { ProductPage } from '../page/Product.tsx'
import type { BookingData } from '../part/Booking.tsx'
import { pathOf, type Place } from '../path.ts'
import { crumbs, departureFacts, productFacts } from '../schema-org.ts'
import { similarTo } from '../similar.ts'
import { readProducts, todayAt, type Asked, type View } from './asked.ts'

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
  const { id, slug, kind, minAge, options: fares, cancelFreeMinutes } = product
  const shown = { id, slug, kind, minAge, options: fares, cancelFreeMinutes }
  const data: BookingData = {
    product: shown,
    today,
    now: asked.nowMs,
    month: null,
    day: null,
    sessions: [],
    at: asked.query.getAll('at').slice(0, 4),
    party: asked.party,
    soonest: null,
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
  const [booking, products, next] = await Promise.all([
    bookingOf(asked, product),
    readProducts(asked),
    readNext(asked.client),
  ])
  const similar = similarTo(product, products).map((p) => ({ product: p, next: next.get(p.id) ?? null }))
  const { words } = wordsOf(product, voice.lang)
  const url = publicUrl + pathOf(voice.lang, { page: 'product', slug })
  const family: Place = { page: 'family', family: product.family }
  const shop = voice.t.shop(asked.office.city)
  const priced = { ...product, options: booking.product.options }
  const sale = { lang: voice.lang, url, office: asked.office, sessions: booking.sessions }
  return {
    title: `${words.title} · ${shop}`,
    description: words.short,
    facts: [
      productFacts(priced, sale),
      ...departureFacts(priced, sale),
      crumbs([
        { name: shop, url: publicUrl + pathOf(voice.lang, { page: 'home' }) },
        { name: voice.t.family[product.family], url: publicUrl + pathOf(voice.lang, family) },
        { name: words.title, url },
      ]),
    ],
    art: [product.art, ...similar.map((s) => s.product.art)],
    bar: true,
    body: () => (
      <ProductPage
        voice={voice}
        product={product}
        query={asked.query}
        booking={{ ...booking, soonest: next.get(product.id)?.day ?? null }}
        similar={similar}
        now={asked.nowMs}
      />
    ),
  }
}
