import type { LegalForm } from './legal-form.ts'
import type { Means } from './tender.ts'

/** What moves cash without a sale, or counts it. CLOSING_DEPOSIT goes to the safe after the closing count. */
export const MOVEMENT_KINDS = [
  'OPENING_FLOAT',
  'CLOSING_COUNT',
  'HANDOVER_COUNT',
  'IN',
  'OUT',
  'TRANSFER_IN',
  'TRANSFER_OUT',
  'SAFE_DEPOSIT',
  'CLOSING_DEPOSIT',
] as const
export type MovementKind = (typeof MOVEMENT_KINDS)[number]

/** Why cash comes into a drawer without a sale, and the account it comes from: a closed list, since the journal takes no free text. */
export const IN_REASONS = { CHANGE_FETCHED: '580', FLOAT_RAISED: '580' } as const
/**
 * Why it leaves, and the account it goes to. What a small purchase is, the accountant says later: it waits on 471 with
 * its receipt, and a public régie of takings may not pay any (CGCT R1617-1).
 */
export const OUT_REASONS = { CHANGE_TAKEN: '580', FLOAT_LOWERED: '580', SMALL_PURCHASE: '471' } as const

export type InReason = keyof typeof IN_REASONS
export type OutReason = keyof typeof OUT_REASONS

/** The reasons that an office of this legal form may give for taking cash out. */
export function outReasonsOf(form: LegalForm): OutReason[] {
  const all = Object.keys(OUT_REASONS) as OutReason[]
  return all.filter((one) => one !== 'SMALL_PURCHASE' || form === 'ASSOCIATION' || form === 'SPL')
}

/** What lies in a drawer, or is totalled by the bank's terminal: the others are figures of the server alone. */
export const COUNTED_MEANS = ['CASH', 'CHEQUE', 'ANCV_P', 'CB'] as const satisfies readonly Means[]
export type CountedMeans = (typeof COUNTED_MEANS)[number]

/** Faces of chèques-vacances on paper, in cents. */
export const ANCV_FACES = ['1000', '2000', '2500', '5000'] as const

/** Why a count is not what it should be: a code. */
export const GAP_REASONS = [
  'MISCOUNT',
  'CHANGE_ERROR',
  'UNKNOWN',
  'THEFT_SUSPECTED',
  'WRONG_MEANS',
  'PAPER_MISSING',
  'NO_CHANGE_GIVEN',
  'TERMINAL_DIFFERS',
] as const
export type GapReason = (typeof GAP_REASONS)[number]

/** The reasons that make sense for each means; the first is the likeliest. */
export const REASONS_OF: Record<CountedMeans, readonly GapReason[]> = {
  CASH: ['MISCOUNT', 'CHANGE_ERROR', 'UNKNOWN', 'THEFT_SUSPECTED'],
  CHEQUE: ['PAPER_MISSING', 'WRONG_MEANS', 'UNKNOWN', 'THEFT_SUSPECTED'],
  ANCV_P: ['NO_CHANGE_GIVEN', 'PAPER_MISSING', 'WRONG_MEANS', 'UNKNOWN', 'THEFT_SUSPECTED'],
  CB: ['TERMINAL_DIFFERS', 'WRONG_MEANS', 'UNKNOWN'],
}

/** A count beside what was expected of it. */
export type CountLine = { means: CountedMeans; expectedC: number; countedC: number; gapC: number }
