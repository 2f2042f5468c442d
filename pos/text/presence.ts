import { many } from './many.ts'

/** Texts of who is in and who is missing of a departure. */
export const presence = {
  title: 'Présents et manquants',
  nobody: 'Personne n’est attendu à ce départ.',
  aboard: 'À bord',
  lacking: (n: number) => (n === 0 ? 'il ne manque personne' : `il en manque ${n}`),
  bar: (n: number, of: number) => `${many(n, 'personne', 'personnes')} à bord sur ${of}`,
  voided: (n: number) => `${many(n, 'billet annulé', 'billets annulés')}, non compté${n < 2 ? '' : 's'}`,
  closed: (reason: string) =>
    reason === '' ? 'Ce départ est fermé.' : `Ce départ est fermé\u00a0: ${reason}`,
  filter: 'Qui montrer',
  shown: { all: 'Tous', missing: 'Manquants', present: 'Présents' },
  search: 'Nom, tarif ou code',
  print: 'Imprimer',
  scan: 'Scanner les billets',
  none: 'Aucun billet vendu pour ce départ',
  noneFound: 'Aucun billet ne répond à cela',
  together: (n: number) => `Ensemble\u00a0: ${many(n, 'billet', 'billets')}`,
  admit: 'Faire entrer',
  admitGroup: 'Tous entrent',
  undo: 'Reprendre',
  void: 'annulé',
  counted: (n: number, of: number) => `${n} sur ${of}`,
  done: (who: string) => `${who}\u00a0: c’est noté. «\u00a0Reprendre\u00a0» l’annule.`,
}
