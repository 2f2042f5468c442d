import { many } from './many.ts'

/** Texts of the shows: the numbered tickets of each performance (CGI ann. IV, art. 50 sexies B et suivants). */
export const shows = {
  title: 'Spectacles',
  list: 'Séances',
  none: 'Aucun billet de spectacle',
  noneHelp: 'Les séances dont un billet a été vendu ou donné entre ces dates s’ajoutent ici.',
  when: 'Séance',
  organiser: 'Organisateur',
  own: 'L’office',
  issued: 'Émis',
  voids: 'Annulés',
  total: 'Recette',
  back: 'Toutes les séances',
  statement: 'Relevé de la séance',
  reading: 'Lecture avant la fin de la séance',
  categories: 'Par catégorie',
  category: 'Catégorie',
  price: 'Prix',
  free: 'gratuit',
  numbers: 'Numéros',
  span: (first: number, last: number) => (first === last ? String(first) : `${first} à ${last}`),
  tickets: (n: number) => many(n, 'billet émis', 'billets émis'),
  voided: 'Billets annulés, gardés dans la série',
  whole: 'La série est continue\u00a0: chaque numéro a son billet.',
  gaps: (n: number) =>
    `${many(n, 'numéro manque', 'numéros manquent')} dans la série. Faites vérifier les journaux.`,
  at: (moment: string) => `Lu le ${moment}. Prix toutes taxes comprises.`,
}
