import type { Contact, Language, ReceiptChoice, VisitorKind } from '../../../api/shared/visitor.ts'
import type { Chance } from './chance.ts'
import { seasonOf, type Season } from './offer.ts'
import type { Day } from '../../../api/shared/time.ts'

/** What a sale says of who it is for; nothing of it is a person's. */
export type Known = {
  origin?: string
  visitorKind?: VisitorKind
  receipt: ReceiptChoice
  visitor?: Pick<Contact, 'phone' | 'email' | 'language'>
}

type Weighted = readonly (readonly [origin: string, weight: number])[]

const FROM_NEAR: Weighted = [
  ['FR-56', 74],
  ['FR-35', 14],
  ['FR-44', 12],
]
const FROM_AFAR: Weighted = [
  ['FR-75', 11],
  ['FR-92', 7],
  ['FR-78', 6],
  ['FR-44', 12],
  ['FR-35', 14],
  ['FR-56', 8],
  ['FR-49', 6],
  ['FR-72', 4],
  ['FR-59', 4],
  ['FR-69', 4],
  ['FR-45', 3],
  ['FR-31', 2],
  ['DE', 7],
  ['GB', 5],
  ['NL', 3],
  ['BE', 4],
  ['ES', 2],
  ['IT', 2],
]

/** Holidays in summer, neighbours in winter. */
const KINDS: Readonly<Record<Season, readonly (readonly [VisitorKind, number])[]>> = {
  high: [
    ['HOLIDAY', 68],
    ['SECOND_HOME', 13],
    ['DAY_TRIP', 13],
    ['RESIDENT', 6],
  ],
  mid: [
    ['HOLIDAY', 48],
    ['SECOND_HOME', 16],
    ['DAY_TRIP', 22],
    ['RESIDENT', 14],
  ],
  low: [
    ['HOLIDAY', 18],
    ['SECOND_HOME', 20],
    ['DAY_TRIP', 24],
    ['RESIDENT', 38],
  ],
}

const LANGUAGE: Readonly<Record<string, Language>> = {
  DE: 'de',
  GB: 'en',
  NL: 'nl',
  BE: 'fr',
  ES: 'es',
  IT: 'it',
}

/** Not everybody is asked where they come from, and few leave where they can be told that the boat stays in port. */
const ASKED = 0.72
const LEFT = 0.15

/**
 * Where somebody comes from, and how they may be reached: by a number of the range that the ARCEP keeps for fiction
 * (06 39 98 00 00 to 99 99), or at an address of guichet.example, where nobody receives anything.
 */
export function knownOf(chance: Chance, day: Day): Known {
  const kind = chance.pick(KINDS[seasonOf(day)])
  const isNear = kind === 'RESIDENT' || kind === 'DAY_TRIP'
  const origin = kind === 'RESIDENT' ? 'FR-56' : chance.pick(isNear ? FROM_NEAR : FROM_AFAR)
  const receipt: ReceiptChoice = chance.happens(0.3) ? 'PRINT' : 'NONE'
  return {
    receipt,
    ...(chance.happens(ASKED) ? { origin, visitorKind: kind } : {}),
    ...(chance.happens(LEFT) ? { visitor: contactOf(chance, origin) } : {}),
  }
}

function contactOf(chance: Chance, origin: string): Known['visitor'] {
  const number = () => String(chance.whole(0, 9999)).padStart(4, '0')
  const by = chance.pick<'phone' | 'email' | 'both'>([
    ['phone', 55],
    ['email', 30],
    ['both', 15],
  ])
  return {
    ...(by === 'email' ? {} : { phone: `+3363998${number()}` }),
    ...(by === 'phone' ? {} : { email: `visiteur-${number()}@guichet.example` }),
    language: LANGUAGE[origin] ?? 'fr',
  }
}
