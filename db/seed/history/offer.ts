import type { Family } from '../../../api/shared/catalog.ts'
import { PRODUCTS } from '../products/index.ts'
import type { OptionSpec, Price, ProductSpec } from '../spec.ts'
import type { Day } from '../../../api/shared/time.ts'
import type { Chance } from './chance.ts'

/**
 * How often each product is asked for within its family, by season: high, mid, low. The course and the dives are not
 * sold without the names of those who come, and the history has no people.
 */
const WISHES: Readonly<Record<string, readonly [high: number, mid: number, low: number]>> = {
  GOLFE: [40, 42, 60],
  BELLEILE: [34, 36, 40],
  HOUAT: [16, 14, 0],
  SINAGOT: [5, 3, 0],
  VOILIER: [3, 2, 0],
  ALIGN: [34, 34, 30],
  CAIRN: [18, 14, 0],
  MUSEE: [26, 36, 60],
  BALADE: [12, 10, 10],
  LANTERNE: [10, 6, 0],
  KAYAK: [24, 18, 0],
  PADDLE: [10, 6, 0],
  CATA: [7, 5, 0],
  CHAR: [14, 20, 30],
  VELO: [18, 26, 60],
  VAE: [10, 16, 0],
  CIMES: [8, 12, 0],
  HARPE: [50, 70, 100],
  FESTNOZ: [50, 30, 0],
  TRAIN: [1, 1, 1],
  SPA: [45, 45, 45],
  SPAWE: [55, 55, 55],
  // The Tire-Bouchon runs in summer, and on the weekends before and after.
  TIREBOUCHON: [75, 15, 0],
  BILLETSNCF: [25, 85, 100],
  CARTE: [30, 30, 30],
  TOPO: [12, 14, 14],
  PLAN: [14, 14, 12],
  MUG: [6, 6, 8],
  PALETS: [14, 14, 18],
  CARAMEL: [12, 12, 16],
  LIVRE: [4, 5, 8],
  MARINIERE: [4, 3, 4],
  SAC: [2, 2, 3],
  AFFICHE: [3, 3, 4],
}

export type Season = 'high' | 'mid' | 'low'

/** The season of a day, as `seasonRows` has it. */
export function seasonOf(day: Day): Season {
  const month = Number(day.slice(5, 7))
  if (month === 7 || month === 8) return 'high'
  return month >= 4 && month <= 10 ? 'mid' : 'low'
}

/** What a fare costs on a day, in cents; null when another's terminal says so. */
export function priceOn(price: Price | null, day: Day): number | null {
  return typeof price === 'object' && price !== null ? price[seasonOf(day)] : price
}

export type Offer = { product: ProductSpec; option: OptionSpec }

const SEASONS = ['high', 'mid', 'low'] as const
const OFFERS = new Map(
  SEASONS.map((season, i) => [
    season,
    PRODUCTS.flatMap((product) => {
      const weight = WISHES[product.code]?.[i] ?? 0
      const [option] = product.options
      return option && weight > 0 ? [[{ product, option }, weight] as const] : []
    }),
  ]),
)

/** Something of a family that is asked for in that season; null when it has nothing but what is left out. */
export function wishOf(
  chance: Chance,
  family: Family,
  season: Season,
  leftOut: ReadonlySet<string>,
): Offer | null {
  const offers = OFFERS.get(season)?.filter(
    ([{ product }]) => product.family === family && !leftOut.has(product.code),
  )
  return offers && offers.length > 0 ? chance.pick(offers) : null
}
