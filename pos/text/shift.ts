import { MEANS, type Means } from '../../api/shared/tender.ts'
import { many } from './many.ts'

/** Texts of a register's session: opening, counting, closing. */
export const shift = {
  openTitle: 'Ouvrir une session de caisse',
  which: 'Quelle caisse\u00a0?',
  openedBy: (who: string, time: string) => `ouverte par ${who} à ${time}`,
  shut: 'fermée',
  resume: (name: string) => `Reprendre ${name}`,
  float: 'Fond de caisse',
  floatHelp: 'Comptez ce qui est dans le tiroir avant la première vente.',
  byPiece: 'Pièce par pièce',
  asAmount: 'En un montant',
  amount: 'Montant du fond',
  badAmount: 'Tapez un montant, comme 150 ou 150,50.',
  open: (sum: string) => `Ouvrir avec ${sum}`,
  choose: 'Choisir une caisse',
  needRegister: 'Choisissez une caisse.',
  noRegister: 'Aucune caisse',
  noRegisterHelp: 'La direction doit d’abord créer une caisse.',
  notes: 'Billets',
  coins: 'Pièces',
  total: 'Compté',
  face: (face: string) => `Nombre de ${face}`,
  closeTitle: (register: string) => `Fermer la session de ${register}`,
  openSince: (who: string, date: string) => `Ouverte par ${who}, ${date}`,
  blind: 'Comptez tout le tiroir, fond compris. L’attendu se montre après le compte.',
  close: (sum: string) => `Fermer avec ${sum}`,
  closeNow: 'Fermer la session',
  expected: 'Attendu',
  counted: 'Compté',
  gap: 'Écart',
  missing: (sum: string) => `Il manque ${sum}.`,
  surplus: (sum: string) => `Il y a ${sum} de trop.`,
  recount: 'Recompter',
  reason: 'Raison de l’écart',
  reasons: {
    MISCOUNT: 'Comptage à revoir',
    CHANGE_ERROR: 'Erreur de rendu de monnaie',
    UNKNOWN: 'Inexpliqué',
    THEFT_SUSPECTED: 'Vol soupçonné',
  },
  needReason: 'Choisissez une raison.',
  left: {
    basket: (n: number) =>
      `Le panier de cette caisse a encore ${many(n, 'ligne', 'lignes')}. Encaissez-le ou videz-le avant de compter, ou laissez-le à la prochaine session.`,
    received: (list: string) =>
      `Argent reçu pour une vente qui n’est pas finie\u00a0: ${list}. Finissez la vente, ou rendez l’argent\u00a0; une carte s’annule sur le terminal.`,
    sent: 'Une vente envoyée n’a pas eu de réponse\u00a0: elle est peut-être faite. Revenez-y pour le savoir avant de compter.',
    back: 'Revenir à la vente',
    seen: 'Vu, je ferme quand même',
    needSeen: 'Dites d’abord, en haut, que vous avez vu ce qui reste sur cette caisse.',
  },
  closed: 'Session fermée',
  exact: 'Le compte est juste.',
  sales: (n: number) => many(n, 'vente', 'ventes'),
  byMeans: 'Par moyen de paiement',
  payments: 'Paiements',
  amountColumn: 'Montant',
  means: {
    CASH: 'Espèces',
    CB: 'Carte',
    CHEQUE: 'Chèque',
    ANCV_P: 'Chèques-Vacances',
  } satisfies Record<Means, string>,
  again: 'Ouvrir une session',
  anotherTill: 'Changer de caisse',
}

/** A means of payment by its code; one that this version does not know yet stays a code. */
export function meansName(code: string): string {
  const known = MEANS.find((one) => one === code)
  return known ? shift.means[known] : code
}
