import type { DiscountReason } from '../../api/shared/discount.ts'
import { formatEuros } from '../../api/shared/money.ts'
import { many } from './many.ts'

const eur = formatEuros

/** Words of discounts. */
export const discount = {
  title: 'Remise',
  open: 'Remise ou gratuité',
  none: 'Aucune remise n’est permise sur cette ligne, avec vos droits.',
  who: 'Sur',
  percent: 'Pourcentage',
  amount: 'Montant par unité',
  most: (text: string) => `${text} au plus.`,
  wrong: (text: string) => `Tapez une valeur, ${text} au plus.`,
  reason: 'Motif',
  reasons: {
    GROUP_LEADER: 'Accompagnateur de groupe',
    DRIVER: 'Chauffeur',
    PRESS: 'Presse',
    PARTNER: 'Partenaire',
    STAFF: 'Personnel',
    DAMAGED: 'Article abîmé',
    COMPLAINT: 'Réclamation',
    LOYALTY: 'Fidélité',
  } satisfies Record<DiscountReason, string>,
  reasonNeeded: 'Choisissez un motif.',
  nobody: 'Mettez au moins une unité.',
  give: (c: number) => (c > 0 ? `Retirer ${eur(c)}` : 'Appliquer'),
  remove: 'Enlever la remise',
  said: (c: number, reason: string) => `remise ${eur(-c)}, ${reason.toLowerCase()}`,
  free: (n: number, reason: string) => `${many(n, 'gratuité', 'gratuités')}, ${reason.toLowerCase()}`,
}

/** Words of baskets set aside. */
export const parked = {
  title: 'Paniers en attente',
  basket: 'ce panier',
  atClosing: (n: number) =>
    `${many(n, 'panier attend', 'paniers attendent')} encore sur cette caisse. Reprenez-les avant de compter, ou laissez-les à la prochaine session.`,
  button: 'Attente',
  park: 'Mettre ce panier en attente',
  done: (label: string) => `${label} mis en attente.`,
  empty: 'Aucun panier en attente',
  emptyHelp: 'F7 met le panier de côté pour servir quelqu’un d’autre, et le reprend.',
  full: 'Trop de paniers en attente\u00a0: reprenez-en un d’abord.',
  resume: (label: string) => `Reprendre ${label}`,
  since: (time: string, articles: number) => `depuis ${time}, ${many(articles, 'article', 'articles')}`,
  gone: 'Ce panier a été repris dans un autre onglet.',
  label: (what: string, more: number) => (more > 0 ? `${what} et ${many(more, 'autre', 'autres')}` : what),
}

/** Words of the choice of tiles. */
export const favourites = {
  choose: 'Choisir les favoris',
  by: 'par caisse',
  title: 'Favoris de cette caisse',
  search: 'Ajouter un produit',
  keep: 'Garder',
  add: (what: string) => `Ajouter ${what}`,
  remove: (what: string) => `Retirer ${what}`,
  up: (what: string) => `Monter ${what}`,
  down: (what: string) => `Descendre ${what}`,
  full: 'Vingt favoris au plus\u00a0: retirez-en un.',
  none: 'Rien d’autre à ce nom.',
  hint: 'Les dix premiers ont une touche\u00a0: Alt et un chiffre.',
}
