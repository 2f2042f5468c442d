import type { Tx } from '../../db/index.ts'
import type { CancellationTerms } from '../../db/schema/index.ts'
import type { Channel } from '../shared/catalog.ts'
import { AppError } from '../shared/errors.ts'
import type { Cents } from '../shared/money.ts'
import type { Day } from '../shared/time.ts'

export type ProviderTerms = {
  id: string
  code: string
  name: string
  siret: string
  /** Its 467 account; the auxiliary account is F<code>. */
  account: string
  vatStatus: 'LIABLE' | 'FRANCHISE_293B' | 'EXEMPT' | 'OUT_OF_SCOPE'
  phone: string | null
}

export type CommissionRow = {
  productId: string | null
  channel: Channel | null
  rateBp: number
  fixedC: Cents
}

export type AgreementTerms = {
  id: string
  providerId: string
  version: number
  mode: 'MANDATE' | 'RESALE'
  signedOn: Day
  validFrom: Day
  validTo: Day | null
  base: 'TTC_FARE' | 'PROVIDER_HT'
  /** The office makes this provider's invoices in its name. */
  invoicingMandate: boolean
  cancellation: CancellationTerms
  commissions: CommissionRow[]
}

/** What the office's accountant and a sale line need of a product, and no screen does. */
export type ProductTerms = { id: string; account: string; isShow: boolean; cutoffMinutes: number }

export type RawTerms = { providers: ProviderTerms[]; agreements: AgreementTerms[]; products: ProductTerms[] }

/** Fiscal terms of what is sold. */
export type Terms = {
  providers: ReadonlyMap<string, ProviderTerms>
  products: ReadonlyMap<string, ProductTerms>
  /** Every version of a provider's agreement, the newest first. */
  agreements: ReadonlyMap<string, readonly AgreementTerms[]>
}

export type Commission = {
  agreementId: string
  version: number
  rateBp: number
  /** Added once to each line, before tax. */
  fixedC: Cents
  base: 'TTC_FARE' | 'PROVIDER_HT'
}

export function indexTerms(raw: RawTerms): Terms {
  const agreements = new Map<string, AgreementTerms[]>()
  for (const agreement of [...raw.agreements].sort((a, b) => b.version - a.version)) {
    const list = agreements.get(agreement.providerId) ?? []
    list.push(agreement)
    agreements.set(agreement.providerId, list)
  }
  return {
    providers: new Map(raw.providers.map((p) => [p.id, p])),
    products: new Map(raw.products.map((p) => [p.id, p])),
    agreements,
  }
}

/** The agreement that binds a provider on a day: the newest version signed by then and valid then; null when none. */
export function agreementOn(terms: Terms, providerId: string, day: Day): AgreementTerms | null {
  return terms.agreements.get(providerId)?.find((agreement) => holds(agreement, day)) ?? null
}

function holds(agreement: Pick<AgreementTerms, 'signedOn' | 'validFrom' | 'validTo'>, day: Day): boolean {
  return (
    agreement.signedOn <= day &&
    agreement.validFrom <= day &&
    (agreement.validTo === null || day <= agreement.validTo)
  )
}

/**
 * The commission of a product sold on a channel on a day (fiscal.md 2.6): product and channel beat the product alone,
 * which beats the channel alone, which beats the agreement's default. Null when no mandate binds the provider that
 * day, or when it says nothing of this sale.
 */
export function commissionOf(
  terms: Terms,
  productId: string,
  providerId: string,
  channel: Channel,
  day: Day,
): Commission | null {
  const agreement = agreementOn(terms, providerId, day)
  if (!agreement || agreement.mode !== 'MANDATE') return null
  let best: CommissionRow | null = null
  for (const row of agreement.commissions) {
    if (row.productId !== null && row.productId !== productId) continue
    if (row.channel !== null && row.channel !== channel) continue
    if (best === null || weight(row) > weight(best)) best = row
  }
  if (!best) return null
  return {
    agreementId: agreement.id,
    version: agreement.version,
    rateBp: best.rateBp,
    fixedC: best.fixedC,
    base: agreement.base,
  }
}

const weight = (row: CommissionRow) => (row.productId === null ? 0 : 2) + (row.channel === null ? 0 : 1)

/**
 * Refuses to put a product on sale in a provider's name without a signed, dated mandate in force on `day` (fiscal.md
 * 2.3). Throws `not_on_sale` with the product. For the transaction that makes a product LIVE; no command does
 * yet.
 */
export async function assertSellable(tx: Tx, productId: string, day: Day): Promise<void> {
  const [found] = await tx.sql<{ saleMode: string; bound: boolean }[]>`
    SELECT p.sale_mode AS "saleMode", EXISTS (
      SELECT 1 FROM agreement a
       WHERE a.provider_id = p.provider_id AND a.mode = p.sale_mode AND a.signed_on <= ${day}
         AND a.valid_from <= ${day} AND (a.valid_to IS NULL OR a.valid_to >= ${day})) AS bound
    FROM product p WHERE p.id = ${productId}`
  if (!found) throw new AppError('not_found', { productId })
  if (found.saleMode === 'MANDATE' && !found.bound) {
    throw new AppError('not_on_sale', { productId, reason: 'no_agreement' })
  }
}
