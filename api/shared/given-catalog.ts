import { indexCatalog, type Catalog, type Product, type Tariff } from './catalog.ts'
import { cents } from './money.ts'
import { toDay } from './time.ts'

/** For tests: the day of the worked ticket. */
export const DAY = toDay('2026-08-13')
const FROM = toDay('2020-01-01')

export const tariff = (id: string, priceC: number, over: Partial<Tariff> = {}): Tariff => ({
  id,
  seasonId: null,
  channel: null,
  validFrom: FROM,
  validTo: null,
  priceC: cents(priceC),
  ...over,
})

type Spec = Pick<Product, 'kind' | 'saleMode'> & { vatCode: string; units: [string, number, number][] }

function product(code: string, spec: Spec): Product {
  const words = { title: code, short: code, description: code }
  const units = spec.units.map(([id, priceC, seats]) => ({
    id,
    code: id,
    type: 'OTHER' as const,
    short: 'A',
    name: { fr: id },
    minAge: null,
    maxAge: null,
    seats,
    admits: Math.max(1, seats),
    proof: false,
    tariffs: [tariff(`trf_${id}`, priceC)],
  }))
  return {
    id: `prd_${code}`,
    code,
    slug: code,
    family: 'VISIT',
    kind: spec.kind,
    saleMode: spec.saleMode,
    providerId: spec.saleMode === 'MANDATE' ? 'prv' : null,
    providerName: null,
    vatCode: spec.vatCode,
    text: { fr: words },
    art: 'boat',
    durationMinutes: null,
    checkinMinutes: 0,
    meetingPoint: null,
    place: null,
    languages: [],
    minAge: null,
    wheelchair: false,
    dogs: false,
    asksNames: false,
    withdrawal: '14_DAYS',
    validityDays: null,
    counterId: null,
    barcode: null,
    channels: ['COUNTER'],
    options: [
      {
        id: `opt_${code}`,
        code: 'DEFAULT',
        name: { fr: code },
        take: 'NONE',
        legs: [],
        isDefault: true,
        maxUnits: null,
        units,
      },
    ],
  }
}

export const rate = (code: string, rateBp: number) => ({
  code,
  rateBp,
  exemptCode: null,
  label: code,
  validFrom: FROM,
  validTo: null,
})

/** The products of the worked ticket. */
/** A boat on behalf, a walk, a card and a book of the office, a rail ticket without a price; three discounts. */
export const catalog: Catalog = {
  version: 1,
  seasons: [
    {
      id: 'sea_high',
      code: 'HIGH',
      name: { fr: 'Haute' },
      periods: [{ from: '2026-07-01', to: '2026-08-31' }],
    },
  ],
  discounts: [
    {
      id: 'dsc_free',
      code: 'GRATUIT',
      name: { fr: 'Gratuité' },
      kind: 'FREE',
      most: 10_000,
      roles: ['agent'],
      reasons: ['GROUP_LEADER'],
      families: null,
      onBehalf: true,
    },
    {
      id: 'dsc_pct',
      code: 'POURCENT',
      name: { fr: 'Remise' },
      kind: 'PERCENT',
      most: 2_000,
      roles: ['agent'],
      reasons: ['LOYALTY'],
      families: null,
      onBehalf: false,
    },
    {
      id: 'dsc_amt',
      code: 'MONTANT',
      name: { fr: 'Geste' },
      kind: 'AMOUNT',
      most: 500,
      roles: ['manager'],
      reasons: ['COMPLAINT'],
      families: ['BOUTIQUE'],
      onBehalf: false,
    },
  ],
  vatRates: [rate('NORMAL', 2_000), rate('INTERMEDIATE', 1_000), rate('REDUCED', 550)],
  products: [
    product('boat', {
      kind: 'SESSION',
      saleMode: 'MANDATE',
      vatCode: 'INTERMEDIATE',
      units: [
        ['adult', 2_800, 1],
        ['child', 1_500, 1],
        ['family', 7_900, 4],
      ],
    }),
    product('walk', { kind: 'OPEN', saleMode: 'OWN', vatCode: 'NORMAL', units: [['walker', 700, 1]] }),
    product('card', { kind: 'GOODS', saleMode: 'OWN', vatCode: 'NORMAL', units: [['postcard', 100, 0]] }),
    product('book', { kind: 'GOODS', saleMode: 'OWN', vatCode: 'REDUCED', units: [['topoguide', 1_200, 0]] }),
    product('rail', {
      kind: 'EXTERNAL',
      saleMode: 'MANDATE',
      vatCode: 'INTERMEDIATE',
      units: [['return', 900, 0]],
    }),
  ],
}
export const index = indexCatalog(catalog)
