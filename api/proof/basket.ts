import type { Given } from '../../db/given-type.ts'
import { TRADE_PRICE, type Trade } from '../../db/given-trade.ts'
import type { SellInput } from '../sale/input.ts'
import { newId } from '../shared/id.ts'

/** What a random agent puts in a basket: how many of each, on which boats, and how it is paid. */
export type Wish = {
  boats: { session: number; adults: number; children: number; babies: number; families: number }[]
  books: number
  trains: number
  /** People and dogs out to the island and back. */
  island: { people: number; dogs: number }
  /** Places of a course, in all its sessions. */
  course: number
  /** Open-dated tickets: of the office, which are counted, and of a provider, which are not. */
  visits: number
  passes: number
  /** Adults of the first boat who come free, and whether a tenth is taken off the books. */
  off: { free: number; books: boolean }
  /** They left a number. */
  named: boolean
  register: number
  paid: 'CASH' | 'CB' | 'CHEQUE' | 'SPLIT'
}

/** An empty basket, to add to. */
export const NOTHING: Wish = {
  boats: [],
  books: 0,
  trains: 0,
  island: { people: 0, dogs: 0 },
  course: 0,
  visits: 0,
  passes: 0,
  off: { free: 0, books: false },
  named: false,
  register: 0,
  paid: 'CB',
}

/** What is counted, by its index in the model: three boats, out, back, the two sessions of a course, the visit. */
export const BOATS = 3
export const COUNTED = BOATS + 5

export const PRICE = { adult: 2_800, child: 1_500, baby: 0, family: 7_900, book: 1_200, train: 900 } as const

export function totalOf(wish: Wish): number {
  const boats = wish.boats.map(
    (b) => b.adults * PRICE.adult + b.children * PRICE.child + b.families * PRICE.family,
  )
  const trade =
    wish.island.people * TRADE_PRICE.adult +
    wish.island.dogs * TRADE_PRICE.dog +
    wish.course * TRADE_PRICE.course +
    wish.visits * TRADE_PRICE.visit +
    wish.passes * TRADE_PRICE.pass
  const whole = boats.reduce((a, b) => a + b, 0) + wish.books * PRICE.book + wish.trains * PRICE.train + trade
  return whole - freeOf(wish) * PRICE.adult - (wish.off.books ? (wish.books * PRICE.book) / 10 : 0)
}

/** Adults of the first boat who pay nothing: no more than there are. */
const freeOf = (wish: Wish) => Math.min(wish.off.free, wish.boats[0]?.adults ?? 0)

/** Places that a wish takes, by index of what is counted. */
export function seatsOf(wish: Wish): Map<number, number> {
  const seats = new Map<number, number>()
  for (const b of wish.boats) {
    const n = b.adults + b.children + b.babies + b.families * 4
    seats.set(b.session, (seats.get(b.session) ?? 0) + n)
  }
  const { island, course, visits } = wish
  for (const [i, n] of [island.people, island.people, course, course, visits].entries())
    seats.set(BOATS + i, n)
  return seats
}

/** The basket of a wish, under ids of its own unless given. */
export function basketOf(given: Given, trade: Trade, wish: Wish, over: Partial<SellInput> = {}): SellInput {
  const id = newId('sale')
  const totalC = totalOf(wish)
  return {
    id,
    orderId: newId('order'),
    registerId: given.registers[wish.register] ?? '',
    shiftId: given.shifts[wish.register] ?? '',
    lines: [...linesOf(given, trade, wish, id), ...tradeLines(trade, wish)],
    ...(wish.named ? { visitor: { phone: '+33639981234' }, visitorKind: 'HOLIDAY' as const } : {}),
    tenders: tendersOf(totalC, wish.paid),
    expected: { totalC, changeC: wish.paid === 'CASH' && totalC > 0 ? 500 : 0 },
    ...over,
  }
}

function linesOf(given: Given, trade: Trade, wish: Wish, id: string): SellInput['lines'] {
  const { boat, topoguide, sncf } = given
  const some = (units: { unitId: string; qty: number }[]) => units.filter((u) => u.qty > 0)
  const free = (i: number) => (i === 0 ? freeOf(wish) : 0)
  const boats = wish.boats.map((b, i) => ({
    optionId: boat.option,
    sessionIds: [given.sessions[b.session]?.id ?? ''],
    units: some([
      { unitId: boat.adult, qty: b.adults },
      { unitId: boat.child, qty: b.children },
      { unitId: boat.baby, qty: b.babies },
      { unitId: boat.family, qty: b.families },
    ]),
    ...(free(i) > 0
      ? {
          discounts: [
            {
              discountId: trade.discounts.free,
              unitId: boat.adult,
              qty: free(i),
              value: 10_000,
              reason: 'GROUP_LEADER' as const,
            },
          ],
        }
      : {}),
  }))
  const books = {
    optionId: topoguide.option,
    sessionIds: [],
    units: some([{ unitId: topoguide.unit, qty: wish.books }]),
    ...(wish.off.books
      ? {
          discounts: [
            {
              discountId: trade.discounts.tenth,
              unitId: topoguide.unit,
              qty: wish.books,
              value: 1_000,
              reason: 'LOYALTY' as const,
            },
          ],
        }
      : {}),
  }
  const trains = {
    optionId: sncf.option,
    sessionIds: [],
    units: some([{ unitId: sncf.unit, qty: wish.trains }]),
    external: {
      terminal: 'SNCF-1',
      ref: id.slice(4),
      product: 'TIRE_BOUCHON' as const,
      origin: 'Auray',
      destination: 'Quiberon',
      travelClass: '2' as const,
      travelDay: given.day,
      passengers: Math.max(1, wish.trains),
    },
  }
  return [...boats, books, trains].filter((line) => line.units.length > 0)
}

function tradeLines({ island, course, visit, pass }: Trade, wish: Wish): SellInput['lines'] {
  const line = (optionId: string, sessions: { id: string }[], ...units: [unitId: string, qty: number][]) => ({
    optionId,
    sessionIds: sessions.map((s) => s.id),
    units: units.filter(([, qty]) => qty > 0).map(([unitId, qty]) => ({ unitId, qty })),
  })
  const crossing = [...island.out.slice(0, 1), ...island.back.slice(1, 2)]
  return [
    line(island.option, crossing, [island.adult, wish.island.people], [island.dog, wish.island.dogs]),
    line(course.option, course.groups[0] ?? [], [course.adult, wish.course]),
    line(visit.option, [], [visit.adult, wish.visits]),
    line(pass.option, [], [pass.adult, wish.passes]),
  ].filter((one) => one.units.length > 0)
}

function tendersOf(totalC: number, paid: Wish['paid']): SellInput['tenders'] {
  if (totalC === 0) return []
  if (paid === 'CASH') return [{ means: 'CASH', amountC: totalC, tenderedC: totalC + 500 }]
  if (paid === 'CB') return [{ means: 'CB', amountC: totalC, ref: '004512' }]
  if (paid === 'CHEQUE') return [{ means: 'CHEQUE', amountC: totalC, ref: '0001234' }]
  const card = Math.floor(totalC / 3)
  return [
    { means: 'CB', amountC: card, ref: '004513' },
    { means: 'CHEQUE', amountC: totalC - card },
  ]
}
