import type { Departure, Office, Product } from './model.ts'
import { wordsOf } from './model.ts'
import { freeOf } from './seat.ts'
import type { Lang } from './text/lang.ts'

const CONTEXT = 'https://schema.org'
const euros = (amount: number) => (amount / 100).toFixed(2)

/** The office: who sells, where, telephone. */
export function officeFacts(office: Office, url: string): object {
  return {
    '@context': CONTEXT,
    '@type': 'TouristInformationCenter',
    '@id': `${url}/#office`,
    name: office.name,
    url,
    ...(office.phone ? { telephone: office.phone } : {}),
    ...(office.email ? { email: office.email } : {}),
    address: {
      '@type': 'PostalAddress',
      streetAddress: office.address,
      postalCode: office.postcode,
      addressLocality: office.city,
      addressCountry: 'FR',
    },
  }
}

/** Offers of the fares on the day shown: sold out when every departure of the day is full. */
function offers(product: Product, departures: readonly Departure[], url: string): object[] {
  const full = departures.length > 0 && departures.every((d) => freeOf(d) === 0 || d.closedReason !== null)
  const fares = product.options.flatMap((o) => o.units).filter((u) => u.priceC !== null && u.seats > 0)
  return fares.map((unit) => ({
    '@type': 'Offer',
    name: unit.name.fr,
    price: euros(unit.priceC ?? 0),
    priceCurrency: 'EUR',
    availability: `${CONTEXT}/${full ? 'SoldOut' : 'InStock'}`,
    url,
  }))
}

/** An activity is a trip, a good is a product; each with its fares as offers. */
export function productFacts(
  product: Product,
  lang: Lang,
  url: string,
  office: Office,
  departures: readonly Departure[],
): object {
  const { words } = wordsOf(product, lang)
  const goods = product.kind === 'GOODS'
  const provider = product.saleMode === 'MANDATE' ? product.providerName : office.name
  return {
    '@context': CONTEXT,
    '@type': goods ? 'Product' : 'TouristTrip',
    '@id': url,
    name: words.title,
    description: words.short,
    url,
    ...(goods ? {} : { provider: { '@type': 'Organization', name: provider } }),
    offers: offers(product, departures, url),
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
