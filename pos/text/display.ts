import { formatEuros } from '../../api/shared/money.ts'
import type { Day } from '../../api/shared/time.ts'
import { shortDay } from './format.ts'

/** Texts of what the customer sees. */
export const display = {
  title: 'Votre panier',
  welcome: 'Bienvenue',
  soon: 'Un agent vous accueille.',
  total: 'Total',
  remaining: 'Reste à payer',
  change: 'À vous rendre',
  paid: 'Payé',
  thanks: 'Trugarez, merci',
  goodWalk: 'Bonne balade.',
  demo: 'Démonstration, sans valeur',
  none: 'Ouvrez cet écran depuis la caisse.',
  pieces: (qty: number, unitC: number) => `${qty}\u00a0×\u00a0${formatEuros(unitC)}`,
  fare: (qty: number, name: string) => `${qty}\u00a0×\u00a0${name.toLowerCase()}`,
  when: (day: string, time: string) => `${shortDay(day as Day)} ${time}`,
}
