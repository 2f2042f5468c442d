import { cents, roundHalfUp, type Cents } from './money.ts'
import type { Means } from './tender.ts'

/**
 * How money may be given back, by the means that it came by; the usual way first (fiscal.md 1.11, 3.4). Cash only for
 * cash: nobody changes a card or chèques-vacances into notes here. A cheque has to clear before its transfer; a
 * chèque-vacances gives a credit note; a gift card and a credit note are filled again. VIREMENT waits in the worklist.
 */
const WAYS: Record<Means, readonly Means[]> = {
  CASH: ['CASH', 'VIREMENT'],
  CB: ['CB'],
  CB_TERMINAL: ['CB_TERMINAL'],
  CHEQUE: ['VIREMENT'],
  ANCV_P: ['AVOIR'],
  GIFT: ['GIFT'],
  AVOIR: ['AVOIR'],
  VIREMENT: ['VIREMENT'],
  MANDAT: ['VIREMENT'],
  // What an exchange left has the ways of the means that it first came by: nobody asks for it by this name.
  EXCHANGE: [],
}

/** The ways for money that came by a means; for what an exchange left, by the means that it first came by. */
export function refundWays(source: Means): readonly Means[] {
  return WAYS[source]
}

/** What is paid later: by hand from the bank, or by the interface of the terminal. It waits in the worklist. */
export function isPaidLater(means: Means): boolean {
  return means === 'VIREMENT' || means === 'CB_TERMINAL'
}

/** Means whose payment may be said again: what an agent typed by mistake. Vouchers, charges and exchanges are facts. */
export const FIXABLE = ['CASH', 'CB', 'CHEQUE', 'ANCV_P'] as const satisfies Means[]

export function isFixable(means: Means): boolean {
  return (FIXABLE as readonly Means[]).includes(means)
}

/** What is left of a tender of the corrected sale; `source` is the means that its money first came by. */
export type LeftTender = { n: number; source: Means; leftC: number }

/** A part of the money on its way back, for a tender of the corrected sale. */
export type Refund = { originN: number; means: Means; amountC: number; ref?: string; iban?: string }

export type RefundRefusal =
  | { code: 'refund_not_allowed'; n: number; means: Means; allowed: readonly Means[]; leftC: Cents }
  | { code: 'refund_not_allowed'; n: number; means: Means; missing: 'ref' | 'iban' }
  | { code: 'tender_mismatch'; missingC: Cents }

/**
 * Why these parts may not give `totalC` back; null when they may. Each goes back by a way of what it came by, no more
 * than is left of it. A card needs the slip of the terminal's credit; cash that goes by transfer, the account it goes to.
 */
export function refuseRefund(
  totalC: number,
  refunds: readonly Refund[],
  tenders: readonly LeftTender[],
): RefundRefusal | null {
  const left = new Map(tenders.map((t) => [t.n, t.leftC]))
  for (const [n, refund] of refunds.entries()) {
    const tender = tenders.find((t) => t.n === refund.originN)
    const allowed = tender ? refundWays(tender.source) : []
    const remain = (left.get(refund.originN) ?? 0) - refund.amountC
    if (!allowed.includes(refund.means) || remain < 0) {
      const leftC = cents(left.get(refund.originN) ?? 0)
      return { code: 'refund_not_allowed', n, means: refund.means, allowed, leftC }
    }
    if (refund.means === 'CB' && !refund.ref)
      return { code: 'refund_not_allowed', n, means: 'CB', missing: 'ref' }
    if (refund.means === 'VIREMENT' && tender?.source === 'CASH' && !refund.iban)
      return { code: 'refund_not_allowed', n, means: 'VIREMENT', missing: 'iban' }
    left.set(refund.originN, remain)
  }
  const missing = totalC - refunds.reduce((sum, r) => sum + r.amountC, 0)
  return missing === 0 ? null : { code: 'tender_mismatch', missingC: cents(missing) }
}

/** What a sale line says of its money. */
export type LineAmounts = {
  unitC: number
  totalC: number
  vatC: number
  /** Null when no principal owes a commission. */
  commissionC: number | null
}

/** What is taken back of a line, positive, in cents: qty × unit − discount = total, and HT + VAT = total. */
export type BackAmounts = {
  totalC: Cents
  htC: Cents
  vatC: Cents
  discountC: Cents
  commissionC: Cents | null
}

/**
 * The amounts of `qty` units taken back of a line of `ofQty`, of which `before` were taken back already. After k units
 * in all, round_half_up(stored × k / n) has been taken back: the last takes the rest, and parts in any order sum to the
 * line exactly. Throws a RangeError for more than are left.
 */
export function backOf(line: LineAmounts, ofQty: number, before: number, qty: number): BackAmounts {
  if (qty < 1 || before < 0 || before + qty > ofQty) throw new RangeError(`${before} + ${qty} of ${ofQty}`)
  const part = (stored: number): Cents =>
    cents(roundHalfUp(stored * (before + qty), ofQty) - roundHalfUp(stored * before, ofQty))
  const totalC = part(line.totalC)
  const vatC = part(line.vatC)
  return {
    totalC,
    vatC,
    htC: cents(totalC - vatC),
    discountC: cents(qty * line.unitC - totalC),
    commissionC: line.commissionC === null ? null : part(line.commissionC),
  }
}
