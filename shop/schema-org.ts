import type { Departure, Office, Product, Unit } from './model.ts'
import { wordsOf } from './model.ts'
import { freeOf } from './seat.ts'
import type { Lang } from './text/lang.ts'

const CONTEXT = 'https://schema.org'
const euros = (amount: number) => (amount / 100).toFixed(2)
const stock = (is: 'InStock' | 'SoldOut') => `${CONTEXT}/${is}`

/** What is sold where: the page's language and address, who sells, and the departures of the day shown. */
export type Sale = { lang: Lang; url: string; office: Office; sessions: readonly Departure[] }

function addressOf(at: { address: string; postcode?: string; city: string }): object {
  return {
    '@type': 'PostalAddress',
    streetAddress: at.address,
    ...(at.postcode ? { postalCode: at.postcode } : {}),
    addressLocality: at.city,
    addressCountry: 'FR',
  }
}

/** The office, a local business: who sells, where, telephone, counters. */
export function officeFacts(office: Office, url: string): object {
  return {
    '@context': CONTEXT,
    '@type': 'TouristInformationCenter',
    '@id': `${url}/#office`,
    name: office.name,
    url,
    ...(office.phone ? { telephone: office.phone } : {}),
    ...(office.email ? { email: office.email } : {}),
    address: addressOf(office),
    department: office.sites.map((site) => ({
      '@type': 'TouristInformationCenter',
      name: site.name,
      address: addressOf(site),
      ...(office.phone ? { telephone: office.phone } : {}),
    })),
  }
}

/** The fares that are sold on the day shown; supplements (a dog, a bike) are no offer of their own. */
function fares(product: Product): Unit[] {
  return product.options.flatMap((o) => o.units).filter((u) => u.priceC !== null && u.seats > 0)
}

const isFull = (d: Departure) => freeOf(d) === 0 || d.closedReason !== null

/** From the lowest fare to the highest: sold out when every departure of the day is full or closed. */
function offers(product: Product, sale: Sale): object | null {
  const units = fares(product)
  const prices = units.map((u) => u.priceC ?? 0)
  if (prices.length === 0) return null
  const full = sale.sessions.length > 0 && sale.sessions.every(isFull)
  const shared = { priceCurrency: 'EUR', availability: stock(full ? 'SoldOut' : 'InStock'), url: sale.url }
  return {
    '@type': 'AggregateOffer',
    lowPrice: euros(Math.min(...prices)),
    highPrice: euros(Math.max(...prices)),
    offerCount: units.length,
    ...shared,
    offers: units.map((unit) => ({
      '@type': 'Offer',
      name: unit.name[sale.lang] ?? unit.name.fr,
      price: euros(unit.priceC ?? 0),
      ...shared,
    })),
  }
}

const performer = (product: Product, office: Office) => ({
  '@type': 'Organization',
  name: product.saleMode === 'MANDATE' && product.providerName ? product.providerName : office.name,
})

/** Goods are products; what can be visited is an attraction, what one takes part in a trip: both are sold too. */
function typeOf(product: Product): string | string[] {
  if (product.kind === 'GOODS') return 'Product'
  return [
    product.kind === 'OPEN' || product.family === 'VISIT' ? 'TouristAttraction' : 'TouristTrip',
    'Product',
  ]
}

/** What is sold, with its fares as offers. */
export function productFacts(product: Product, sale: Sale): object {
  const { words } = wordsOf(product, sale.lang)
  const offered = offers(product, sale)
  return {
    '@context': CONTEXT,
    '@type': typeOf(product),
    '@id': sale.url,
    name: words.title,
    description: words.short,
    url: sale.url,
    ...(product.kind === 'GOODS' ? {} : { provider: performer(product, sale.office) }),
    ...(offered ? { offers: offered } : {}),
  }
}

/** Most departures that one page tells of. */
const MOST = 12

/** The departures of the day shown, each an event with its place and its seats; what follows the first of a course is not. */
export function departureFacts(product: Product, sale: Sale): object[] {
  const { words } = wordsOf(product, sale.lang)
  const prices = fares(product).map((u) => u.priceC ?? 0)
  const place = product.meetingPoint ?? product.place ?? sale.office.name
  return sale.sessions
    .filter((d) => d.leg === 0 && d.day === sale.sessions[0]?.day)
    .slice(0, MOST)
    .map((d) => ({
      '@context': CONTEXT,
      '@type': 'Event',
      '@id': `${sale.url}#${d.id}`,
      name: words.title,
      description: words.short,
      startDate: d.startsAt,
      ...(product.durationMinutes ? { duration: `PT${product.durationMinutes}M` } : {}),
      eventStatus: `${CONTEXT}/${d.closedReason === null ? 'EventScheduled' : 'EventCancelled'}`,
      eventAttendanceMode: `${CONTEXT}/OfflineEventAttendanceMode`,
      location: {
        '@type': 'Place',
        name: place,
        address: addressOf({ address: place, city: product.place ?? sale.office.city }),
      },
      organizer: performer(product, sale.office),
      ...(prices.length > 0
        ? {
            offers: {
              '@type': 'Offer',
              price: euros(Math.max(...prices)),
              priceCurrency: 'EUR',
              availability: stock(isFull(d) ? 'SoldOut' : 'InStock'),
              validThrough: d.cutoffAt,
              url: sale.url,
            },
          }
        : {}),
    }))
}

/** The products of a page, in order. */
export function listFacts(products: readonly Product[], lang: Lang, urlOf: (slug: string) => string): object {
  return {
    '@context': CONTEXT,
    '@type': 'ItemList',
    itemListElement: products.map((product, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: wordsOf(product, lang).words.title,
      url: urlOf(product.slug),
    })),
  }
}

/** Where the page stands. */
export function crumbs(list: readonly { name: string; url: string }[]): object {
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: list.map((item, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: item.name,
      item: item.url,
    })),
  }
}
