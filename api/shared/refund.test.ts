import { describe, expect, it } from 'vitest'
import { readIban } from './iban.ts'
import { backOf, refundWays, refuseRefund, type LineAmounts } from './refund.ts'
import { MEANS } from './tender.ts'

/** The same numbers at every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

describe('parts of a line', () => {
  it('sum to it exactly, in whatever parts and order it is taken back, VAT by rate too', () => {
    const draw = chance(20_260_813)
    for (let basket = 0; basket < 500; basket++) {
      const sums = new Map<number, { back: number; sold: number }>()
      for (let i = 0; i < 4; i++) {
        const rate = [2_000, 1_000, 550, 210][draw(4)] ?? 0
        const qty = 1 + draw(12)
        const unitC = draw(5_000)
        const totalC = qty * unitC - draw(qty * unitC + 1)
        const vatC = Math.round((totalC * rate) / (10_000 + rate))
        const line: LineAmounts = { unitC, totalC, vatC, commissionC: draw(2) ? draw(totalC + 1) : null }
        let before = 0
        const sum = { totalC: 0, vatC: 0, htC: 0, discountC: 0, commissionC: 0 }
        while (before < qty) {
          const k = 1 + draw(qty - before)
          const back = backOf(line, qty, before, k)
          expect(k * unitC - back.discountC).toBe(back.totalC)
          expect(back.htC + back.vatC).toBe(back.totalC)
          for (const key of ['totalC', 'vatC', 'htC', 'discountC'] as const) sum[key] += back[key]
          sum.commissionC += back.commissionC ?? 0
          before += k
        }
        expect(sum).toEqual({
          totalC,
          vatC,
          htC: totalC - vatC,
          discountC: qty * unitC - totalC,
          commissionC: line.commissionC ?? 0,
        })
        const of = sums.get(rate) ?? { back: 0, sold: 0 }
        sums.set(rate, { back: of.back + sum.vatC, sold: of.sold + vatC })
      }
      for (const { back, sold } of sums.values()) expect(back).toBe(sold)
    }
  })

  it('the last takes the rest: 10,00 for three gives 3,33, 3,34 and 3,33', () => {
    const line = { unitC: 400, totalC: 1_000, vatC: 167, commissionC: null }
    expect([0, 1, 2].map((k) => backOf(line, 3, k, 1).totalC)).toEqual([333, 334, 333])
    expect([0, 1, 2].map((k) => backOf(line, 3, k, 1).vatC)).toEqual([56, 55, 56])
    expect(() => backOf(line, 3, 2, 2)).toThrow(RangeError)
  })
})

describe('the ways of the money', () => {
  it('cash comes of cash alone, and chèques-vacances never become money', () => {
    expect(MEANS.filter((m) => refundWays(m).includes('CASH'))).toEqual(['CASH'])
    expect(refundWays('ANCV_P')).toEqual(['AVOIR'])
  })

  it('several parts of one tender give back no more than is left of it', () => {
    const left = [{ n: 1, source: 'CASH' as const, leftC: 1_000 }]
    const part = (amountC: number) => ({ originN: 1, means: 'CASH' as const, amountC })
    expect(refuseRefund(1_000, [part(400), part(600)], left)).toBeNull()
    expect(refuseRefund(1_001, [part(400), part(601)], left)).toMatchObject({ n: 1, leftC: 600 })
    expect(refuseRefund(1_000, [part(400)], left)).toEqual({ code: 'tender_mismatch', missingC: 600 })
  })
})

describe('an IBAN', () => {
  it('is read with spaces and small letters, and refused with one wrong figure', () => {
    expect(readIban('fr76 3000 6000 0112 3456 7890 189')).toBe('FR7630006000011234567890189')
    expect(readIban('FR76 3000 6000 0112 3456 7890 188')).toBeNull()
    expect(readIban('DE89 3704 0044 0532 0130 00')).toBe('DE89370400440532013000')
    expect(readIban('FR76 3000 6000 0112 3456 7890 18')).toBeNull()
    expect(readIban('')).toBeNull()
  })
})
