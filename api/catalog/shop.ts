import { AppError } from '../shared/errors.ts'
import type { Option, Product, ProductText, ShortText, UnitType } from '../shared/catalog.ts'
import { tariffOf } from '../shared/price.ts'
import type { Day } from '../shared/time.ts'
import type { Books } from './catalog.ts'
import { agreementOn } from './terms.ts'

/** A fare with its online price on a day; null when it is not sold that day. */
export type ShopUnit = {
  id: string
  code: string
  type: UnitType
  short: string
  name: ShortText
  minAge: number | null
  maxAge: number | null
  seats: number
  admits: number
  proof: boolean
  priceC: number | null
}

export type ShopOption = Omit<Option, 'units'> & { units: ShopUnit[] }

/** What a visitor may see of a product. */
export type ShopProduct = Pick<
  Product,
  | 'id'
  | 'slug'
  | 'family'
  | 'kind'
  | 'saleMode'
  | 'providerName'
  | 'art'
  | 'durationMinutes'
  | 'checkinMinutes'
  | 'meetingPoint'
  | 'place'
  | 'languages'
  | 'minAge'
  | 'wheelchair'
  | 'dogs'
  | 'withdrawal'
  | 'validityDays'
> & {
  text: ProductText
  options: ShopOption[]
  /** Lowest adult or single fare online that day, for lists; null when nothing is sold that day. */
  fromC: number | null
  /** The day since which its fares are what they are; null when none is sold. */
  changed: Day | null
  /** Free of charge until so many minutes before the start; null: never. */
  cancelFreeMinutes: number | null
}

export type ShopOffice = {
  name: string
  address: string
  postcode: string
  city: string
  phone: string | null
  email: string | null
  siret: string
  zone: string
  demo: boolean
  sites: { code: string; name: string; address: string; city: string }[]
}

/** The office as a visitor sees it; throws `not_set_up` before the first run is done. */
export function shopOffice(books: Books): ShopOffice {
  if (!books.office) throw new AppError('not_set_up')
  const { name, address, postcode, city, phone, email, siret, zone, demo } = books.office
  return {
    name,
    address,
    postcode,
    city,
    phone,
    email,
    siret,
    zone,
    demo,
    sites: books.sites.map((s) => ({ code: s.code, name: s.name, address: s.address, city: s.city })),
  }
}

/** Products sold online, priced for a day, in the catalogue's order. */
export function shopProducts(books: Books, day: Day): ShopProduct[] {
  return books.index.catalog.products
    .filter((p) => p.channels.includes('ONLINE'))
    .map((p) => shopProduct(books, p, day))
}

/** One product sold online by its slug; throws `not_found`. */
export function shopProductBySlug(books: Books, slug: string, day: Day): ShopProduct {
  const product = books.index.catalog.products.find((p) => p.slug === slug && p.channels.includes('ONLINE'))
  if (!product) throw new AppError('not_found', { slug })
  return shopProduct(books, product, day)
}

/** Whose fare a list shows: a grown-up's, else that of the thing hired (a boat, a tandem). */
const LEADING: readonly UnitType[] = ['ADULT', 'OTHER', 'YOUTH', 'FAMILY']

function shopProduct(books: Books, product: Product, day: Day): ShopProduct {
  const seasons = books.index.catalog.seasons
  const options = product.options.map((option) => ({
    ...option,
    units: option.units.map(
      ({ tariffs, ...unit }): ShopUnit => ({
        ...unit,
        priceC: tariffOf({ ...unit, tariffs }, seasons, 'ONLINE', day)?.priceC ?? null,
      }),
    ),
  }))
  const agreement = product.providerId ? agreementOn(books.terms, product.providerId, day) : null
  return {
    id: product.id,
    slug: product.slug,
    family: product.family,
    kind: product.kind,
    saleMode: product.saleMode,
    providerName: product.providerName,
    art: product.art,
    durationMinutes: product.durationMinutes,
    checkinMinutes: product.checkinMinutes,
    meetingPoint: product.meetingPoint,
    place: product.place,
    languages: product.languages,
    minAge: product.minAge,
    wheelchair: product.wheelchair,
    dogs: product.dogs,
    withdrawal: product.withdrawal,
    validityDays: product.validityDays,
    text: product.text,
    options,
    fromC: leadingPrice(options),
    changed: changedOn(product, day),
    cancelFreeMinutes: agreement?.cancellation.freeUntilMinutes ?? null,
  }
}

function leadingPrice(options: readonly ShopOption[]): number | null {
  const units = options.flatMap((o) => o.units).filter((u) => u.priceC !== null && u.seats > 0)
  for (const type of LEADING) {
    const prices = units.filter((u) => u.type === type).map((u) => u.priceC ?? 0)
    if (prices.length > 0) return Math.min(...prices)
  }
  return units[0]?.priceC ?? null
}

/** The last day until `day` on which a fare began to hold. */
function changedOn(product: Product, day: Day): Day | null {
  const begun = product.options
    .flatMap((o) => o.units)
    .flatMap((u) => u.tariffs)
    .map((t) => t.validFrom)
    .filter((from) => from <= day)
  return begun.length > 0 ? begun.reduce((a, b) => (a > b ? a : b)) : null
}
