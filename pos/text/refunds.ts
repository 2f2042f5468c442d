import { MEANS_FR } from '../../api/shared/means-text.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { TENDER_REF_MOST } from '../../api/shared/ref.ts'
import type { Means } from '../../api/shared/tender.ts'
import { many } from './many.ts'
import { refs } from './ref.ts'

/** Texts of the refunds that are still to be paid. French is the source. */
export const refunds = {
  title: 'Remboursements à faire',
  short: 'Remboursements',
  help: 'Ce qui est dû à des visiteurs après une annulation.',
  sum: (n: number, c: number) => `${many(n, 'remboursement', 'remboursements')}, ${formatEuros(c)}`,
  waiting: (n: number) => many(n, 'remboursement attend', 'remboursements attendent'),
  list: 'Remboursements',
  empty: 'Rien à rembourser',
  emptyHelp:
    'Les virements qu’un guichet promet à un visiteur s’ajoutent ici, jusqu’à ce qu’ils soient payés.',
  by: (means: Means) => MEANS_FR[means],
  since: (day: string) => `depuis le ${day}`,
  reach: (how: string) => `Pour demander l’IBAN\u00a0: ${how}`,
  noHolder: 'Titulaire à demander',
  notBefore: (day: string) => `Pas avant le ${day}`,
  standing: {
    ready: 'À payer',
    notBefore: 'À payer plus tard',
    noIban: 'IBAN à demander',
    asked: 'Demandé au terminal',
    failed: 'Refusé',
  },
  cheque: (day: string) => `Le chèque n’est encaissé que le ${day}\u00a0: attendez ce jour pour virer.`,
  terminal: 'La carte est recréditée par le terminal. Rien à faire, sauf refus.',
  holder: 'Titulaire',
  iban: 'IBAN',
  badIban: 'Cet IBAN n’est pas juste. Vérifiez chaque signe.',
  holderNeeded: 'Tapez le nom du titulaire.',
  copy: 'Copier l’IBAN',
  copied: 'IBAN copié.',
  keep: 'Enregistrer le compte',
  correct: 'Corriger le compte',
  ref: 'Référence du virement',
  refHint: 'Comme le relevé de la banque la montrera.',
  refFaults: {
    empty: 'Tapez la référence du virement.',
    signs: refs.signs,
    long: refs.long(TENDER_REF_MOST),
    card: refs.card('du virement'),
  },
  paid: (c: number) => `Payé ${formatEuros(c)}`,
  done: (c: number, ref: string) => `${formatEuros(c)} payés, référence ${ref}.`,
  order: 'Voir la commande',
}
