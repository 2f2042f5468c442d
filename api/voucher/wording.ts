import type { Day } from '../shared/time.ts'
import { printedCode } from '../shared/voucher-code.ts'
import type { CardView } from './paper.ts'

/** 2027-08-31 as 31/08/2027. */
export const frenchDay = (day: Day) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

/** What the papers of a gift card and of a credit note say, in French. */
export function cardWords({ kind, expiresOn, number, code }: CardView) {
  const isGift = kind === 'GIFT'
  return {
    title: isGift ? 'Carte cadeau' : 'Avoir',
    forWhom: isGift
      ? 'Une sortie en mer, une visite, un souvenir\u00a0: à vous de choisir.'
      : `Suite à ${number}`,
    until: `Valable jusqu’au ${frenchDay(expiresOn)}`,
    terms: `À valoir en une ou plusieurs fois aux comptoirs de l’office, sur présentation de ce code\u00a0; ni ${
      isGift ? 'rendue en espèces ni remplacée' : 'rendu en espèces ni remplacé'
    } en cas de perte, sans valeur après cette date.`,
    code: printedCode(code),
    demo: 'DÉMONSTRATION',
    demoNote: 'sans valeur',
  }
}
