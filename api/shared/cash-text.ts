import type { GapReason, InReason, MovementKind, OutReason } from './cash.ts'

/** Why a count is off, as staff read it on screens and papers alike. */
export const GAP_FR = {
  MISCOUNT: 'Comptage à revoir',
  CHANGE_ERROR: 'Erreur de rendu de monnaie',
  UNKNOWN: 'Inexpliqué',
  THEFT_SUSPECTED: 'Vol soupçonné',
  WRONG_MEANS: 'Encaissé sous un autre moyen',
  PAPER_MISSING: 'Papier introuvable',
  NO_CHANGE_GIVEN: 'Chèque-Vacances sans rendu',
  TERMINAL_DIFFERS: 'Le terminal dit autre chose',
} as const satisfies Record<GapReason, string>

/** Why cash moved without a sale. */
export const MOVE_FR = {
  CHANGE_FETCHED: 'Monnaie rapportée de la banque',
  FLOAT_RAISED: 'Fond de caisse complété',
  CHANGE_TAKEN: 'Billets portés à la banque pour de la monnaie',
  FLOAT_LOWERED: 'Fond de caisse réduit',
  SMALL_PURCHASE: 'Petit achat, justificatif joint',
} as const satisfies Record<InReason | OutReason, string>

/** What happened to a drawer. */
export const KIND_FR = {
  OPENING_FLOAT: 'Fond de caisse',
  CLOSING_COUNT: 'Comptage de clôture',
  HANDOVER_COUNT: 'Passation',
  IN: 'Entrée de caisse',
  OUT: 'Sortie de caisse',
  TRANSFER_IN: 'Reçu d’une autre caisse',
  TRANSFER_OUT: 'Remis à une autre caisse',
  SAFE_DEPOSIT: 'Versement au coffre',
  CLOSING_DEPOSIT: 'Versement au coffre à la clôture',
} as const satisfies Record<MovementKind, string>

/** A reason by its code, of a gap or a movement; one that this version does not know yet stays a code. */
export function cashReason(code: string): string {
  const words: Record<string, string> = { ...GAP_FR, ...MOVE_FR }
  return words[code] ?? code
}
