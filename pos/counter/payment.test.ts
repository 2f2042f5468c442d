import { expect, test } from 'vitest'
import { isTyped, type TypedTender } from '../../api/shared/tender.ts'
import { changeOf, completes, freshEntry, refuseEntry, tenderOf, type Entry } from './payment.ts'

/** Boat 71.00, topoguide 12.00, SNCF 9.00: issue 2's family. */
const debt = { totalC: 9200, servicesC: 7100 }
const ceilings = { cashCeilingC: 100_000, cashCeilingNonResidentC: 1_000_000 }
const entry = (more: Partial<Entry>): Entry => ({ ...freshEntry(), ...more })

test('the family pays in three ways and gets 8,00 € back', () => {
  const tenders: TypedTender[] = []
  const put = (one: Entry) => {
    expect(refuseEntry(one, debt, tenders, ceilings)).toBeNull()
    const tender = tenderOf(one, debt, tenders)
    const last = completes(tender, debt, tenders)
    if (tender && isTyped(tender)) tenders.push(tender)
    return last
  }
  expect(put(entry({ means: 'ANCV_P', typed: '50' }))).toBe(false)
  expect(put(entry({ means: 'CB', typed: '30', stage: 'ref', ref: '004512' }))).toBe(false)
  expect(put(entry({ means: 'CASH', typed: '20' }))).toBe(true)
  expect(tenders).toEqual([
    { means: 'ANCV_P', amountC: 5000 },
    { means: 'CB', amountC: 3000, ref: '004512' },
    { means: 'CASH', amountC: 1200, tenderedC: 2000 },
  ])
  expect(changeOf(tenders)).toBe(800)
})

test('chèques-vacances pay services only and never give change', () => {
  expect(refuseEntry(entry({ means: 'ANCV_P', typed: '72' }), debt, [], ceilings)).toEqual({
    why: 'services_only',
    maxC: 7100,
  })
  expect(refuseEntry(entry({ means: 'ANCV_P' }), { totalC: 1200, servicesC: 0 }, [], ceilings)).toEqual({
    why: 'services_only',
    maxC: 0,
  })
  // Where all that remains are services, it is change that they do not give.
  const boat = { totalC: 7100, servicesC: 7100 }
  expect(refuseEntry(entry({ means: 'ANCV_P', typed: '500' }), boat, [], ceilings)).toEqual({
    why: 'no_change',
    means: 'ANCV_P',
    maxC: 7100,
  })
  const half: TypedTender[] = [{ means: 'CB', amountC: 5000, ref: '1' }]
  expect(refuseEntry(entry({ means: 'ANCV_P', typed: '50' }), debt, half, ceilings)).toEqual({
    why: 'no_change',
    means: 'ANCV_P',
    maxC: 4200,
  })
})

test('the card asks its slip, and takes no more than what remains', () => {
  expect(refuseEntry(entry({ means: 'CB', stage: 'ref' }), debt, [], ceilings)).toEqual({
    why: 'ref',
    fault: 'empty',
    means: 'CB',
  })
  expect(refuseEntry(entry({ means: 'CB', typed: '92,01' }), debt, [], ceilings)).toMatchObject({
    why: 'no_change',
  })
})

test('a number that the server would refuse is refused before it is put', () => {
  const asked = (means: 'CB' | 'CHEQUE', ref: string) => {
    const refusal = refuseEntry(entry({ means, stage: 'ref', ref }), debt, [], ceilings)
    return refusal?.why === 'ref' ? refusal.fault : refusal
  }
  for (const means of ['CB', 'CHEQUE'] as const) {
    expect(asked(means, '004512')).toBeNull()
    expect(asked(means, 'n°12')).toBe('signs')
    expect(asked(means, '7'.repeat(25))).toBe('long')
    expect(asked(means, '4111111111111111')).toBe('card')
  }
  // A cheque may go without its number.
  expect(asked('CHEQUE', '')).toBeNull()
})

test('cash above the ceiling asks a proof, and is refused above the higher one', () => {
  const big = { totalC: 120_000, servicesC: 0 }
  expect(refuseEntry(entry({}), big, [], ceilings)).toEqual({
    why: 'ceiling',
    ceilingC: 100_000,
    provable: true,
  })
  expect(refuseEntry(entry({ proof: 'PASSPORT' }), big, [], ceilings)).toBeNull()
  const huge = { totalC: 1_000_001, servicesC: 0 }
  expect(refuseEntry(entry({ typed: '10' }), huge, [], ceilings)).toMatchObject({
    why: 'ceiling',
    provable: false,
  })
})

test('cash handed over is at most 500,00 € more than what remains', () => {
  expect(refuseEntry(entry({ typed: '592' }), debt, [], ceilings)).toBeNull()
  expect(refuseEntry(entry({ typed: '592,01' }), debt, [], ceilings)).toEqual({
    why: 'too_much',
    maxC: 59_200,
  })
  // The first seven figures of a barcode.
  expect(refuseEntry(entry({ typed: '3760012' }), debt, [], ceilings)).toMatchObject({ why: 'too_much' })
})

test('a free basket needs no tender', () => {
  const free = { totalC: 0, servicesC: 0 }
  expect(refuseEntry(entry({}), free, [], ceilings)).toBeNull()
  expect(completes(tenderOf(entry({}), free, []), free, [])).toBe(true)
})

test('a basket that costs less than what was put says so, and forgets no card', () => {
  const put: TypedTender[] = [{ means: 'CB', amountC: 10_000, ref: '004512' }]
  expect(refuseEntry(entry({}), debt, put, ceilings)).toEqual({ why: 'over', overC: 800 })
  expect(tenderOf(entry({}), debt, put)).toBeNull()
  expect(completes(null, debt, put)).toBe(false)
})

test('a voucher pays what is left on it, and no gift card', () => {
  const voucher = { code: 'K7Q4M2XD9FHP', balanceC: 3_000 }
  const gift = (more: Partial<Entry>) => entry({ means: 'GIFT', voucher, ...more })
  const withCard = { totalC: 9_200, servicesC: 7_100, voucherC: 5_000 }
  expect(tenderOf(gift({}), debt, [])).toEqual({ means: 'GIFT', amountC: 3_000, voucherCode: voucher.code })
  expect(refuseEntry(gift({ typed: '40' }), debt, [], ceilings)).toEqual({ why: 'short', balanceC: 3_000 })
  expect(refuseEntry(gift({}), debt, [], ceilings)).toBeNull()
  const rich = { ...voucher, balanceC: 20_000 }
  expect(tenderOf(gift({ voucher: rich }), withCard, [])).toMatchObject({ amountC: 4_200 })
  expect(refuseEntry(gift({ voucher: rich, typed: '50' }), withCard, [], ceilings)).toEqual({
    why: 'no_voucher',
    maxC: 4_200,
  })
})
