import type { ShortText } from '../api/shared/catalog.ts'
import { defaultOption, named, type Option, type Product, type Unit } from './model.ts'
import type { Lang } from './text/lang.ts'

/** How many come, by the letter of their fare: `a` adults, `e` children, others as the product's fares say. */
export type Party = Readonly<Record<string, number>>

/** The family that the prices are shown for until the visitor says otherwise. */
export const FAMILY_OF_THREE: Party = { a: 2, e: 1 }
/** Largest number of one fare that a page takes; more is a group, by quote. */
export const MOST = 20

/** Reads `?a=2&e=1`; anything that is not a number of people is left out. */
export function readParty(query: URLSearchParams): Party {
  const party: Record<string, number> = {}
  for (const [key, value] of query) {
    if (/^[a-z]$/.test(key) && /^\d{1,4}$/.test(value)) party[key] = Math.min(Number(value), MOST)
  }
  if (!('a' in party) && !('e' in party)) return { ...FAMILY_OF_THREE, ...party }
  return { a: 0, e: 0, ...party }
}

/** The query of a party: nothing for the family of three, so that plain addresses stay plain. */
export function writeParty(party: Party): [string, string][] {
  const usual = party.a === FAMILY_OF_THREE.a && party.e === FAMILY_OF_THREE.e
  return Object.entries(party)
    .filter(([key, n]) => (key === 'a' || key === 'e' ? !usual : n > 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, n]) => [key, String(n)])
}

const priced = (option: Option) => option.units.filter((u) => u.priceC !== null)

/**
 * The letter under which each fare of an option is counted in an address: adults and children keep theirs on every
 * page, the others have the one that is typed at the till, or the next that is free.
 */
export function lettersOf(units: readonly Pick<Unit, 'type' | 'short'>[]): string[] {
  const taken = new Set(['a', 'e'])
  const own = { ADULT: 'a', CHILD: 'e' } as Partial<Record<Unit['type'], string>>
  const used = new Set<string>()
  return units.map((unit) => {
    let letter = own[unit.type] ?? unit.short.toLowerCase()
    if (used.has(letter) || (!own[unit.type] && taken.has(letter)) || !/^[a-z]$/.test(letter)) {
      letter = [...'bcdfghijklmnopqrstuvwxyz'].find((l) => !used.has(l)) ?? letter
    }
    used.add(letter)
    return letter
  })
}

/** How many of each fare of an option this party takes. What is sold by the piece starts with one. */
export function countsOf(option: Option, party: Party): { unit: Unit; letter: string; qty: number }[] {
  const units = priced(option)
  const letters = lettersOf(units)
  const forPeople = units.some((u) => u.type === 'ADULT' || u.type === 'CHILD')
  return units.map((unit, i) => {
    const letter = letters[i] ?? ''
    return { unit, letter, qty: party[letter] ?? (!forPeople && i === 0 ? 1 : 0) }
  })
}

/** Total in cents, people or pieces, and seats that they take. */
export function sumOf(counts: readonly { unit: Unit; qty: number }[]): {
  totalC: number
  people: number
  seats: number
} {
  let totalC = 0
  let people = 0
  let seats = 0
  for (const { unit, qty } of counts) {
    totalC += (unit.priceC ?? 0) * qty
    // Supplements (dog, bike) take no seat and are nobody.
    if (unit.seats > 0 || unit.type !== 'OTHER') people += qty
    seats += unit.seats * qty
  }
  return { totalC, people, seats }
}

/** What a list shows as a price: for this party, or for one when the party does not fit the fares. */
export type ListPrice =
  | { totalC: number; of: 'party'; people: number; seats: number }
  | { totalC: number; of: 'one' }
  /** `unit`: what is hired or sold whole. */
  | { totalC: number; of: 'piece'; unit: ShortText | null }

/** The price of a product in a list, on the day that its fares were asked for; null when it is not sold then. */
export function listPrice(product: Product, party: Party, optionId?: string): ListPrice | null {
  const option = product.options.find((o) => o.id === optionId) ?? defaultOption(product)
  if (!option) return null
  const units = priced(option)
  const adult = units.find((u) => u.type === 'ADULT')
  if (!adult) {
    if (product.fromC === null) return null
    const unit = (units.find((u) => u.priceC === product.fromC) ?? units[0])?.name ?? null
    return { totalC: product.fromC, of: 'piece', unit }
  }
  const people = (party.a ?? 0) + (party.e ?? 0)
  const withChildren = (party.e ?? 0) > 0
  if (people === 0 || (withChildren && !units.some((u) => u.type === 'CHILD'))) {
    return { totalC: adult.priceC ?? 0, of: 'one' }
  }
  const counts = countsOf(option, { a: party.a ?? 0, e: party.e ?? 0 })
  const { totalC, seats } = sumOf(counts)
  return { totalC, of: 'party', people, seats }
}

/** What a list says after the price of something whole: "bateau" of "Bateau, deux personnes". */
export function pieceName(unit: ShortText, lang: Lang): string {
  const [name = ''] = named(unit, lang).split(',')
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

/** Children of the party for whom an option that counts people has no fare: they are in no price and on no seat. */
export function uncounted(option: Option, party: Party): number {
  const units = priced(option)
  const forAdults = units.some((u) => u.type === 'ADULT')
  return forAdults && !units.some((u) => u.type === 'CHILD') ? (party.e ?? 0) : 0
}

/** Whether the party is as large as a page takes, be it that more were asked for. */
export const isMost = (party: Party): boolean => Object.values(party).some((n) => n >= MOST)
