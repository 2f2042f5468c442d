import { formatEuros } from '../../api/shared/money.ts'
import type { VoucherKind } from '../../api/shared/voucher.ts'
import type { MovementKind } from '../counter/till-api.ts'

const eur = formatEuros

/** Words of gift cards and credit notes. */
export const cards = {
  title: 'Carte cadeau',
  tile: 'montant au choix',
  choose: 'Choisir le montant',
  amounts: 'Montants',
  free: 'Montant libre',
  hint: (least: number, most: number) => `De ${eur(least)} à ${eur(most)}.`,
  wrong: (least: number, most: number) => `Tapez un montant de ${eur(least)} à ${eur(most)}.`,
  add: (c: number | null) => (c === null ? 'Ajouter la carte' : `Ajouter une carte de ${eur(c)}`),
  balance: 'Lire le solde d’une carte',
  open: (n: number) => (n > 1 ? 'Ouvrir les cartes cadeaux' : 'Ouvrir la carte cadeau'),
  openNote: 'Ouvrir l’avoir',
  voucherTitle: 'Carte cadeau\u00a0: solde',
  code: 'Code de la carte ou de l’avoir',
  codeHint: 'Douze caractères, tapés ou scannés.',
  codeWrong: 'Tapez les douze caractères du code, ou scannez la carte.',
  read: 'Lire le solde',
  kinds: { GIFT: 'Carte cadeau', CREDIT: 'Avoir' } satisfies Record<VoucherKind, string>,
  end: (end: string) => `…${end}`,
  until: (day: string) => `Valable jusqu’au ${day}.`,
  since: (day: string) => `Échue depuis le ${day}\u00a0: elle ne paie plus.`,
  left: 'Reste',
  movements: {
    ISSUE: 'Émission',
    SPEND: 'Paiement',
    GIVE_BACK: 'Recrédit',
    CANCEL: 'Reprise',
    EXPIRE: 'Échéance',
  } satisfies Record<MovementKind, string>,
  of: (c: number) => `sur ${eur(c)}`,
  said: (kind: VoucherKind, end: string, c: number) => `${cards.kinds[kind]} …${end}\u00a0: reste ${eur(c)}.`,
}
