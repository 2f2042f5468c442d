import type { Discount } from './discount.ts'
import type { Cents } from './money.ts'
import type { Day } from './time.ts'

export const CHANNELS = ['COUNTER', 'ONLINE', 'RESELLER'] as const
export type Channel = (typeof CHANNELS)[number]

/** Families of the catalogue and of the turnover: boats, water sports, visits and museums, … */
export const FAMILIES = ['BOAT', 'WATER', 'VISIT', 'EVENT', 'TRAIN', 'WELLNESS', 'RAIL', 'BOUTIQUE'] as const
export type Family = (typeof FAMILIES)[number]

/** Dated sessions, open-dated tickets, goods, a ticket issued elsewhere (SNCF), or the office's gift card. */
export type ProductKind = 'SESSION' | 'OPEN' | 'GOODS' | 'EXTERNAL' | 'VOUCHER'
/** The office's own, in the name and on behalf of a provider, or bought and resold. */
export type SaleMode = 'OWN' | 'MANDATE' | 'RESALE'
/** How a sale line is taxed and booked (fiscal.md 1.6). */
export type LineKind = 'OWN' | 'THIRD_PARTY' | 'VOUCHER_MPV' | 'SNCF' | 'BOOKING_FEE'
export type OptionTake = 'NONE' | 'ONE' | 'LEGS' | 'GROUP'
export type UnitType =
  | 'ADULT'
  | 'YOUTH'
  | 'CHILD'
  | 'INFANT'
  | 'FAMILY'
  | 'SENIOR'
  | 'STUDENT'
  | 'MILITARY'
  | 'OTHER'
export type WithdrawalRight = 'NONE_DATED_LEISURE' | '14_DAYS' | 'UNDATED_VOUCHER'

/** Texts in the languages the catalogue is written in; French is always there. */
export type ShortText = { fr: string; en?: string }
export type ProductWords = {
  title: string
  short: string
  description: string
  bring?: string
  access?: string
  cancel?: string
}
export type ProductText = { fr: ProductWords; en?: ProductWords }

export type Season = { id: string; code: string; name: ShortText; periods: { from: string; to: string }[] }
export type Tariff = {
  id: string
  seasonId: string | null
  channel: Channel | null
  validFrom: Day
  validTo: Day | null
  priceC: Cents
}
export type Unit = {
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
  tariffs: Tariff[]
}
export type Option = {
  id: string
  code: string
  name: ShortText
  take: OptionTake
  legs: ShortText[]
  isDefault: boolean
  maxUnits: number | null
  units: Unit[]
}
export type Product = {
  id: string
  code: string
  slug: string
  family: Family
  kind: ProductKind
  saleMode: SaleMode
  providerId: string | null
  providerName: string | null
  vatCode: string
  text: ProductText
  art: string
  durationMinutes: number | null
  checkinMinutes: number
  meetingPoint: string | null
  place: string | null
  languages: string[]
  minAge: number | null
  wheelchair: boolean
  dogs: boolean
  /** Each person's name is asked for. */
  asksNames: boolean
  withdrawal: WithdrawalRight
  validityDays: number | null
  counterId: string | null
  barcode: string | null
  channels: Channel[]
  options: Option[]
}
export type VatRate = {
  code: string
  rateBp: number | null
  exemptCode: string | null
  label: string
  validFrom: Day
  validTo: Day | null
}

/** Everything that a price depends on: the same value on the server and at the till. */
export type Catalog = {
  version: number
  products: Product[]
  seasons: Season[]
  vatRates: VatRate[]
  discounts: Discount[]
}

/** A unit with its option and product: what a basket line points at. */
export type Fare = { product: Product; option: Option; unit: Unit }

/** Finds fares by unit id, options by id. Build once a catalogue version. */
export function indexCatalog(catalog: Catalog): CatalogIndex {
  const fares = new Map<string, Fare>()
  const options = new Map<string, { product: Product; option: Option }>()
  const products = new Map<string, Product>()
  for (const product of catalog.products) {
    products.set(product.id, product)
    for (const option of product.options) {
      options.set(option.id, { product, option })
      for (const unit of option.units) fares.set(unit.id, { product, option, unit })
    }
  }
  const discounts = new Map(catalog.discounts.map((d) => [d.id, d]))
  return { catalog, fares, options, products, discounts }
}

export type CatalogIndex = {
  catalog: Catalog
  fares: ReadonlyMap<string, Fare>
  options: ReadonlyMap<string, { product: Product; option: Option }>
  products: ReadonlyMap<string, Product>
  discounts: ReadonlyMap<string, Discount>
}

/** True when what is sold is a service: chèques-vacances may pay it, and the 25 € note counts it. SNCF is apart. */
export function isService(product: Pick<Product, 'kind'>): boolean {
  return product.kind === 'SESSION' || product.kind === 'OPEN'
}

/** The kind of sale line that a product makes. */
export function lineKind(product: Pick<Product, 'kind' | 'saleMode'>): LineKind {
  if (product.kind === 'EXTERNAL') return 'SNCF'
  if (product.kind === 'VOUCHER') return 'VOUCHER_MPV'
  return product.saleMode === 'MANDATE' ? 'THIRD_PARTY' : 'OWN'
}
