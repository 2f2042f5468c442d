import type { ApprovalCause } from '../../api/shared/correction.ts'
import { CORRECTION_REASON_FR } from '../../api/shared/correction-text.ts'
import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { RAIL_REF_MOST, TENDER_REF_MOST } from '../../api/shared/ref.ts'
import type { Means } from '../../api/shared/tender.ts'
import { many } from './many.ts'
import { refs } from './ref.ts'

const eur = formatEuros

const causes = {
  AMOUNT: (fromC: number) => `à partir de ${eur(fromC)}`,
  TICKET_USED: () => 'un billet a déjà servi',
  TERMS: () => 'hors du délai d’annulation',
  SHIFT_COUNTED: () => 'la session qui a vendu est déjà comptée',
} satisfies Record<ApprovalCause, (fromC: number) => string>

/** How each means goes back, after it was chosen. */
const ways = {
  CASH: 'Rendu en espèces, du tiroir.',
  CB: 'Faites le crédit sur le terminal, puis tapez son numéro.',
  CB_TERMINAL: 'Recrédité sur la carte par le terminal, juste après.',
  CHEQUE: 'Le chèque est rendu.',
  ANCV_P: 'Les chèques-vacances sont rendus.',
  GIFT: 'Remis sur la carte cadeau.',
  AVOIR: 'Un avoir sera imprimé.',
  VIREMENT: 'Sera viré par le bureau.',
  MANDAT: 'Sera viré par le bureau.',
  EXCHANGE: 'Repris par l’échange.',
} as const satisfies Record<Means, string>

