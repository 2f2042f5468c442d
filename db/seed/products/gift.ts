import type { ProductSpec } from '../spec.ts'

/** The gift card of the office, of many uses: no VAT until it pays for something (CGI 256 ter). */
export const GIFT: ProductSpec = {
  code: 'CADEAU',
  slug: 'carte-cadeau',
  family: 'BOUTIQUE',
  kind: 'VOUCHER',
  mode: 'OWN',
  vat: 'VOUCHER',
  account: '41911',
  fr: {
    title: 'Carte cadeau',
    short: 'À valoir sur tout ce que vend l’office.',
    description:
      'Bateau, visite, stage ou boutique\u00a0: la personne choisit, en une ou plusieurs fois, jusqu’à la fin du mois d’échéance.',
  },
  en: {
    title: 'Gift card',
    short: 'Good for everything that the office sells.',
    description: 'Boat, visit, course or shop: they choose, at once or little by little, until it expires.',
  },
  art: 'shop',
  channels: ['COUNTER'],
  options: [
    {
      code: 'CARTE',
      name: { fr: 'Carte', en: 'Card' },
      take: 'NONE',
      maxUnits: 50,
      units: [
        { fare: 'CARTE20', price: 2_000 },
        { fare: 'CARTE30', price: 3_000 },
        { fare: 'CARTE50', price: 5_000 },
        { fare: 'CARTE100', price: 10_000 },
        { fare: 'LIBRE', price: null },
      ],
    },
  ],
}
