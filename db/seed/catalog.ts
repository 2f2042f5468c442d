import { cents } from '../../api/shared/money.ts'
import { toDay, type Day, type Instant } from '../../api/shared/time.ts'
import type { counter, favourite, option, product, stockMovement, tariff, unit } from '../schema/index.ts'
import { ean13, seedId } from './id.ts'
import { COUNTERS, registerId, seasonId } from './office.ts'
import { FAVOURITES, PRODUCTS } from './products/index.ts'
import { productId, providerId } from './providers.ts'
import { FARES, type OptionSpec, type Price, type ProductSpec, type UnitSpec } from './spec.ts'

export const optionId = (product: string, code: string) => seedId('option', `${product} ${code}`)
export const unitId = (product: string, option: string, fare: string) =>
  seedId('unit', `${product} ${option} ${fare}`)

export type CatalogRows = {
  counters: (typeof counter.$inferInsert)[]
  products: (typeof product.$inferInsert)[]
  options: (typeof option.$inferInsert)[]
  units: (typeof unit.$inferInsert)[]
  tariffs: (typeof tariff.$inferInsert)[]
  favourites: (typeof favourite.$inferInsert)[]
  stock: (typeof stockMovement.$inferInsert)[]
}

/** Every product with its options, fares and prices, valid since the year before `year`. */
export function catalogRows(year: number, now: Instant): CatalogRows {
  const rows: CatalogRows = {
    counters: [],
    products: [],
    options: [],
    units: [],
    tariffs: [],
    favourites: [],
    stock: [],
  }
  const since = toDay(`${year - 1}-01-01`)
  PRODUCTS.forEach((spec, i) => {
    rows.products.push(productRow(spec, i + 1))
    if (spec.stock !== undefined) addStock(rows, spec, spec.stock, now)
    spec.options.forEach((optionSpec, j) => addOption(rows, spec, optionSpec, j + 1, since))
  })
  for (const code of COUNTERS) {
    FAVOURITES.forEach(([productCode, fare], i) => {
      const spec = PRODUCTS.find((p) => p.code === productCode)
      const optionCode = spec?.options[0]?.code ?? ''
      rows.favourites.push({
        registerId: registerId(code),
        position: i + 1,
        unitId: unitId(productCode, optionCode, fare),
      })
    })
  }
  return rows
}

function productRow(spec: ProductSpec, position: number): typeof product.$inferInsert {
  return {
    id: productId(spec.code),
    code: spec.code,
    slug: spec.slug,
    family: spec.family,
    kind: spec.kind,
    saleMode: spec.mode,
    providerId: spec.provider ? providerId(spec.provider) : null,
    vatCode: spec.vat,
    account: spec.account ?? '706',
    text: { fr: spec.fr, en: spec.en },
    art: spec.art,
    durationMinutes: spec.minutes ?? null,
    checkinMinutes: spec.checkin ?? 0,
    cutoffMinutes: spec.cutoff ?? 0,
    meetingPoint: spec.meeting ?? null,
    place: spec.place ?? null,
    languages: spec.languages ?? ['fr'],
    minAge: spec.minAge ?? null,
    wheelchair: spec.wheelchair ?? false,
    dogs: spec.dogs ?? false,
    asksNames: spec.names ?? false,
    isShow: spec.show ?? false,
    withdrawal: spec.withdrawal ?? 'NONE_DATED_LEISURE',
    validityDays: spec.validityDays ?? null,
    counterId: spec.stock === undefined ? null : seedId('counter', spec.code),
    barcode: spec.article === undefined ? null : ean13(spec.article),
    channels: spec.channels ?? ['COUNTER'],
    status: 'LIVE',
    position,
  }
}

/** Stock comes in by a movement, so that it can be recomputed from its rows; open-dated places do not. */
function addStock(rows: CatalogRows, spec: ProductSpec, stock: number, now: Instant): void {
  const counterId = seedId('counter', spec.code)
  rows.counters.push({ id: counterId, capacity: stock, taken: 0, held: 0 })
  if (spec.kind !== 'GOODS') return
  rows.stock.push({
    id: seedId('movement', spec.code),
    productId: productId(spec.code),
    counterId,
    qty: stock,
    reason: 'PURCHASE',
    saleId: null,
    at: now,
  })
}

function addOption(
  rows: CatalogRows,
  spec: ProductSpec,
  optionSpec: OptionSpec,
  position: number,
  since: Day,
): void {
  const id = optionId(spec.code, optionSpec.code)
  rows.options.push({
    id,
    productId: productId(spec.code),
    code: optionSpec.code,
    name: optionSpec.name,
    take: optionSpec.take,
    legs: optionSpec.legs ?? [],
    isDefault: position === 1,
    maxUnits: optionSpec.maxUnits ?? null,
    position,
  })
  optionSpec.units.forEach((unitSpec, i) => {
    const fare = FARES[unitSpec.fare]
    const key = unitId(spec.code, optionSpec.code, unitSpec.fare)
    rows.units.push({
      id: key,
      optionId: id,
      code: unitSpec.fare,
      type: fare.type,
      short: fare.short,
      name: unitSpec.name ?? { fr: fare.fr, en: fare.en },
      minAge: unitSpec.ages?.[0] ?? null,
      maxAge: unitSpec.ages?.[1] ?? null,
      seats: fare.seats,
      admits: unitSpec.admits ?? fare.admits,
      proof: unitSpec.fare === 'REDUIT',
      position: i + 1,
    })
    rows.tariffs.push(...tariffRows(key, unitSpec, since))
  })
}

function tariffRows(unit: string, spec: UnitSpec, since: Day): CatalogRows['tariffs'] {
  const row = (season: string | null, channel: 'ONLINE' | null, priceC: number) => ({
    id: seedId('tariff', `${unit} ${season} ${channel}`),
    unitId: unit,
    seasonId: season === null ? null : seasonId(season),
    channel,
    validFrom: since,
    validTo: null,
    priceC: cents(priceC),
  })
  const rows = prices(spec.price).map(([season, priceC]) => row(season, null, priceC))
  return spec.online === undefined ? rows : [...rows, row(null, 'ONLINE', spec.online)]
}

function prices(price: Price | null): [season: string | null, priceC: number][] {
  if (price === null) return []
  return typeof price === 'number' ? [[null, price]] : Object.entries(price)
}
