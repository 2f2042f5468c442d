import type { ProductSpec } from '../spec.ts'
import { BOATS } from './boats.ts'
import { BOUTIQUE } from './boutique.ts'
import { EVENTS } from './events.ts'
import { GIFT } from './gift.ts'
import { LEISURE } from './leisure.ts'
import { SHORE } from './shore.ts'
import { VISITS } from './visits.ts'
import { WATER } from './water.ts'

/** The catalogue of the demonstration (fiscal.md 10.2), in the order screens list it. */
export const PRODUCTS: readonly ProductSpec[] = [
  ...BOATS,
  ...VISITS,
  ...WATER,
  ...SHORE,
  ...LEISURE,
  ...EVENTS,
  ...BOUTIQUE,
  GIFT,
]

/** Tiles of a register: article, then fare. */
export const FAVOURITES: readonly [product: string, fare: string][] = [
  ['CARTE', 'UNITE'],
  ['TOPO', 'UNITE'],
  ['PLAN', 'UNITE'],
  ['MUG', 'UNITE'],
  ['MUSEE', 'ADULTE'],
  ['MUSEE', 'ENFANT'],
  ['TIREBOUCHON', 'ADULTE'],
  ['VELO', 'ADULTE'],
  ['SPA', 'ADULTE'],
  ['PALETS', 'UNITE'],
  ['CARAMEL', 'UNITE'],
  ['CADEAU', 'LIBRE'],
]
