import type { Option, Product, Tariff, Unit } from '../../api/shared/catalog.ts'
import { cents } from '../../api/shared/money.ts'
import { toDay } from '../../api/shared/time.ts'

/** For tests: a fare at a price in cents all year, or without one. */
export function givenUnit(id: string, priceC: number | null = null, more: Partial<Unit> = {}): Unit {
  const tariff: Omit<Tariff, 'priceC'> = {
    id: 't',
    seasonId: null,
    channel: null,
    validFrom: toDay('2026-01-01'),
    validTo: null,
  }
  return {
    id,
    code: id,
    type: 'ADULT',
    short: id,
    name: { fr: id },
    minAge: null,
    maxAge: null,
    seats: 1,
    admits: 1,
    proof: false,
    tariffs: priceC === null ? [] : [{ ...tariff, priceC: cents(priceC) }],
    ...more,
  }
}

/** For tests: an option with these fares, which takes no session. */
export function givenOption(units: Unit[], more: Partial<Option> = {}): Option {
  return {
    id: 'opt',
    code: 'opt',
    name: { fr: 'opt' },
    take: 'NONE',
    legs: [],
    isDefault: true,
    maxUnits: null,
    units,
    ...more,
  }
}

/** For tests: goods of the office under this title, with no option. */
export function givenProduct(title: string, more: Partial<Product> = {}): Product {
  return {
    id: `prd_${title}`,
    code: title,
    slug: title,
    family: 'BOAT',
    kind: 'GOODS',
    saleMode: 'OWN',
    providerId: null,
    providerName: null,
    vatCode: 'N20',
    text: { fr: { title, short: '', description: '' } },
    art: '',
    durationMinutes: null,
    checkinMinutes: 0,
    meetingPoint: null,
    place: null,
    languages: [],
    minAge: null,
    wheelchair: false,
    dogs: false,
    asksNames: false,
    withdrawal: 'NONE_DATED_LEISURE',
    validityDays: null,
    counterId: null,
    barcode: null,
    channels: ['COUNTER'],
    options: [],
    ...more,
  }
}
