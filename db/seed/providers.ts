import type { Channel } from '../../api/shared/catalog.ts'
import { cents } from '../../api/shared/money.ts'
import { toDay } from '../../api/shared/time.ts'
import type { agreement, commission, provider } from '../schema/index.ts'
import { demoIban, seedId } from './id.ts'

type Share = { product?: string; channel?: Channel; rateBp: number; fixedC?: number }

type AgreementSpec = {
  mode?: 'MANDATE' | 'RESALE'
  base?: 'TTC_FARE' | 'PROVIDER_HT'
  period: 'WEEKLY' | 'FORTNIGHT' | 'MONTHLY'
  /** Minutes before the start until which a booking is given up freely; null: never. */
  free: number | null
  /** The commission stays due when a sale is cancelled. */
  keepsCommission?: boolean
  shares: Share[]
  /** The terms of the year before, when they were others. */
  before?: Share[]
}

type ProviderSpec = {
  code: string
  name: string
  siret: string
  address: string
  city: string
  vat: 'LIABLE' | 'FRANCHISE_293B' | 'EXEMPT' | 'OUT_OF_SCOPE'
  account?: string
  agreement: AgreementSpec
}

const DAY = 24 * 60

/** Fictitious providers with the SIRET numbers of fiscal.md 10; each has its own kind of terms. */
export const PROVIDERS: readonly ProviderSpec[] = [
  {
    code: 'MARIT',
    name: 'Vedettes Kerlann',
    siret: '00090100900019',
    address: 'Cale de la Trinité, ponton B',
    city: '56470 La Trinité-sur-Mer',
    vat: 'LIABLE',
    agreement: {
      period: 'MONTHLY',
      free: DAY,
      shares: [{ rateBp: 800 }, { product: 'CAIRN', rateBp: 1000 }, { channel: 'RESELLER', rateBp: 1200 }],
    },
  },
  {
    code: 'ENEZV',
    name: 'Compagnie Enez Vraz',
    siret: '00090111600012',
    address: 'Gare maritime, quai des Îles',
    city: '56170 Quiberon',
    vat: 'LIABLE',
    agreement: {
      period: 'FORTNIGHT',
      free: 2 * DAY,
      shares: [{ rateBp: 600 }, { channel: 'ONLINE', rateBp: 500 }],
      before: [{ rateBp: 500 }],
    },
  },
  {
    code: 'PIERR',
    name: 'Sentiers de Pierre',
    siret: '00090122300016',
    address: '4 chemin des Menhirs',
    city: '56340 Carnac',
    vat: 'EXEMPT',
    agreement: { period: 'MONTHLY', free: DAY, shares: [{ rateBp: 500 }] },
  },
  {
    code: 'MORBR',
    name: 'Centre nautique Mor Braz',
    siret: '00090133000019',
    address: 'Port en Drô',
    city: '56340 Carnac',
    vat: 'LIABLE',
    agreement: {
      period: 'MONTHLY',
      free: 2 * DAY,
      shares: [{ rateBp: 1000 }, { product: 'STAGE', rateBp: 800 }],
    },
  },
  {
    code: 'VOILE',
    name: 'Les Voiles d’Enez',
    siret: '00090144700011',
    address: 'Cale de la Trinité, ponton D',
    city: '56470 La Trinité-sur-Mer',
    vat: 'FRANCHISE_293B',
    agreement: { period: 'WEEKLY', free: DAY, shares: [{ rateBp: 1000 }] },
  },
  {
    code: 'TRAIN',
    name: 'Petit train de la Baie',
    siret: '00090155300016',
    address: 'Parking du Ménec',
    city: '56340 Carnac',
    vat: 'LIABLE',
    agreement: { period: 'MONTHLY', free: DAY, shares: [{ rateBp: 1000 }] },
  },
  {
    code: 'TUMUL',
    name: 'Les Nuits du Tumulus',
    siret: '00090166000019',
    address: '2 rue des Chapelles',
    city: '56340 Carnac',
    vat: 'LIABLE',
    agreement: { period: 'WEEKLY', free: null, keepsCommission: true, shares: [{ rateBp: 600 }] },
  },
  {
    code: 'MUSEE',
    name: 'Musée des Pierres Levées',
    siret: '00090177700011',
    address: '10 place du Tertre',
    city: '56340 Carnac',
    vat: 'OUT_OF_SCOPE',
    agreement: { period: 'MONTHLY', free: null, shares: [{ rateBp: 0, fixedC: 30 }] },
  },
  {
    code: 'SPAMA',
    name: 'Spa marin Lann Vor',
    siret: '00090188400015',
    address: 'Avenue des Salines',
    city: '56340 Carnac',
    vat: 'LIABLE',
    agreement: { base: 'PROVIDER_HT', period: 'MONTHLY', free: DAY, shares: [{ rateBp: 1000 }] },
  },
  {
    code: 'ROUES',
    name: 'Roues et Vent',
    siret: '00090199100018',
    address: '31 avenue des Druides',
    city: '56340 Carnac',
    vat: 'LIABLE',
    agreement: {
      period: 'FORTNIGHT',
      free: DAY,
      shares: [
        { rateBp: 1000 },
        { channel: 'ONLINE', rateBp: 1200 },
        { product: 'VELO', rateBp: 900 },
        { product: 'VELO', channel: 'ONLINE', rateBp: 800 },
      ],
    },
  },
  {
    code: 'ARBRE',
    name: 'Les Cimes de Kerlois',
    siret: '00090210600012',
    address: 'Bois de Kerlois',
    city: '56400 Auray',
    vat: 'LIABLE',
    agreement: { mode: 'RESALE', period: 'MONTHLY', free: DAY, shares: [] },
  },
  {
    code: 'PLONG',
    name: 'Les Bulles du Menhir',
    siret: '00090221300016',
    address: 'Port Haliguen, quai nord',
    city: '56170 Quiberon',
    vat: 'LIABLE',
    agreement: { period: 'MONTHLY', free: 2 * DAY, shares: [{ rateBp: 1000 }] },
  },
  {
    code: 'SNCF',
    name: 'SNCF',
    siret: '00090232000019',
    address: 'Gare de Plouharnel-Carnac',
    city: '56340 Plouharnel',
    vat: 'LIABLE',
    account: '467SNCF',
    agreement: { period: 'MONTHLY', free: null, keepsCommission: true, shares: [{ rateBp: 400 }] },
  },
]

