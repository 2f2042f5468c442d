import type { RemittanceKind, RemittanceStatus } from '../../api/shared/remittance.ts'
import { many } from './many.ts'

/** What goes to the bank. */
export const remittances = {
  title: 'Remises en banque',
  entry: 'Remises',
  kinds: { CHEQUE: 'Chèques', ANCV: 'Chèques-Vacances', CARD: 'Cartes' } satisfies Record<
    RemittanceKind,
    string
  >,
  waits: (n: number, since: string) =>
    `${many(n, 'pièce attend', 'pièces attendent')}, la plus ancienne du ${since}`,
  isLate: 'en retard',
  late: (n: number) => many(n, 'chèque en retard', 'chèques en retard'),
  nothing: 'Rien n’attend.',
  waiting: 'Ce qui attend',
  cheque: (ref: string) => `Chèque ${ref}`,
  day: 'Jour',
  refunded: (number: string) =>
    `vente remboursée (${number})\u00a0: le chèque part quand même, le virement attend son encaissement`,
  faces: 'Titres comptés',
  face: (sum: string) => `Titres de ${sum}`,
  counted: (sum: string, due: string) => `${sum} comptés pour ${due} de ventes`,
  comment: 'Pourquoi il en manque',
  needFaces: 'Comptez les titres par valeur.',
  needChoice: 'Choisissez au moins une pièce.',
  prepare: (sum: string) => `Préparer la remise de ${sum}`,
  made: (number: string) => `${number} est préparée. Imprimez son bordereau, puis portez-la à la banque.`,
  list: 'Remises',
  none: 'Aucune remise encore.',
  more: 'Voir les précédentes',
  states: {
    PREPARED: 'Préparée',
    REMITTED: 'À la banque',
    CREDITED: 'Créditée',
    VOID: 'Annulée',
  } satisfies Record<RemittanceStatus, string>,
  slipOf: (number: string) => `Bordereau ${number}`,
  remit: 'Portée à la banque',
  remitOf: (number: string) => `${number} à la banque`,
  credit: 'Créditée',
  creditOf: (number: string) => `${number} sur le relevé`,
  creditHelp: (sum: string) =>
    `Remis\u00a0: ${sum}. Ce que la banque a crédité et ce qu’elle a gardé font ce total.`,
  credited: 'Montant crédité',
  fee: 'Frais retenus',
  off: (sum: string) => `Il reste ${sum} à expliquer.`,
  cancel: 'Annuler cette remise',
  cancelHelp: 'Elle garde son numéro, et ses pièces attendent de nouveau.',
  feeOf: (sum: string) => `frais ${sum}`,
}
