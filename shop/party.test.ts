import { describe, expect, test } from 'vitest'
import type { Option, Product, Unit } from './model.ts'
import {
  countsOf,
  isMost,
  lettersOf,
  listPrice,
  pieceName,
  readParty,
  sumOf,
  uncounted,
  writeParty,
  type Party,
} from './party.ts'
import { en } from './text/en.ts'
import { fr } from './text/fr.ts'

const unit = (type: Unit['type'], short: string, priceC: number | null, seats = 1): Unit => ({
  id: `uni_${short}`,
  type,
  short,
  name: { fr: short },
  minAge: null,
  maxAge: null,
  seats,
  proof: false,
  priceC,
})
const option = (units: Unit[]): Option => ({
  id: 'opt_1',
  name: { fr: 'o' },
  take: 'ONE',
  legs: [],
  isDefault: true,
  units,
})
const boat = option([
  unit('ADULT', 'A', 2800),
  unit('CHILD', 'E', 1500),
  unit('INFANT', 'B', 0),
  unit('OTHER', 'C', 600, 0),
])
const product = (o: Option, fromC: number | null = null) => ({ options: [o], fromC }) as Product

describe('the party', () => {
  test('is two adults and a child until the address says otherwise', () => {
    expect(readParty(new URLSearchParams())).toEqual({ a: 2, e: 1 })
    expect(readParty(new URLSearchParams('a=1'))).toEqual({ a: 1, e: 0 })
    expect(readParty(new URLSearchParams('a=-1&e=99&b=x'))).toEqual({ a: 0, e: 20 })
  })

  test('comes back from its own address, and leaves the plain one plain', () => {
    expect(writeParty({ a: 2, e: 1 })).toEqual([])
    const parties: Party[] = [
      { a: 0, e: 0 },
      { a: 3, e: 2, b: 1 },
      { a: 2, e: 1, c: 1 },
    ]
    for (const party of parties) {
      expect(readParty(new URLSearchParams(writeParty(party)))).toEqual(party)
    }
  })

  test('counts each fare under a letter of its own', () => {
    expect(lettersOf(boat.units)).toEqual(['a', 'e', 'b', 'c'])
    expect(lettersOf([unit('OTHER', 'A', 1), unit('OTHER', 'A', 1), unit('ADULT', 'A', 1)])).toEqual([
      'b',
      'c',
      'a',
    ])
  })
})

describe('the price of the party', () => {
  test('is 71,00 € for the family on the boat; a dog pays and is nobody', () => {
    expect(sumOf(countsOf(boat, { a: 2, e: 1 }))).toEqual({ totalC: 7100, people: 3, seats: 3 })
    expect(sumOf(countsOf(boat, { a: 2, e: 1, c: 1 }))).toEqual({ totalC: 7700, people: 3, seats: 3 })
  })

  test('is for one when there is no fare for the children', () => {
    const sail = option([unit('ADULT', 'A', 2900)])
    expect(listPrice(product(sail), { a: 2, e: 1 })).toEqual({ totalC: 2900, of: 'one' })
    expect(listPrice(product(sail), { a: 2, e: 0 })).toEqual({
      totalC: 5800,
      of: 'party',
      people: 2,
      seats: 2,
    })
  })

  test('is by the piece for what is hired whole, and starts with one', () => {
    const hire = option([unit('OTHER', 'U', 4500)])
    expect(listPrice(product(hire, 4500), { a: 2, e: 1 })).toEqual({
      totalC: 4500,
      of: 'piece',
      unit: { fr: 'U' },
    })
    const boat = { fr: 'Bateau, deux personnes', en: 'Boat, two people' }
    expect([pieceName(boat, 'fr'), pieceName(boat, 'en')]).toEqual(['bateau', 'boat'])
    expect(countsOf(hire, { a: 2, e: 1 })[0]?.qty).toBe(1)
  })

  test('leaves nobody out without a word', () => {
    const kayak = option([unit('ADULT', 'A', 1900)])
    expect(sumOf(countsOf(kayak, { a: 2, e: 1 })).people).toBe(2)
    expect(uncounted(kayak, { a: 2, e: 1 })).toBe(1)
    expect(uncounted(boat, { a: 2, e: 1 })).toBe(0)
    expect(uncounted(option([unit('OTHER', 'U', 4500)]), { a: 2, e: 1 })).toBe(0)
    expect(fr.uncounted(1, 8)).toBe('enfant\u00a0: dès 8 ans, non compté')
    expect(fr.uncounted(2, null)).toBe('2 enfants\u00a0: pas de tarif, non comptés')
    expect(en.uncounted(1, 8)).toBe('child: from age 8, not counted')
  })

  test('says that it takes twenty of a fare, when more come', () => {
    expect(isMost(readParty(new URLSearchParams('a=40&e=30')))).toBe(true)
    expect(isMost(readParty(new URLSearchParams('a=400')))).toBe(true)
    expect(isMost(readParty(new URLSearchParams()))).toBe(false)
  })

  test('is not shown for what is not sold that day', () => {
    expect(listPrice(product(option([unit('ADULT', 'A', null)])), { a: 2, e: 1 })).toBeNull()
  })
})