export const providerId = (code: string) => seedId('provider', code)
export const productId = (code: string) => seedId('product', code)

type Rows = {
  providers: (typeof provider.$inferInsert)[]
  agreements: (typeof agreement.$inferInsert)[]
  commissions: (typeof commission.$inferInsert)[]
}

/** Providers with their agreements: signed the November before the year they start, both of them long before `year`. */
export function providerRows(year: number): Rows {
  const rows: Rows = { providers: [], agreements: [], commissions: [] }
  PROVIDERS.forEach((spec, i) => {
    const slug = spec.name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
    rows.providers.push({
      id: providerId(spec.code),
      code: spec.code,
      name: spec.name,
      siret: spec.siret,
      address: spec.address,
      city: spec.city,
      email: `contact@${slug}.example`,
      phone: `02 00 00 00 ${String(i + 1).padStart(2, '0')}`,
      iban: demoIban(1001 + i),
      vatStatus: spec.vat,
      account: spec.account ?? '467100',
    })
    if (spec.agreement.before) addAgreement(rows, spec, { version: 1, from: year - 2, to: year - 1 })
    addAgreement(rows, spec, {
      version: spec.agreement.before ? 2 : 1,
      from: spec.agreement.before ? year : year - 1,
      to: null,
    })
  })
  return rows
}

function addAgreement(
  rows: Rows,
  spec: ProviderSpec,
  term: { version: number; from: number; to: number | null },
): void {
  const { mode = 'MANDATE', base = 'TTC_FARE', period, free, keepsCommission = false } = spec.agreement
  const id = seedId('agreement', `${spec.code} ${term.version}`)
  rows.agreements.push({
    id,
    providerId: providerId(spec.code),
    version: term.version,
    mode,
    signedOn: toDay(`${term.from - 1}-11-12`),
    validFrom: toDay(`${term.from}-01-01`),
    validTo: term.to === null ? null : toDay(`${term.to}-12-31`),
    commissionBase: base,
    settlementPeriod: period,
    invoicingMandate: mode === 'MANDATE' && spec.code !== 'SNCF',
    cancellation: {
      freeUntilMinutes: free,
      reversesCommission: !keepsCommission,
      weather: 'MOVE_OR_REFUND',
    },
  })
  const shares = term.to === null ? spec.agreement.shares : (spec.agreement.before ?? [])
  for (const share of shares) {
    rows.commissions.push({
      agreementId: id,
      productId: share.product ? productId(share.product) : null,
      channel: share.channel ?? null,
      rateBp: share.rateBp,
      fixedC: cents(share.fixedC ?? 0),
    })
  }
}
