import { MEANS, type Means } from './tender.ts'

/** Means of payment as staff read them, on screens and papers alike. */
export const MEANS_FR = {
  CASH: 'Espèces',
  CB: 'Carte',
  CB_TERMINAL: 'Carte (terminal intégré)',
  CHEQUE: 'Chèque',
  ANCV_P: 'Chèques-Vacances',
  GIFT: 'Carte cadeau',
  AVOIR: 'Avoir',
  VIREMENT: 'Virement',
  MANDAT: 'Mandat administratif',
  EXCHANGE: 'Échange',
} as const satisfies Record<Means, string>

/** A means of payment by its code; one that this version does not know yet stays a code. */
export function meansName(code: string): string {
  const known = MEANS.find((one) => one === code)
  return known ? MEANS_FR[known] : code
}
