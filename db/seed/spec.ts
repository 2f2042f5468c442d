import type {
  Channel,
  Family,
  OptionTake,
  ProductKind,
  ProductWords,
  SaleMode,
  ShortText,
  UnitType,
  WithdrawalRight,
} from '../../api/shared/catalog.ts'

/** Amounts in cents: one for the whole year, or one for each season. */
export type Price = number | { high: number; mid: number; low: number }

/** The fare categories of fiscal.md 10.1, and what is hired rather than entered. */
export const FARES = {
  ADULTE: { type: 'ADULT', short: 'A', fr: 'Adulte', en: 'Adult', seats: 1, admits: 1 },
  JEUNE: { type: 'YOUTH', short: 'J', fr: 'Jeune', en: 'Youth', seats: 1, admits: 1 },
  ENFANT: { type: 'CHILD', short: 'E', fr: 'Enfant', en: 'Child', seats: 1, admits: 1 },
  BEBE: { type: 'INFANT', short: 'B', fr: 'Bébé', en: 'Infant', seats: 1, admits: 1 },
  REDUIT: { type: 'STUDENT', short: 'R', fr: 'Réduit', en: 'Concession', seats: 1, admits: 1 },
  FAMILLE: { type: 'FAMILY', short: 'F', fr: 'Famille', en: 'Family', seats: 4, admits: 4 },
  CHIEN: { type: 'OTHER', short: 'C', fr: 'Chien', en: 'Dog', seats: 0, admits: 1 },
  VELO: { type: 'OTHER', short: 'V', fr: 'Vélo', en: 'Bicycle', seats: 0, admits: 1 },
  CARTE20: { type: 'OTHER', short: 'A', fr: '20\u00a0€', en: '€20', seats: 0, admits: 1 },
  CARTE30: { type: 'OTHER', short: 'B', fr: '30\u00a0€', en: '€30', seats: 0, admits: 1 },
  CARTE50: { type: 'OTHER', short: 'C', fr: '50\u00a0€', en: '€50', seats: 0, admits: 1 },
  CARTE100: { type: 'OTHER', short: 'D', fr: '100\u00a0€', en: '€100', seats: 0, admits: 1 },
  LIBRE: { type: 'OTHER', short: 'L', fr: 'Montant libre', en: 'Any amount', seats: 0, admits: 1 },
  UNITE: { type: 'OTHER', short: 'U', fr: 'Unité', en: 'Item', seats: 1, admits: 1 },
} as const satisfies Record<
  string,
  { type: UnitType; short: string; fr: string; en: string; seats: number; admits: number }
>

export type FareCode = keyof typeof FARES

export type UnitSpec = {
  fare: FareCode
  /** Null when another's terminal prints it. */
  price: Price | null
  /** Another price online. */
  online?: number
  ages?: [number, number | null]
  name?: ShortText
  admits?: number
}

export type RuleSpec = {
  leg?: number
  /** ISO weekdays; every day when absent. */
  weekdays?: number[]
  times: string[]
  /** Month and day, inclusive, of each year; the whole year when absent. */
  season?: { from: string; to: string }
  /** Month and day on which nothing takes place. */
  except?: string[]
  capacity: number
  minutes: number
  grouped?: boolean
}

export type OptionSpec = {
  code: string
  name: ShortText
  take: OptionTake
  legs?: ShortText[]
  maxUnits?: number
  units: UnitSpec[]
  rules?: RuleSpec[]
}

export type ProductSpec = {
  code: string
  slug: string
  family: Family
  kind: ProductKind
  mode: SaleMode
  /** Code of the provider. */
  provider?: string
  vat: 'NORMAL' | 'INTERMEDIATE' | 'REDUCED' | 'PARTICULAR' | 'FRANCHISE' | 'EXEMPT' | 'OUT' | 'VOUCHER'
  account?: '706' | '707' | '41911'
  fr: ProductWords
  en: ProductWords
  art: string
  minutes?: number
  checkin?: number
  cutoff?: number
  meeting?: string
  place?: string
  languages?: string[]
  minAge?: number
  wheelchair?: boolean
  dogs?: boolean
  /** Each person's name is asked for. */
  names?: boolean
  show?: boolean
  withdrawal?: WithdrawalRight
  validityDays?: number
  /** Pieces in stock, or places of an open-dated product. */
  stock?: number
  /** Article number behind the barcode. */
  article?: number
  channels?: Channel[]
  options: OptionSpec[]
}

/** What a text says of giving up, in line with the agreement's terms. */
export const CANCEL = {
  day: {
    fr: 'Annulable sans frais, même pour une seule personne, jusqu’à 24 h avant. Si le prestataire annule, vous choisissez une autre date ou le remboursement.',
    en: 'Free cancellation, even for one person, up to 24 hours before. If the provider cancels, you choose another date or a refund.',
  },
  twoDays: {
    fr: 'Annulable sans frais, même pour une seule personne, jusqu’à 48 h avant. Si la mer ou le vent l’empêchent, vous choisissez une autre date ou le remboursement.',
    en: 'Free cancellation, even for one person, up to 48 hours before. If sea or wind prevent it, you choose another date or a refund.',
  },
  never: {
    fr: 'Ni échangeable ni remboursable, sauf annulation par l’organisateur.',
    en: 'Neither exchanged nor refunded, unless the organiser cancels.',
  },
  open: {
    fr: 'Remboursable sous 14 jours tant que le billet n’a pas servi.',
    en: 'Refundable within 14 days as long as the ticket has not been used.',
  },
} as const

/** Sessions by hand at the counter, online and through resellers. */
export const EVERYWHERE: Channel[] = ['COUNTER', 'ONLINE', 'RESELLER']
