import type { TenderInput } from '../../../api/shared/tender.ts'
import type { Chance } from './chance.ts'
import { OFFICE } from '../office.ts'

type Way = 'card' | 'cash' | 'cheque' | 'vouchers'

/** Notes that are handed over; the next round sum above what is due. */
const ROUND = [500, 1000, 2000, 5000, 10_000]
const VOUCHERS = [5000, 2500, 2000, 1000]

/** How a basket is paid, exactly: by card most often; vouchers pay services only, and the rest follows in another way. */
export function tendersOf(
  chance: Chance,
  { totalC, servicesC }: { totalC: number; servicesC: number },
): TenderInput[] {
  if (totalC === 0) return []
  const small = totalC < 1500
  const way = chance.pick<Way>([
    ['card', small ? 45 : 70],
    ['cash', totalC > OFFICE.cashCeilingC ? 0 : small ? 52 : 18],
    ['cheque', totalC > 2000 ? 5 : 1],
    ['vouchers', servicesC >= 2000 ? 7 : 0],
  ])
  if (way === 'vouchers') return vouchers(chance, totalC, servicesC)
  if (way === 'card' && totalC > 4000 && chance.happens(0.05)) return twoCards(chance, totalC)
  return [one(chance, way, totalC)]
}

/** As many vouchers as fit, no change; the rest by card or in cash. */
function vouchers(chance: Chance, totalC: number, servicesC: number): TenderInput[] {
  let left = Math.min(servicesC, chance.whole(2, 12) * 1000)
  let amountC = 0
  for (const face of VOUCHERS) {
    const count = Math.floor(left / face)
    amountC += count * face
    left -= count * face
  }
  const restC = totalC - amountC
  const paid: TenderInput = { means: 'ANCV_P', amountC }
  return restC === 0
    ? [paid]
    : [paid, one(chance, totalC <= OFFICE.cashCeilingC && chance.happens(0.5) ? 'cash' : 'card', restC)]
}

/** The fewest faces that come to these amounts, by face value in cents. */
export function facesOf(amounts: readonly number[]): Record<string, number> {
  const faces: Record<string, number> = {}
  for (const amountC of amounts) {
    let left = amountC
    for (const face of VOUCHERS) {
      faces[face] = (faces[face] ?? 0) + Math.floor(left / face)
      left %= face
    }
  }
  return faces
}

/** Friends share: two cards. */
function twoCards(chance: Chance, totalC: number): TenderInput[] {
  const half = Math.round(totalC / 2)
  return [one(chance, 'card', half), one(chance, 'card', totalC - half)]
}

function one(chance: Chance, way: Exclude<Way, 'vouchers'>, amountC: number): TenderInput {
  const digits = (count: number) => String(chance.whole(0, 10 ** count - 1)).padStart(count, '0')
  if (way === 'card') return { means: 'CB', amountC, ref: digits(6) }
  if (way === 'cheque') return { means: 'CHEQUE', amountC, ref: digits(7) }
  const tenderedC = chance.happens(0.3) ? amountC : handedOver(chance, amountC)
  return { means: 'CASH', amountC, tenderedC }
}

function handedOver(chance: Chance, amountC: number): number {
  const face = chance.pick(ROUND.map((f) => [f, f <= amountC * 2 ? 2 : f <= amountC * 5 ? 1 : 0.02] as const))
  return Math.ceil(amountC / face) * face
}