/** Texts of what is taken back after a sale. French is the source. */
export const correct = {
  acts: {
    label: (number: string) => `Corriger ${number}`,
    refund: 'Annuler ou rembourser',
    exchange: 'Échanger',
    fix: 'Corriger le paiement',
    noShift: 'Ouvrez une session de caisse pour corriger une vente.',
  },
  titles: {
    refund: (number: string) => `Rembourser ${number}`,
    exchange: (number: string) => `Échanger ${number}`,
    fix: (number: string) => `Corriger le paiement de ${number}`,
  },
  take: {
    title: 'Ce qui est repris',
    all: 'Tout reprendre',
    none: 'Ne rien reprendre',
    used: 'déjà utilisé',
    void: 'annulé',
    gone: 'déjà repris',
    each: (c: number) => `${eur(c)} l’unité`,
    count: (n: number, of: number) => `${n} sur ${of}`,
    until: (when: string) => `Annulation gratuite jusqu’au ${when}`,
    always: 'Annulation gratuite',
    late: 'Hors délai\u00a0: l’accord d’un responsable est demandé',
    waived: 'Hors délai, mais le motif ne vient pas du visiteur\u00a0: remboursable',
    never: 'Non remboursable\u00a0: l’accord d’un responsable est demandé',
    rail: 'billet SNCF entier',
    cancelRef: 'N° d’annulation du terminal SNCF',
    cancelFaults: {
      empty: 'Annulez le billet sur le terminal SNCF, puis tapez le numéro qu’il imprime.',
      signs: refs.signs,
      long: refs.long(RAIL_REF_MOST),
    },
    choose: 'Choisissez ce qui est repris.',
    nothing: 'Tout est déjà repris',
    nothingHelp: (number: string) => `Il ne reste rien à rembourser de ${number}.`,
  },
  reason: {
    title: 'Motif',
    needed: 'Dites pourquoi.',
    names: CORRECTION_REASON_FR,
  },
  back: {
    title: 'Comment c’est rendu',
    paid: (means: Means) => MEANS_FR[means],
    left: (leftC: number, ref: string | null) => `${ref ? `${ref}, ` : ''}${eur(leftC)} reçus`,
    amount: (means: Means) => `Rendu pour ${MEANS_FR[means].toLowerCase()}`,
    by: 'Rendre par',
    names: MEANS_FR,
    ways,
    afterCheque: 'Sera viré après encaissement du chèque.',
    slip: 'N° du ticket de crédit',
    iban: 'IBAN',
    ibanLater: 'Facultatif ici\u00a0: il peut être donné plus tard au bureau.',
    holder: 'Titulaire du compte',
    missing: (c: number) => `Il manque ${eur(c)} à rendre.`,
    excess: (c: number) => `Il y a ${eur(c)} de trop.`,
    faults: {
      amount: 'Tapez un montant, comme 50 ou 12,50.',
      over: (c: number) => `${eur(c)} au plus, ce qui a été payé ainsi.`,
      iban: 'Cet IBAN n’est pas juste. Vérifiez chaque signe.',
      iban_missing: 'Tapez l’IBAN du compte à créditer.',
      holder: 'Tapez le nom du titulaire.',
    },
    ref: {
      empty: 'Tapez le numéro imprimé par le terminal.',
      signs: refs.signs,
      long: refs.long(TENDER_REF_MOST),
      card: refs.card('du ticket'),
    },
  },
  approval: {
    title: 'Accord d’un responsable',
    why: (all: readonly ApprovalCause[], fromC: number) => {
      const said = all.map((one) => causes[one](fromC)).join(', ')
      return said === '' ? 'Un régisseur ou un responsable tape son code.' : `Demandé car ${said}.`
    },
    code: 'Code',
    pin: 'PIN',
    codeNeeded: 'Tapez le code du responsable.',
    pinNeeded: 'Tapez 4 à 8 chiffres.',
  },
  refund: {
    sum: 'À rendre',
    act: (c: number) => `Rembourser ${eur(c)}`,
    free: 'Annuler sans rien rendre',
    none: 'Rembourser',
  },
  fix: {
    help: 'Le total ne change pas\u00a0: un paiement est repris, l’autre est écrit.',
    wrong: 'Ce qui a été écrit',
    right: 'Ce qui a été reçu',
    amount: 'Montant',
    amountWrong: (c: number) => `Entre 0,01 € et ${eur(c)}.`,
    slip: 'N° du ticket du terminal',
    chequeNo: 'N° du chèque (facultatif)',
    act: (c: number, means: Means) => `Écrire ${eur(c)} en ${MEANS_FR[means].toLowerCase()}`,
    none: 'Aucun paiement à corriger',
    noneHelp: 'Ce qui a été payé ici ne se redit pas\u00a0: carte du terminal intégré, avoir, échange.',
  },
  unanswered: {
    title: 'Pas encore de réponse',
    help: 'Le réseau a manqué\u00a0: c’est peut-être fait. Envoyez de nouveau, ce ne sera fait qu’une fois.',
    retry: 'Envoyer de nouveau',
    sending: 'Envoi…',
    release: 'Revenir en arrière',
    unknown: 'Le serveur ne répond toujours pas\u00a0: personne ne peut dire si c’est fait.',
  },
  done: {
    CANCEL: 'annulé',
    REFUND: 'remboursé',
    PAYMENT_FIX: 'paiement corrigé',
    print: 'Imprimer le ticket',
    voucher: 'Avoir',
    until: (day: string) => `valable jusqu’au ${day}`,
    due: (c: number, means: Means) => `${eur(c)} à rendre par ${MEANS_FR[means].toLowerCase()}`,
    dueAfter: (day: string) => `pas avant le ${day}, après encaissement du chèque`,
    dueNow: 'dans les remboursements à faire du bureau',
    close: 'Terminer',
  },
  exchange: {
    help: 'Choisissez ce qui revient. Vous vendez ensuite comme d’habitude\u00a0: seule la différence se paie ou se rend.',
    sum: 'À reprendre',
    act: (c: number) => `Reprendre ${eur(c)} et choisir`,
    none: 'Choisir en échange',
    basket: (n: number) =>
      `${many(n, 'ligne est déjà dans le panier', 'lignes sont déjà dans le panier')}\u00a0: ce sera la nouvelle vente.`,
    waits: 'Une vente attend sa réponse à la caisse. Finissez-la d’abord.',
    already: (number: string) =>
      `L’échange de ${number} est en cours à la caisse. Finissez-le ou quittez-le.`,
    band: (number: string) => `Échange de ${number}`,
    toTake: (c: number) => `${eur(c)} à reprendre`,
    leave: 'Quitter',
    leaveLong: 'Quitter l’échange, rien n’est repris',
    left: 'Échange quitté\u00a0: rien n’est repris.',
    bought: 'Nouvelle vente',
    taken: 'Repris',
    toPay: 'À payer',
    toGive: 'À rendre',
    even: 'Rien à payer',
    give: (c: number) => `Valider, rendre ${eur(c)}`,
    notParked: 'Un échange est en cours\u00a0: finissez-le ou quittez-le.',
    given: 'rendu',
    print: 'Imprimer le ticket de la reprise',
    done: (c: number, number: string) => `${eur(c)} repris par ${number}`,
  },
}
