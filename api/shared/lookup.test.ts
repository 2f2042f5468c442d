import { describe, expect, it } from 'vitest'
import { isLookup, readLookup } from './lookup.ts'

describe('what is typed to find an order', () => {
  it('is a ticket’s code, however it is grouped and whatever look-alikes it has', () => {
    for (const text of ['K7Q4M2XD', 'k7q4 m2xd', ' K7Q4-M2XD ', 'K7Q4 MZXD'])
      expect(readLookup(text).shortCode, text).toBe('K7Q4M2XD')
    expect(readLookup('K7Q4 M2X').shortCode).toBe(null)
  })

  it('is a signed code, and then nothing else', () => {
    const code = `${'A'.repeat(139)}B`
    expect(readLookup(code)).toMatchObject({ signed: code, name: null, email: null, refs: [] })
    expect(readLookup('C'.repeat(139)).signed).toBe(` ${'C'.repeat(139)}`)
  })

  it('is a receipt number, whole or its bare end', () => {
    for (const text of ['B2-2026-004217', 'b2 2026 4217', 'B2/2026/4217'])
      expect(readLookup(text).number, text).toBe('B2-2026-004217')
    expect(readLookup('4217')).toMatchObject({ bareNumber: 4217, number: null })
    expect(readLookup('n° 4217').bareNumber).toBe(4217)
    expect(readLookup('0').bareNumber).toBe(null)
  })

  it('is a telephone number in any writing, or its beginning', () => {
    for (const text of [
      '06 12 34 56 78',
      '0612345678',
      '+33 6 12 34 56 78',
      '0033612345678',
      '+33 (0)612345678',
      '612345678',
    ])
      expect(readLookup(text).phone, text).toBe('+33612345678')
    expect(readLookup('06 12').phone).toBe('+33612')
    expect(readLookup('+49 151').phone).toBe('+49151')
    expect(readLookup('061').phone).toBe(null)
  })

  it('is the beginning of an address, or words of a name', () => {
    expect(readLookup('Anna.Le@Ex')).toMatchObject({ email: 'anna.le@ex', name: null })
    expect(readLookup('Le  Goff')).toMatchObject({ name: 'le goff', email: null })
    expect(readLookup('Maïwenn')).toMatchObject({ name: 'maiwenn', email: 'maïwenn' })
    expect(readLookup('d’Armor').name).toBe('d armor')
  })

  it('is an SNCF reference in the groupings of its paper', () => {
    expect(readLookup('87123456').refs).toContain('87 123 456')
    expect(readLookup('87 123 456').refs).toContain('87123456')
    expect(readLookup('golfe').refs).toEqual([])
  })

  it('is nothing when it is too short', () => {
    expect(isLookup(readLookup(''))).toBe(false)
    expect(isLookup(readLookup('l'))).toBe(false)
    expect(isLookup(readLookup('le'))).toBe(true)
  })
})
