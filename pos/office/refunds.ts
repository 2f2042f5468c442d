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

/** To whom it is owed: the account's holder, who ordered, else the document that says so. */
export function whoOf({ holder, contact, number }: Pick<Refund, 'holder' | 'contact' | 'number'>): string {
  const name = [contact?.firstName, contact?.lastName].filter(Boolean).join(' ')
  return holder ?? (name === '' ? number : name)
}

/** How to ask them for their account; empty when nobody knows. */
export const reachOf = ({ contact }: Pick<Refund, 'contact'>): string =>
  [contact?.phone, contact?.email].filter(Boolean).join(', ')
