import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeOf, MEANS, refuseTenders, type TenderInput } from './tender.ts'

const CEILINGS = { cashCeilingC: 100_000, cashCeilingNonResidentC: 1_000_000 }
const FAMILY = { totalC: 9_200, servicesC: 7_100 }
const cash = (amountC: number, tenderedC?: number): TenderInput => ({
  means: 'CASH',
  amountC,
  ...(tenderedC === undefined ? {} : { tenderedC }),
})
const card = (amountC: number): TenderInput => ({ means: 'CB', amountC, ref: '004512' })
const ancv = (amountC: number): TenderInput => ({ means: 'ANCV_P', amountC })

describe('the family pays 92,00 in three ways', () => {
  const tenders = [ancv(5_000), card(3_000), cash(1_200, 2_000)]

  it('and gets 8,00 back in cash', () => {
    expect(refuseTenders(FAMILY, tenders, CEILINGS)).toBeNull()
    expect(changeOf(tenders)).toBe(800)
  })
})

describe('chèques-vacances (fiscal.md 11, test 11)', () => {
  it('pay services only, together: neither goods nor the SNCF', () => {
    expect(refuseTenders(FAMILY, [ancv(7_100), card(2_100)], CEILINGS)).toBeNull()
    expect(refuseTenders(FAMILY, [ancv(7_101), card(2_099)], CEILINGS)).toMatchObject({
      code: 'tender_not_allowed',
      means: 'ANCV_P',
      allowedC: 7_100,
    })
    expect(refuseTenders(FAMILY, [card(2_000), ancv(5_000), ancv(2_200)], CEILINGS)).toMatchObject({
      code: 'tender_not_allowed',
      n: 1,
    })
    expect(refuseTenders({ totalC: 900, servicesC: 0 }, [ancv(900)], CEILINGS)?.code).toBe(
      'tender_not_allowed',
    )
  })

  it('never give change, whatever is said of them', () => {
    expect(changeOf([{ ...ancv(5_000), tenderedC: 6_000 }])).toBe(0)
  })
})

describe('cash above the ceiling (fiscal.md 11, test 10)', () => {
  it('is refused on the whole debt, also when it is split', () => {
    const debt = { totalC: 100_001, servicesC: 100_001 }
    const refusal = { code: 'cash_ceiling', ceilingC: 100_000, totalC: 100_001 }
    expect(refuseTenders(debt, [cash(100_001)], CEILINGS)).toEqual(refusal)
    expect(refuseTenders(debt, [cash(1), card(100_000)], CEILINGS)).toEqual(refusal)
    expect(refuseTenders(debt, [card(100_001)], CEILINGS)).toBeNull()
    expect(refuseTenders({ totalC: 100_000, servicesC: 0 }, [cash(100_000)], CEILINGS)).toBeNull()
  })

  it('is taken from a non-resident who shows a proof, up to the higher ceiling', () => {
    const debt = { totalC: 1_000_000, servicesC: 0 }
    const proved = (amountC: number): TenderInput => ({ ...cash(amountC), proof: 'PASSPORT' })
    expect(refuseTenders(debt, [cash(500_000), proved(500_000)], CEILINGS)).toBeNull()
    expect(refuseTenders({ ...debt, totalC: 1_000_001 }, [proved(1_000_001)], CEILINGS)?.code).toBe(
      'cash_ceiling',
    )
  })
})

describe('acceptance (fiscal.md 11)', () => {
  it('Cash over ceiling blocked, also when split; non-resident path records proof type, never a scan.', () => {
    const debt = { totalC: 100_001, servicesC: 100_001 }
    for (const tenders of [
      [cash(100_001)],
      [cash(1), card(100_000)],
      [cash(50_000), cash(50_001)],
      [ancv(100_000), cash(1)],
    ])
      expect(refuseTenders(debt, tenders, CEILINGS)?.code).toBe('cash_ceiling')
    // What shows that somebody lives abroad is one of three words; nothing else of it can be said.
    const proofs = ['PASSPORT', 'IDENTITY_CARD', 'RESIDENCE_PERMIT'] as const satisfies TenderInput['proof'][]
    for (const proof of proofs)
      expect(refuseTenders(debt, [{ ...cash(100_001), proof }], CEILINGS)).toBeNull()
  })

  it('ANCV paper gives no change. SNCF line refuses it.', () => {
    expect(changeOf([{ ...ancv(5_000), tenderedC: 6_000 }])).toBe(0)
    const rail = { totalC: 900, servicesC: 0 }
    expect(refuseTenders(rail, [ancv(900)], CEILINGS)).toMatchObject({
      code: 'tender_not_allowed',
      allowedC: 0,
    })
    expect(refuseTenders({ totalC: 3_700, servicesC: 2_800 }, [ancv(2_801), card(899)], CEILINGS)?.code).toBe(
      'tender_not_allowed',
    )
  })
})

describe('any tenders', () => {
  const tender = fc.record({ means: fc.constantFrom(...MEANS), amountC: fc.integer({ min: 1, max: 20_000 }) })

  it('are accepted only when they come to the total exactly', () => {
    const some = fc.array(tender, { maxLength: 8 })
    fc.assert(
      fc.property(some, fc.integer({ min: -2, max: 2 }), (tenders, off) => {
        const totalC = Math.max(0, tenders.reduce((sum, t) => sum + t.amountC, 0) + off)
        const given = tenders.reduce((sum, t) => sum + t.amountC, 0)
        const refusal = refuseTenders({ totalC, servicesC: 1_000_000 }, tenders, CEILINGS)
        if (tenders.some((t) => t.means === 'CASH') && totalC > CEILINGS.cashCeilingC) {
          expect(refusal?.code).toBe('cash_ceiling')
        } else if (given === totalC) expect(refusal).toBeNull()
        else expect(refusal).toEqual({ code: 'tender_mismatch', missingC: totalC - given })
      }),
    )
  })

  it('give back what cash was handed over beyond what it settles', () => {
    const handed = fc.record({ amountC: fc.nat(10_000), more: fc.nat(10_000) })
    fc.assert(
      fc.property(fc.array(handed, { maxLength: 5 }), (list) => {
        const tenders = list.map(({ amountC, more }) => cash(amountC, amountC + more))
        expect(changeOf([...tenders, card(100)])).toBe(list.reduce((sum, h) => sum + h.more, 0))
      }),
    )
  })
})
