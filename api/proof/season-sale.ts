import type { SellInput } from '../sale/input.ts'
import type { SaleRequest } from '../sale/prepare.ts'
import { agentOf } from '../sale/given-sale.ts'
import { saleRequest, sell } from '../sale/sale.ts'
import { newId } from '../shared/id.ts'
import type { Day, Instant } from '../shared/time.ts'
import { cardBasket, vouchersOf } from '../voucher/given-card.ts'
import { basketOf, NOTHING, totalOf, type Wish } from './basket.ts'
import { count, type Card, type Season } from './season.ts'

/** Where and when something is sold: the shift of each register, and which boat leaves that day. */
export type Till = { day: Day; boat: number; shifts: string[]; isNight: boolean }

type Way = Wish['paid'] | 'ANCV' | 'CARD' | 'TERMINAL' | 'GIFT_SOLD'
/** A sale about to be made: what was wished, how it is paid, with which card. */
export type Made = { input: SellInput; request: SaleRequest; way: Way; wish: Wish; card: Card | null }

/** What one visitor wants, and the request that sells it. */
export function visitor(season: Season, till: Till, register: number): Made {
  const { chance, cards } = season
  let way = chance.pick<Way>([
    ['CASH', 36],
    ['CB', 34],
    ['CHEQUE', 6],
    ['SPLIT', 4],
    ['ANCV', 6],
    ['CARD', 5],
    ['TERMINAL', 6],
    ['GIFT_SOLD', 3],
  ])
  const usable = cards.findIndex((card) => card.balanceC > 0 && card.expiresOn >= till.day)
  if (way === 'CARD' && usable < 0) way = 'CASH'
  if (till.isNight && way === 'ANCV') way = 'CASH'
  if (way === 'GIFT_SOLD') return giftSold(season, till, register)
  const card = way === 'CARD' ? (cards.splice(usable, 1)[0] ?? null) : null
  const isBoat = way === 'ANCV' || way === 'CARD'
  const wish =
    isBoat && !till.isNight ? boatFor(chance.whole(1, 2), register) : wished(season, till, register)
  const plain = way === 'CASH' || way === 'CB' || way === 'CHEQUE' || way === 'SPLIT' ? way : null
  const input = basketOf(at(season, till), season.trade, { ...wish, paid: plain ?? 'CB' })
  const sale = plain ? input : { ...input, ...paid(way, totalOf(wish), card) }
  const asked = saleRequest(agentOf(season.office), sale as SellInput)
  const request = way === 'TERMINAL' ? { ...asked, vouched: ['CB_TERMINAL' as const] } : asked
  return { input: sale as SellInput, request, way, wish, card }
}

/** The office as it is on that day: its shifts, and its first boat is that of the day. */
const at = ({ office }: Season, { boat, shifts, day }: Till) => ({
  ...office,
  day,
  shifts,
  sessions: office.sessions.slice(boat),
})

const boatFor = (adults: number, register: number): Wish => ({
  ...NOTHING,
  register,
  boats: [{ session: 0, adults, children: 0, babies: 0, families: 0 }],
})

function wished({ chance }: Season, { isNight }: Till, register: number): Wish {
  const some = (probability: number, most: number) =>
    chance.happens(probability) ? chance.whole(1, most) : 0
  const hasBoat = !isNight && chance.happens(0.5)
  const boat = { session: 0, adults: chance.whole(1, 3), children: some(0.4, 2), babies: 0, families: 0 }
  const wish = {
    ...NOTHING,
    register,
    boats: hasBoat ? [boat] : [],
    books: some(0.35, 2),
    trains: some(0.15, 1),
    visits: some(0.2, 4),
    passes: some(0.15, 3),
    off: { free: 0, books: chance.happens(0.15) },
  }
  return hasBoat || wish.books + wish.trains + wish.visits + wish.passes > 0 ? wish : { ...wish, books: 1 }
}

function paid(
  way: Way,
  totalC: number,
  card: Card | null,
): Pick<SellInput, 'expected'> & { tenders: unknown[] } {
  const expected = { totalC, changeC: 0 }
  if (way === 'ANCV')
    return {
      expected,
      tenders: [
        { means: 'ANCV_P', amountC: 2_000 },
        { means: 'CASH', amountC: totalC - 2_000 },
      ],
    }
  if (way === 'TERMINAL')
    return { expected, tenders: [{ means: 'CB_TERMINAL', amountC: totalC, ref: 'ch4512' }] }
  const amountC = Math.min(totalC, card?.balanceC ?? 0)
  const rest = totalC > amountC ? [{ means: 'CASH', amountC: totalC - amountC }] : []
  return { expected, tenders: [{ means: card?.means, amountC, voucherCode: card?.code }, ...rest] }
}

function giftSold(season: Season, till: Till, register: number): Made {
  const { office, gift, chance } = season
  const input: SellInput = {
    ...cardBasket(office, gift, chance.whole(2, 10) * 1_000),
    id: newId('sale'),
    registerId: office.registers[register] ?? '',
    shiftId: till.shifts[register] ?? '',
  }
  return { input, request: saleRequest(agentOf(office), input), way: 'GIFT_SOLD', wish: NOTHING, card: null }
}

/** Sells to all of them in one batch, at that moment; what was bought or spent of cards is remembered. */
export async function sellTo(season: Season, made: readonly Made[], now: Instant): Promise<void> {
  const { db, keys, cards } = season
  const outcomes = await sell(
    { db, keys, now: () => now },
    made.map(({ request }) => request),
  )
  for (const [i, { way, input, card }] of made.entries()) {
    const outcome = outcomes[i]
    if (!outcome?.ok) throw new Error(`${way}: ${outcome?.error.code} ${JSON.stringify(outcome?.error.data)}`)
    count(season, 'sales')
    count(season, way)
    if (card) {
      const spentC = input.tenders[0]?.amountC ?? 0
      cards.push({ ...card, balanceC: card.balanceC - spentC })
    }
    if (way !== 'GIFT_SOLD') continue
    for (const one of await vouchersOf(db, input.id))
      cards.push({ code: one.code, means: 'GIFT', balanceC: one.balanceC, expiresOn: one.expiresOn })
  }
}
