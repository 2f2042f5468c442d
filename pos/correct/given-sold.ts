import { refundWays } from '../../api/shared/refund.ts'
import type { Means } from '../../api/shared/tender.ts'
import type { Correctable, SoldLine, SoldTender } from './correct-api.ts'

/** A sale of three boat tickets and two postcards, for tests: 28,00 twice, one child at 15,00, 1,01 for both cards. */
export function givenSold(more: Partial<Correctable> = {}): Correctable {
  return {
    id: 'sal_1',
    number: 'B1-2026-000001',
    totalC: 7_201,
    lines: [
      givenLine({ n: 1, fare: 'Adulte', qty: 2, left: 2, unitC: 2_800, backC: [2_800, 5_600] }, ['a', 'b']),
      givenLine({ n: 2, fare: 'Enfant', qty: 1, left: 1, unitC: 1_500, backC: [1_500] }, ['c']),
      // Two cards for 1,01: the last takes the rest.
      givenLine(
        { n: 3, label: 'Carte postale', fare: null, qty: 2, left: 2, unitC: 51, backC: [51, 101] },
        [],
      ),
    ],
    tenders: [givenTender(1, 'CASH', 7_201)],
    approvalFromC: 15_000,
    ...more,
  }
}

export const givenLine = (line: Partial<SoldLine>, tickets: string[] = []): SoldLine => ({
  n: 1,
  label: 'Golfe du Morbihan',
  fare: 'Adulte',
  qty: 1,
  left: 1,
  unitC: 2_800,
  backC: [2_800],
  tickets: tickets.map((id) => ({ id, shortCode: `CODE${id}`, name: null, isUsed: false, isVoid: false })),
  startsAt: null,
  freeUntil: null,
  isFree: true,
  externalRef: null,
  ...line,
})

export const givenTender = (n: number, means: Means, leftC: number): SoldTender => ({
  n,
  means,
  ref: null,
  amountC: leftC,
  leftC,
  ways: [...refundWays(means)],
})
