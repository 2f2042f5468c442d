import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { TENDER_REF_MOST } from '../../api/shared/ref.ts'
import type { TypedMeans } from '../../api/shared/tender.ts'
import { many } from './many.ts'
import { refs } from './ref.ts'

const eur = formatEuros
const short = (c: number) => eur(c).replace(',00', '')

/** Words of the payment. */
export const pay = {
  title: 'Encaisser',
  back: 'Vente',
  scanned: 'Revenez à la vente pour ajouter un article.',
  hint: 'le panier reste modifiable tant que rien n’est validé',
  remaining: 'Reste à payer',
  bar: (got: number, total: number) => `${eur(got)} reçus sur ${eur(total)}`,
  means: { ...MEANS_FR, ANCV_P: 'Ch.-Vacances', CB_TERMINAL: 'Terminal' },
  meansLong: MEANS_FR,
  meansLabel: 'Moyen de paiement',
  toReceive: 'à recevoir',
  given: (c: number) => `reçu ${eur(c)}`,
  slip: (ref: string) => `ticket du terminal ${ref}`,
  chequeNo: (ref: string) => `chèque ${ref}`,
  noChange: 'jamais de rendu',
  toPut: 'à valider',
  remove: (what: string) => `Retirer ${what}`,
  entered: 'Reçu',
  enteredOther: 'Montant',
  fields: {
    CASH: '',
    ANCV_P: '',
    CB: 'Ticket du terminal',
    CHEQUE: 'N° du chèque (facultatif)',
    GIFT: 'Code de la carte',
    AVOIR: 'Code de l’avoir',
  } satisfies Record<TypedMeans, string>,
  readCode: 'Lire le code',
  onVoucher: (end: string, c: number) => `…${end}, reste ${eur(c)}`,
  exact: 'appoint',
  all: 'le reste',
  most: 'au plus',
  change: 'À rendre',
  receipt: 'Ticket de caisse',
  noteFlag: 'Note due avant le paiement',
  noteNotDue: (from: number) => `La note n’est due qu’à partir de ${short(from)} de prestations.`,
  note: (from: number, tickets: number) =>
    `Prestations de ${short(from)} et plus\u00a0: la note est due avant le paiement.${
      tickets > 0 ? ` ${tickets > 1 ? `Les ${tickets} billets suivent` : 'Le billet suit'}.` : ''
    }`,
  noNote: (tickets: number) =>
    tickets > 0
      ? `${tickets > 1 ? `Les ${tickets} billets suivent` : 'Le billet suit'} la vente.`
      : 'Imprimé si le visiteur le demande.',
  validate: 'Valider',
  validateChange: (c: number) => `Valider, rendre ${eur(c)}`,
  put: (c: number) => `Ajouter ${eur(c)}`,
  toSlip: (c: number) => `${eur(c)}, puis le ticket`,
  toCheque: (c: number) => `${eur(c)}, puis le chèque`,
  enter: 'Entrée',
  proof: 'Client non résident\u00a0: pièce présentée',
  proofs: { PASSPORT: 'Passeport', IDENTITY_CARD: 'Carte d’identité', RESIDENCE_PERMIT: 'Titre de séjour' },
  refusals: {
    signs: 'Tapez les douze caractères du code, ou scannez la carte.',
    expired: 'Cette carte est échue\u00a0: elle ne paie plus. Choisissez un autre moyen.',
    short: (left: number) =>
      left === 0
        ? 'Il ne reste rien dessus. Choisissez un autre moyen.'
        : `Il ne reste que ${eur(left)} dessus.`,
    no_voucher: (max: number) =>
      max === 0
        ? 'Une carte cadeau ne s’achète ni avec une carte ni avec un avoir. Choisissez un autre moyen.'
        : `Une carte cadeau ne s’achète ni avec une carte ni avec un avoir\u00a0: ${eur(max)} au plus ici.`,
    over: (over: number) => `Il y a ${eur(over)} de trop\u00a0: retirez un paiement, ou remettez un article.`,
    too_much: (max: number) =>
      `Ce montant est trop grand\u00a0: ${eur(max)} au plus, reçus en espèces. Corrigez-le.`,
    amount: 'Tapez un montant, comme 50 ou 12,50.',
    ref: {
      empty: 'Tapez le numéro imprimé par le terminal.',
      signs: refs.signs,
      long: refs.long(TENDER_REF_MOST),
      card: (means: string) => refs.card(means === 'CHEQUE' ? 'du chèque' : 'du ticket'),
    },
    no_change: (means: string, max: number) =>
      `Seules les espèces se rendent. ${means}\u00a0: ${eur(max)} au plus.`,
    services_only: (max: number) =>
      max === 0
        ? 'Les Chèques-Vacances ne paient que des prestations\u00a0: ni boutique, ni SNCF. Choisissez un autre moyen.'
        : `Les Chèques-Vacances ne paient que des prestations\u00a0: ${eur(max)} au plus ici.`,
    ceiling: (max: number, provable: boolean) =>
      provable
        ? `Espèces limitées à ${eur(max)} pour une même dette, sauf pièce d’un non-résident.`
        : `Espèces limitées à ${eur(max)} pour une même dette. Choisissez un autre moyen.`,
  },
}

/** Words of a sale that is done. */
export const done = {
  change: 'à rendre',
  paid: 'encaissé',
  tickets: (n: number) => many(n, 'billet', 'billets'),
  any: 'Une touche pour continuer.',
  openTickets: 'Ouvrir les billets',
  openTicket: 'Ouvrir le billet',
  openReceipt: 'Ouvrir le ticket de caisse',
  copy: 'Duplicata',
  openCopy: (n: number) => `Ouvrir le duplicata n°\u00a0${n}`,
  next: 'Vente suivante',
}
