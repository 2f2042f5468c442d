import { parseEuros } from '../../api/shared/money.ts'
import { refuseTenderRef, type TenderRefFault } from '../../api/shared/ref.ts'
import { FIXABLE, isFixable } from '../../api/shared/refund.ts'
import type { SoldTender } from './correct-api.ts'

export type FixableMeans = (typeof FIXABLE)[number]

/** Payments of a sale that may be said again: what an agent typed, as far as it was not given back. */
export const fixable = (tenders: readonly SoldTender[]): SoldTender[] =>
  tenders.filter((one) => one.leftC > 0 && isFixable(one.means))

/** What it may have been in truth. */
export const rightMeans = (wrong: SoldTender): FixableMeans[] => FIXABLE.filter((one) => one !== wrong.means)

/** How much of it was said wrong, in cents: all unless typed; null when that is no such amount. */
export function fixAmount(wrong: SoldTender, typed: string): number | null {
  const amountC = typed.trim() === '' ? wrong.leftC : parseEuros(typed)
  return amountC !== null && amountC > 0 && amountC <= wrong.leftC ? amountC : null
}

/** What is wrong with the number of a slip or a cheque; only the card's slip must have one. */
export function refuseFixRef(means: FixableMeans, ref: string): TenderRefFault | null {
  if (means !== 'CB' && means !== 'CHEQUE') return null
  const fault = refuseTenderRef(ref)
  return fault === 'empty' && means === 'CHEQUE' ? null : fault
}
