import { describe, expect, test } from 'vitest'
import { fixable, fixAmount, refuseFixRef, rightMeans } from './fix.ts'
import { givenBack, missingOf, partsOf, refusePart, type AllTyped } from './give-back.ts'
import { givenTender } from './given-sold.ts'

const three = [givenTender(1, 'ANCV_P', 4_000), givenTender(2, 'CB', 2_000), givenTender(3, 'CASH', 3_100)]
const amounts = (totalC: number, typed: AllTyped = {}) =>
  Object.fromEntries(partsOf(three, totalC, typed).map((one) => [one.tender.means, one.amountC]))

describe('what goes back is spread over what paid', () => {
  test('cash first, then the card, then what becomes a credit note; none above what it brought', () => {
    expect(amounts(1_500)).toEqual({ CASH: 1_500, CB: 0, ANCV_P: 0 })
    expect(amounts(5_600)).toEqual({ CASH: 3_100, CB: 2_000, ANCV_P: 500 })
    expect(amounts(9_100)).toEqual({ CASH: 3_100, CB: 2_000, ANCV_P: 4_000 })
  })

  test('an amount that is typed stays, and the others take what remains', () => {
    expect(amounts(5_600, { 1: { amount: '40' } })).toEqual({ CASH: 1_600, CB: 0, ANCV_P: 4_000 })
    expect(amounts(5_600, { 3: { amount: '0' } })).toEqual({ CASH: 0, CB: 2_000, ANCV_P: 3_600 })
  })

  test('what is missing or too much is counted, and words are no amount', () => {
    const typed = { 1: { amount: '1' }, 2: { amount: '1' }, 3: { amount: '1' } }
    expect(missingOf(partsOf(three, 5_600, typed), 5_600)).toBe(5_300)
    expect(missingOf(partsOf(three, 200, typed), 200)).toBe(-100)
    const [cash] = partsOf(three, 5_600, { 3: { amount: 'tout' } })
    expect(cash && refusePart(cash)).toEqual({ why: 'amount' })
  })

  test('a means whose money is back gives nothing more', () => {
    expect(partsOf([{ ...givenTender(1, 'CASH', 0) }], 0, {})).toEqual([])
  })
})

describe('a part is refused', () => {
  const part = (means: Parameters<typeof givenTender>[1], typed: AllTyped[number] = {}) => {
    const [one] = partsOf([givenTender(1, means, 5_600)], 5_600, { 1: typed })
    if (!one) throw new Error('no part')
    return one
  }

  test('on a card without the number of the credit, or with the number of the card', () => {
    expect(refusePart(part('CB'))).toEqual({ why: 'ref', fault: 'empty' })
    expect(refusePart(part('CB', { ref: '4242 4242 4242 4242' }))).toEqual({ why: 'ref', fault: 'card' })
    expect(refusePart(part('CB', { ref: '004512' }))).toBeNull()
  })

  test('above what was paid so', () => {
    expect(refusePart(part('CASH', { amount: '56,01' }))).toEqual({ why: 'over', mostC: 5_600 })
  })

  test('by transfer to an account that is none, or whose holder is not known', () => {
    const iban = 'FR76 3000 6000 0112 3456 7890 189'
    expect(refusePart(part('CHEQUE'))).toBeNull()
    expect(refusePart(part('CHEQUE', { iban: 'FR76 3000' }))).toEqual({ why: 'iban' })
    expect(refusePart(part('CHEQUE', { iban }))).toEqual({ why: 'holder' })
    expect(givenBack([part('CHEQUE', { iban, holder: ' A. Le Goff ' })])).toEqual([
      {
        originN: 1,
        means: 'VIREMENT',
        amountC: 5_600,
        iban: 'FR7630006000011234567890189',
        holder: 'A. Le Goff',
      },
    ])
  })

  test('by transfer instead of cash without an account to credit', () => {
    expect(refusePart(part('CASH', { means: 'VIREMENT' }))).toEqual({ why: 'iban_missing' })
  })
})

describe('a payment that was said wrong', () => {
  test('is one that an agent typed, and is said again as another', () => {
    const all = [givenTender(1, 'CASH', 100), givenTender(2, 'GIFT', 100), givenTender(3, 'CB', 0)]
    expect(fixable(all).map((one) => one.n)).toEqual([1])
    expect(rightMeans(givenTender(1, 'CASH', 100))).toEqual(['CB', 'CHEQUE', 'ANCV_P'])
  })

  test('is all of it unless less is typed, never more', () => {
    const cash = givenTender(1, 'CASH', 5_600)
    expect(fixAmount(cash, '')).toBe(5_600)
    expect(fixAmount(cash, '20')).toBe(2_000)
    expect(fixAmount(cash, '56,01')).toBeNull()
    expect(fixAmount(cash, '0')).toBeNull()
  })

  test('as a card needs its slip, as a cheque its number only if there is one', () => {
    expect(refuseFixRef('CB', '')).toBe('empty')
    expect(refuseFixRef('CHEQUE', '')).toBeNull()
    expect(refuseFixRef('CHEQUE', 'n°5')).toBe('signs')
    expect(refuseFixRef('CASH', '')).toBeNull()
  })
})
