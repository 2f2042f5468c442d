import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discountOn, fitsProduct, mayGive, type Discount, type DiscountAsked } from './discount.ts'
import { cents } from './money.ts'

const discount = (over: Partial<Discount> = {}): Discount => ({
  id: 'dsc_1',
  code: 'REMISE',
  name: { fr: 'Remise' },
  kind: 'PERCENT',
  most: 1_000,
  roles: ['agent'],
  reasons: ['LOYALTY'],
  families: null,
  onBehalf: false,
  ...over,
})
const asked = (over: Partial<DiscountAsked> = {}): DiscountAsked => ({
  discountId: 'dsc_1',
  unitId: 'uni_1',
  qty: 1,
  value: 1_000,
  reason: 'LOYALTY',
  ...over,
})

describe('what is taken off', () => {
  it('a percentage is rounded once, on all its units together, half a cent up', () => {
    expect(discountOn(discount(), asked({ qty: 3 }), cents(105))).toBe(32)
    expect(discountOn(discount(), asked({ qty: 1 }), cents(105))).toBe(11)
  })

  it('a free place costs nothing, and an amount is for each unit', () => {
    expect(discountOn(discount({ kind: 'FREE' }), asked({ qty: 2 }), cents(2_800))).toBe(5_600)
    expect(discountOn(discount({ kind: 'AMOUNT' }), asked({ qty: 2, value: 150 }), cents(700))).toBe(300)
  })

  it('is never more than the price, whatever is asked', () => {
    const any = fc.record({
      kind: fc.constantFrom('FREE', 'PERCENT', 'AMOUNT' as const),
      value: fc.integer({ min: 1, max: 1_000_000 }),
      qty: fc.integer({ min: 1, max: 500 }),
      unitC: fc.integer({ min: 0, max: 50_000 }),
    })
    fc.assert(
      fc.property(any, ({ kind, value, qty, unitC }) => {
        const off = discountOn({ kind }, asked({ value, qty }), cents(unitC))
        return off >= 0 && off <= qty * unitC
      }),
    )
  })
})

describe('who may give it', () => {
  it('only up to its most, by its roles, for its reasons', () => {
    expect(mayGive(discount(), asked(), ['agent'])).toBe(true)
    expect(mayGive(discount(), asked({ value: 1_001 }), ['agent'])).toBe(false)
    expect(mayGive(discount(), asked(), ['accountant'])).toBe(false)
    expect(mayGive(discount(), asked({ reason: 'PRESS' }), ['agent'])).toBe(false)
    // A free place is free: no other value of it is sealed.
    expect(mayGive(discount({ kind: 'FREE', most: 10_000 }), asked({ value: 1 }), ['agent'])).toBe(false)
  })

  it('a principal’s price is theirs, and what another’s terminal printed is paid as it was printed', () => {
    const boat = { family: 'BOAT', kind: 'SESSION', saleMode: 'MANDATE' } as const
    expect(fitsProduct(discount(), boat)).toBe(false)
    expect(fitsProduct(discount({ onBehalf: true }), boat)).toBe(true)
    expect(fitsProduct(discount({ onBehalf: true, families: ['EVENT'] }), boat)).toBe(false)
    const book = { family: 'BOUTIQUE', kind: 'GOODS', saleMode: 'OWN' } as const
    expect(fitsProduct(discount({ kind: 'FREE' }), book)).toBe(false)
    expect(fitsProduct(discount(), book)).toBe(true)
    const rail = { family: 'RAIL', kind: 'EXTERNAL', saleMode: 'MANDATE' } as const
    expect(fitsProduct(discount({ onBehalf: true }), rail)).toBe(false)
  })
})
