import type { Day } from '../../api/shared/time.ts'
import type { Refund } from './refunds-api.ts'

/** How a refund that is due stands: it can be paid, it must wait, something is missing, or the terminal has it. */
export type Standing = 'ready' | 'notBefore' | 'noIban' | 'asked' | 'failed'

/** How it stands today. */
export function standingOf(
  one: Pick<Refund, 'means' | 'status' | 'notBefore' | 'iban'>,
  today: Day,
): Standing {
  if (one.status === 'FAILED') return 'failed'
  if (one.status === 'ASKED' || one.means === 'CB_TERMINAL') return 'asked'
  if (one.iban === null) return 'noIban'
  return one.notBefore !== null && one.notBefore > today ? 'notBefore' : 'ready'
}

/** True when somebody pays it by hand. */
export const isPaidByHand = (one: Pick<Refund, 'means'>): boolean => one.means === 'VIREMENT'
