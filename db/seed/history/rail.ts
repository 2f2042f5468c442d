import type { RailClass, RailProduct } from '../../../api/shared/rail.ts'
import { plusDays, type Day } from '../../../api/shared/time.ts'
import type { Chance } from './chance.ts'
import type { SiteCode } from './shape.ts'

/** What the terminal of the SNCF printed. */
export type PrintedTicket = {
  terminal: string
  ref: string
  product: RailProduct
  origin: string
  destination: string
  travelClass: RailClass
  travelDay: Day
  passengers: number
  fareC?: number
}

type Journey = { to: string; product: RailProduct; fareC: number; often: number }

/** Where one goes from Auray by train, with a fare for one adult in 2nd class: ranges from general knowledge. */
const JOURNEYS: readonly Journey[] = [
  { to: 'Vannes', product: 'TER', fareC: 480, often: 24 },
  { to: 'Lorient', product: 'TER', fareC: 870, often: 18 },
  { to: 'Quimper', product: 'TER', fareC: 2010, often: 8 },
  { to: 'Rennes', product: 'TER', fareC: 2460, often: 18 },
  { to: 'Nantes', product: 'TER', fareC: 2790, often: 10 },
  { to: 'Paris Montparnasse', product: 'GRANDES_LIGNES', fareC: 6900, often: 12 },
  { to: 'Lyon Part-Dieu', product: 'GRANDES_LIGNES', fareC: 9400, often: 2 },
]

/** A ticket for so many passengers; a return by the Tire-Bouchon has its price in the catalogue. */
export function printedTicket(
  chance: Chance,
  asked: { code: string; passengers: number; site: SiteCode; day: Day; ref: string },
): PrintedTicket {
  const { code, passengers, site, day, ref } = asked
  const common = { terminal: `SNCF-${site}`, ref, passengers, travelClass: '2' as RailClass }
  const ahead = chance.pick([
    [0, 50],
    [1, 22],
    [chance.whole(2, 12), 28],
  ])
  if (code === 'TIREBOUCHON') {
    const isBack = chance.happens(0.3)
    return {
      ...common,
      product: 'TIRE_BOUCHON',
      origin: isBack ? 'Quiberon' : 'Plouharnel-Carnac',
      destination: isBack ? 'Auray' : 'Quiberon',
      travelDay: plusDays(day, Math.min(ahead, 2)),
    }
  }
  const { to, product, fareC } = chance.pick(JOURNEYS.map((j) => [j, j.often] as const))
  const isFirst = product === 'GRANDES_LIGNES' && chance.happens(0.12)
  const factor = (isFirst ? 1.4 : 1) * (product === 'GRANDES_LIGNES' ? 0.75 + chance.next() * 0.5 : 1)
  return {
    ...common,
    product,
    travelClass: isFirst ? '1' : '2',
    origin: 'Auray',
    destination: to,
    travelDay: plusDays(day, ahead),
    fareC: passengers * Math.round((fareC * factor) / 10) * 10,
  }
}
