import { cents, type Cents } from '../../api/shared/money.ts'

/** Notes and coins of the euro, in cents, largest first; notes above 50 € are not given back at a counter. */
const PIECES = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]
const ROUND = [500, 1000, 2000, 5000, 10_000, 20_000, 50_000]

/** The fewest notes and coins that make an amount of cents, largest first. */
export function coinsOf(amountC: number): Cents[] {
  const pieces: Cents[] = []
  let left = amountC
  for (const piece of PIECES) {
    for (; left >= piece; left -= piece) pieces.push(cents(piece))
  }
  return pieces
}

/** Three round amounts that a visitor may hand over for what remains, smallest first, without the exact one. */
export function roundAmounts(remainingC: number): Cents[] {
  const amounts = new Set<number>()
  for (const step of ROUND) {
    const up = Math.ceil(remainingC / step) * step
    if (up > remainingC) amounts.add(up)
  }
  return [...amounts]
    .sort((a, b) => a - b)
    .slice(0, 3)
    .map(cents)
}

/** Faces of the paper chèque-vacances, in cents (fiscal.md 3.4): those of which one may be taken here. */
export function voucherAmounts(allowedC: number): Cents[] {
  return [1000, 2000, 2500, 5000].filter((face) => face <= allowedC).map(cents)
}
