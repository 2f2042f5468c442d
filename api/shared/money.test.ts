import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyRate,
  cents,
  formatEuros,
  parseEuros,
  prorate,
  roundHalfUp,
  sumCents,
  typographic,
  vatIncluded,
} from './money.ts'

/** Up to the largest sum that a cents column holds, and either sign. */
const amount = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 })
const positive = fc.integer({ min: 0, max: 2_000_000_000 })
const rate = fc.constantFrom(210, 550, 700, 1_000, 1_960, 2_000)

describe('VAT contained in a price', () => {
  it.each([
    [800, 2_000, 133, 667],
    [1_200, 550, 63, 1_137],
    [100, 2_000, 17, 83],
    [700, 1_000, 64, 636],
    [999, 210, 21, 978],
    [1, 2_000, 0, 1],
  ])('of %i at %i is %i, and %i before tax (fiscal.md 2.5)', (ttc, rateBp, vat, ht) => {
    expect(vatIncluded(ttc, rateBp)).toBe(vat)
    expect(ttc - vatIncluded(ttc, rateBp)).toBe(ht)
  })

  it('is the exact quotient, rounded half up', () => {
    fc.assert(
      fc.property(positive, rate, (ttc, rateBp) => {
        const [n, d] = [BigInt(ttc) * BigInt(rateBp), BigInt(10_000 + rateBp)]
        expect(BigInt(vatIncluded(ttc, rateBp))).toBe((2n * n + d) / (2n * d))
      }),
    )
  })

  it('of a refund mirrors that of its sale', () => {
    fc.assert(
      fc.property(positive, rate, (ttc, rateBp) => {
        expect(vatIncluded(-ttc, rateBp) + vatIncluded(ttc, rateBp)).toBe(0)
      }),
    )
  })
})

describe('rounding', () => {
  it('goes up at the half, away from zero', () => {
    expect([roundHalfUp(5, 10), roundHalfUp(4, 10), roundHalfUp(15, 10), roundHalfUp(-5, 10)]).toEqual([
      1, 0, 2, -1,
    ])
    expect(Object.is(roundHalfUp(-4, 10), 0)).toBe(true)
  })

  it('of a commission is the exact product, rounded once', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 0, max: 10_000 }), (base, rateBp) => {
        const exact = (2n * BigInt(base) * BigInt(rateBp) + 10_000n) / 20_000n
        expect(BigInt(applyRate(base, rateBp))).toBe(exact)
      }),
    )
  })
})

describe('a sum shared out', () => {
  it('of the worked ticket: 6,67 before tax are 5,84 for the walk and 0,83 for the postcard (fiscal.md 2.5)', () => {
    expect(prorate(667, [700, 100])).toEqual([584, 83])
  })

  it('comes to the sum again, whatever the weights and the sign', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(amount, weights, (total, list) => {
        const safe = total % 1_000_000
        const parts = prorate(safe, list)
        expect(parts).toHaveLength(list.length)
        expect(sumCents(parts)).toBe(safe === 0 ? 0 : safe)
      }),
    )
  })

  it('gives each part its exact share, up or down by less than a cent', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (total, list) => {
        const all = list.reduce((a, b) => a + b, 0)
        for (const [i, part] of prorate(total, list).entries()) {
          expect(Math.abs(part * all - total * (list[i] ?? 0))).toBeLessThan(all)
        }
      }),
    )
  })

  it('breaks a tie for the larger weight, then for the first', () => {
    expect(prorate(1, [1, 1])).toEqual([1, 0])
    expect(prorate(5, [10, 30, 10])).toEqual([1, 3, 1])
    expect(prorate(1, [3, 9, 3])).toEqual([0, 1, 0])
    expect(prorate(100, [0, 0])).toEqual([100, 0])
    expect(prorate(-667, [700, 100])).toEqual([-584, -83])
  })
})

describe('cents', () => {
  it('are whole numbers: a half, an infinity and a minus zero are not', () => {
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => cents(wrong)).toThrow(RangeError)
    }
    expect(Object.is(cents(-0), 0)).toBe(true)
  })

  it('are read as they are spoken, and refused when they are not an amount', () => {
    const spoken = {
      '50': 5_000,
      '50,5': 5_050,
      '50.50': 5_050,
      '1 234,50': 123_450,
      '12,': 1_200,
      '8 €': 800,
      '0': 0,
    }
    for (const [text, amount] of Object.entries(spoken)) expect(parseEuros(text), text).toBe(amount)
    for (const text of ['', '-5', '1,234', '12,345', 'abc', '1e3', '1,2,3', '99999999', '٣', '0x10']) {
      expect(parseEuros(text), text).toBeNull()
    }
  })

  it('are read back from what is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (amount) => {
        expect(parseEuros(formatEuros(amount))).toBe(amount)
      }),
    )
  })

  it('are shown with no-break spaces and a true minus', () => {
    expect(formatEuros(123_450)).toBe('1\u00a0234,50\u00a0€')
    expect(formatEuros(-800)).toBe('\u22128,00\u00a0€')
    expect(formatEuros(800, 'en')).toBe('€8.00')
    expect(typographic('-1\u202f000')).toBe('\u22121\u00a0000')
  })
})
