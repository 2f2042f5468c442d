import type { FareCode, OptionSpec, ProductSpec } from '../spec.ts'
import type { Chance } from './chance.ts'

/** Who stands at the counter. */
export type Party = { adults: number; youths: number; children: number; babies: number }
export type Fares = Partial<Record<FareCode, number>>

type Company = 'alone' | 'couple' | 'family' | 'friends' | 'coach'

/** Families come in the holidays, couples the rest of the year. */
export function partyOf(chance: Chance, month: number): Party {
  const isHoliday = month === 7 || month === 8
  const company = chance.pick<Company>([
    ['alone', 11],
    ['couple', isHoliday ? 34 : 48],
    ['family', isHoliday ? 42 : 25],
    ['friends', 12],
    ['coach', 0.6],
  ])
  const party: Party = { adults: 2, youths: 0, children: 0, babies: 0 }
  if (company === 'alone') party.adults = 1
  if (company === 'friends') party.adults = chance.whole(3, 6)
  if (company === 'coach') party.adults = chance.whole(9, 16)
  if (company === 'family') addChildren(chance, party)
  return party
}

function addChildren(chance: Chance, party: Party): void {
  if (chance.happens(0.15)) party.adults = 1
  if (chance.happens(0.08)) party.adults = 4
  const count = chance.pick([
    [1, 32],
    [2, 50],
    [3, 18],
  ])
  for (let i = 0; i < count; i++) {
    const age = chance.pick<'youths' | 'children' | 'babies'>([
      ['youths', 25],
      ['children', 62],
      ['babies', 13],
    ])
    party[age] += 1
  }
}

/** The fares that a party takes of an option; null when nobody of it may or wants to. */
export function faresOf(
  chance: Chance,
  product: ProductSpec,
  option: OptionSpec,
  party: Party,
): Fares | null {
  const has = (fare: FareCode) => option.units.some((u) => u.fare === fare)
  const fares: Fares = {}
  const add = (fare: FareCode, count: number) => {
    if (count > 0) fares[fare] = (fares[fare] ?? 0) + count
  }
  if (has('UNITE')) {
    add('UNITE', Math.min(2, Math.ceil((party.adults + party.youths) / 2)))
    return fares
  }
  let { adults, youths, children } = party
  const youngest = product.minAge ?? 0
  if (youngest >= 13) children = youths = 0
  if (has('FAMILLE') && adults === 2 && youths + children === 2) {
    add('FAMILLE', 1)
    adults = youths = children = 0
  }
  const childFare = option.units.find((u) => u.fare === 'ENFANT')
  const takesYouths = has('JEUNE') ? 'JEUNE' : (childFare?.ages?.[1] ?? 0) >= 17 ? 'ENFANT' : 'ADULTE'
  add(takesYouths, youths)
  if (childFare) add('ENFANT', children)
  // Where there is one fare for all, the smaller ones stay on the beach.
  else if (youngest > 0) add('ADULTE', Math.floor(children / 2))
  if (has('BEBE')) add('BEBE', party.babies)
  const reduced = has('REDUIT') && chance.happens(0.12) ? Math.min(adults, 2) : 0
  add('REDUIT', reduced)
  add('ADULTE', adults - reduced)
  if (has('CHIEN') && chance.happens(0.07)) add('CHIEN', 1)
  if (has('VELO') && option.take === 'LEGS' && chance.happens(0.05)) add('VELO', party.adults)
  return Object.keys(fares).some((fare) => fare !== 'BEBE') ? fares : null
}
