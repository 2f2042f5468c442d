import type { Family, LineKind } from './catalog.ts'
import type { LegalForm } from './legal-form.ts'
import type { Means } from './tender.ts'
import type { Day } from './time.ts'

/** Who may act for a régie (fiscal.md 3.2). */
export const REGIE_ROLES = ['TITULAIRE', 'SUPPLEANT', 'MANDATAIRE', 'SOUS_REGISSEUR'] as const
export type RegieRole = (typeof REGIE_ROLES)[number]

/** Kinds of revenue that an act may list; those of the last two have no family. */
export const REVENUE_KINDS = [
  'OWN',
  'THIRD_PARTY',
  'SNCF',
  'BOOKING_FEE',
  'VOUCHER_MPV',
] as const satisfies LineKind[]
const WITHOUT_FAMILY: readonly LineKind[] = ['BOOKING_FEE', 'VOUCHER_MPV']
/** Means that an act may list. */
export const REGIE_MEANS = [
  'CASH',
  'CB',
  'CB_TERMINAL',
  'CHEQUE',
  'ANCV_P',
  'GIFT',
  'VIREMENT',
  'MANDAT',
] as const satisfies Means[]
/** Money that the régie took in before: no act lists them. */
const INSIDE: readonly Means[] = ['EXCHANGE', 'AVOIR']

/** What an act allows, from when to when. */
export type RegieTerms = {
  version: number
  validFrom: Day
  validTo: Day | null
  siteIds: readonly string[]
  families: readonly Family[]
  kinds: readonly LineKind[]
  means: readonly Means[]
}

/** The act in force on a day: the newest that had begun, while it had not ended; null when there is none. */
export function regieOn<R extends Pick<RegieTerms, 'version' | 'validFrom' | 'validTo'>>(
  acts: readonly R[],
  day: Day,
): R | null {
  let found: R | null = null
  for (const act of acts) if (act.validFrom <= day && (!found || act.version > found.version)) found = act
  return found && (found.validTo === null || day <= found.validTo) ? found : null
}

/** What is about to be taken in. */
export type Revenue = {
  day: Day
  siteId: string
  lines: readonly { kind: LineKind; family: Family; line: number }[]
  means: readonly Means[]
}

/** Why an act does not allow it: nothing is in force, or the place, the kind of revenue or the means is not listed. */
export type RevenueRefusal =
  | { what: 'none' | 'site' }
  | { what: 'line'; line: number; kind: LineKind; family: Family }
  | { what: 'means'; n: number; means: Means }

/**
 * Why a sale would be gestion de fait (CGCT R1617-1; fiscal.md 3.2): the act lists what may be taken in, where and how, and
 * nothing else may. Null when it may. A public accountant keeps no till, so its office sells nothing without a régie; the
 * others may have one.
 */
export function refuseRevenue(
  legalForm: LegalForm,
  acts: readonly RegieTerms[],
  revenue: Revenue,
): RevenueRefusal | null {
  const act = regieOn(acts, revenue.day)
  if (!act) return legalForm === 'EPIC_COMPTABLE_PUBLIC' ? { what: 'none' } : null
  if (!act.siteIds.includes(revenue.siteId)) return { what: 'site' }
  for (const { kind, family, line } of revenue.lines) {
    if (!act.kinds.includes(kind) || !(WITHOUT_FAMILY.includes(kind) || act.families.includes(family)))
      return { what: 'line', line, kind, family }
  }
  const n = revenue.means.findIndex((one) => !INSIDE.includes(one) && !act.means.includes(one))
  return n < 0 ? null : { what: 'means', n, means: revenue.means[n] as Means }
}

/** Where money of a versement is taken from: the safe of a site, its closed drawers, the account at the Treasury. */
export const PART_PLACES = ['SAFE', 'DRAWERS', 'TREASURY'] as const
export type PartPlace = (typeof PART_PLACES)[number]
export type VersementPart = {
  place: PartPlace
  siteId: string | null
  site: string | null
  account: string
  amountC: number
}

/** Receipts of a register that a versement accounts for, both numbers included. */
export type VersementRange = {
  registerId: string
  register: string
  fromSeq: number
  toSeq: number
  fromNumber: string
  toNumber: string
  count: number
}

/** Money and values that a régie holds, by where they are, in cents. */
export type Held = {
  /** Cash in the drawers, floats apart, and in the safes. */
  drawersC: number
  safeC: number
  chequesC: number
  ancvC: number
  cardsC: number
  treasuryC: number
}

/** What a slip says beside its total: frozen with it. */
export type VersementSums = {
  grossC: number
  thirdC: number
  voucherC: number
  /** By kind of revenue. */
  revenue: { family: Family; kind: LineKind; totalC: number }[]
  means: { means: Means; count: number; amountC: number }[]
  /** Held before the period; took in; everything else that moved (gaps, fees, floats); still held after this versement. */
  beforeC: number
  takenC: number
  otherC: number
  left: Held
}

/** What a place of cash should hold, and what was counted. */
export type HandoverCount = {
  place: 'DRAWER' | 'SAFE'
  id: string
  name: string
  expectedC: number
  countedC: number
}
/** Values that change hands with the cash: how many, for how much. */
export type HandoverValue = {
  what: 'CHEQUE' | 'ANCV' | 'CARD' | 'REMITTANCE' | 'VERSEMENT'
  count: number
  amountC: number
}

/** What the screen of the régie warns of. */
export const REGIE_ALERTS = [
  'NO_ACT',
  'NO_TITULAIRE',
  'MOST_REACHED',
  'MOST_NEAR',
  'PERIOD_OVER',
  'YEAR_END',
  'REGISSEUR_CHANGED',
  'CHEQUES_LATE',
] as const
export type RegieAlert = (typeof REGIE_ALERTS)[number]

/** From this share of the most that may be held on, in basis points, it is said that it is near. */
export const NEAR_BP = 8_000

export const heldCashC = (held: Pick<Held, 'drawersC' | 'safeC'>): number => held.drawersC + held.safeC
