import type { ProductSpec } from '../spec.ts'

type Goods = {
  code: string
  slug: string
  title: [fr: string, en: string]
  short: [fr: string, en: string]
  description: [fr: string, en: string]
  price: number
  vat: 'NORMAL' | 'REDUCED'
  stock: number
  article: number
}

/** Books, maps and food at 5.5 %; postcards, textile and most confectionery at 20 % (fiscal.md 2.2). */
const GOODS: readonly Goods[] = [
  {
    code: 'CARTE',
    slug: 'carte-postale',
    title: ['Carte postale', 'Postcard'],
    short: ['Vingt vues au choix.', 'Twenty views to choose from.'],
    description: [
      'Alignements, plages, sinagots. Papier épais.',
      'Alignments, beaches, sinagots. Heavy card.',
    ],
    price: 100,
    vat: 'NORMAL',
    stock: 2400,
    article: 1,
  },
  {
    code: 'TOPO',
    slug: 'topoguide-des-megalithes',
    title: ['Topoguide des mégalithes', 'Walker’s guide to the megaliths'],
    short: ['Douze promenades, des menhirs aux dolmens.', 'Twelve walks, from menhirs to dolmens.'],
    description: [
      'Cartes au 1/25 000, temps, dénivelés, et ce qu’il faut savoir devant chaque pierre. 96 pages.',
      'Maps at 1:25,000, times, climbs, and what to know before each stone. 96 pages, in French.',
    ],
    price: 1200,
    vat: 'REDUCED',
    stock: 180,
    article: 2,
  },
  {
    code: 'PLAN',
    slug: 'plan-des-sentiers',
    title: ['Plan des sentiers', 'Map of the footpaths'],
    short: ['Toute la commune, indéchirable.', 'The whole town, tear-proof.'],
    description: [
      'Quarante kilomètres de sentiers, la côte et les pistes cyclables, à plat dans la poche.',
      'Forty kilometres of paths, the coast and the cycle tracks, flat in a pocket.',
    ],
    price: 600,
    vat: 'REDUCED',
    stock: 320,
    article: 3,
  },
  {
    code: 'MUG',
    slug: 'mug-carnac',
    title: ['Mug Carnac', 'Carnac mug'],
    short: ['Grès clair, trois menhirs en creux.', 'Pale stoneware, three menhirs in relief.'],
    description: [
      'Tourné à Auray, passe au lave-vaisselle. 30 cl.',
      'Thrown in Auray, dishwasher-safe. 30 cl.',
    ],
    price: 1100,
    vat: 'NORMAL',
    stock: 2,
    article: 4,
  },
  {
    code: 'PALETS',
    slug: 'palets-bretons',
    title: ['Palets bretons', 'Breton shortbread'],
    short: ['Pur beurre, boîte de vingt.', 'All butter, box of twenty.'],
    description: ['Beurre salé, cuits à Plouharnel. 250 g.', 'Salted butter, baked in Plouharnel. 250 g.'],
    price: 650,
    vat: 'REDUCED',
    stock: 140,
    article: 5,
  },
  {
    code: 'CARAMEL',
    slug: 'caramels-au-beurre-sale',
    title: ['Caramels au beurre salé', 'Salted butter caramels'],
    short: ['Tendres, en sachet de deux cents grammes.', 'Soft, in a bag of two hundred grams.'],
    description: ['Fleur de sel de Carnac.', 'With sea salt from Carnac.'],
    price: 700,
    vat: 'NORMAL',
    stock: 160,
    article: 6,
  },
  {
    code: 'LIVRE',
    slug: 'livre-carnac-six-mille-ans',
    title: ['Carnac, six mille ans', 'Carnac, six thousand years'],
    short: ['Le livre de la Maison des Mégalithes.', 'The book of the Maison des Mégalithes.'],
    description: [
      'Cent soixante pages de photographies et de relevés, français et anglais.',
      'A hundred and sixty pages of photographs and drawings, French and English.',
    ],
    price: 1800,
    vat: 'REDUCED',
    stock: 90,
    article: 7,
  },
  {
    code: 'MARINIERE',
    slug: 'mariniere-enfant',
    title: ['Marinière enfant', 'Child’s sailor top'],
    short: ['Coton épais, de 4 à 12 ans.', 'Heavy cotton, ages 4 to 12.'],
    description: [
      'Tricotée en Bretagne, rayures bleues ou tan.',
      'Knitted in Brittany, blue or tan stripes.',
    ],
    price: 2400,
    vat: 'NORMAL',
    stock: 60,
    article: 8,
  },
  {
    code: 'SAC',
    slug: 'sac-en-toile',
    title: ['Sac en toile à voile', 'Sailcloth bag'],
    short: ['Taillé dans de vieilles voiles.', 'Cut from old sails.'],
    description: ['Chaque sac est différent. Cousu à La Trinité.', 'No two alike. Sewn in La Trinité.'],
    price: 1900,
    vat: 'NORMAL',
    stock: 25,
    article: 9,
  },
  {
    code: 'AFFICHE',
    slug: 'affiche-de-la-baie',
    title: ['Affiche de la baie', 'Poster of the bay'],
    short: ['Huit encres, 40 × 60.', 'Eight inks, 40 × 60.'],
    description: ['Imprimée sur papier mat, en tube.', 'Printed on matt paper, in a tube.'],
    price: 1400,
    vat: 'NORMAL',
    stock: 70,
    article: 10,
  },
]

/** What the office sells over its own counters, with a stock and a barcode. */
export const BOUTIQUE: readonly ProductSpec[] = GOODS.map((goods) => ({
  code: goods.code,
  slug: goods.slug,
  family: 'BOUTIQUE',
  kind: 'GOODS',
  mode: 'OWN',
  vat: goods.vat,
  account: '707',
  fr: { title: goods.title[0], short: goods.short[0], description: goods.description[0] },
  en: { title: goods.title[1], short: goods.short[1], description: goods.description[1] },
  art: 'shop',
  withdrawal: '14_DAYS',
  stock: goods.stock,
  article: goods.article,
  channels: ['COUNTER'],
  options: [
    {
      code: 'PIECE',
      name: { fr: 'Pièce', en: 'Piece' },
      take: 'NONE',
      units: [{ fare: 'UNITE', price: goods.price, name: { fr: 'Pièce', en: 'Piece' } }],
    },
  ],
}))
