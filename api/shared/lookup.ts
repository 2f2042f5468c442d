import { toShortCode, toSignedCode } from './short-code.ts'
import { searchable } from './visitor.ts'

/** What a text typed or scanned to find an order may be; several at once, since "4217" is a receipt or a telephone. */
export type Lookup = {
  /** A signed ticket code. */
  signed: string | null
  /** A ticket's code for people: K7Q4M2XD. */
  shortCode: string | null
  /** A whole receipt number: B2-2026-004217. */
  number: string | null
  /** The bare end of one: 4217. */
  bareNumber: number | null
  /** How a telephone number begins, as dialled from anywhere: +33612. */
  phone: string | null
  /** How an address begins, in small letters. */
  email: string | null
  /** Words of a name, folded. */
  name: string | null
  /** An SNCF reference, in the groupings in which it may have been copied. */
  refs: string[]
}

const NUMBER = /^([a-z][a-z0-9-]{0,11}?)[\s./_-]+(20\d\d)[\s./_-]+(\d{1,6})$/i
const BARE = /^(?:n[°o.]?\s*|#)?(\d{1,6})$/i
const ADDRESS = /^[^\s@]{3,}(?:@\S*)?$/

/** Reads what a text may name; everything null for one too short to name anything. */
export function readLookup(text: string): Lookup {
  const typed = text.trim().replace(/\s+/g, ' ')
  const signed = toSignedCode(text)
  if (signed !== null) return { ...NOTHING, signed }
  const number = NUMBER.exec(typed)
  const bare = Number(BARE.exec(typed)?.[1] ?? 0)
  return {
    signed: null,
    shortCode: toShortCode(typed),
    number: number ? `${number[1]?.toUpperCase()}-${number[2]}-${number[3]?.padStart(6, '0')}` : null,
    bareNumber: bare > 0 ? bare : null,
    phone: phoneStart(typed),
    email: ADDRESS.test(typed) && /[a-z]/i.test(typed) ? typed.toLowerCase() : null,
    name: nameOf(typed),
    refs: refsOf(typed),
  }
}

const NOTHING: Lookup = {
  signed: null,
  shortCode: null,
  number: null,
  bareNumber: null,
  phone: null,
  email: null,
  name: null,
  refs: [],
}

/** True when there is something to look for. */
export function isLookup(look: Lookup): boolean {
  return Object.values(look).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null))
}

/** Four digits or more, written as people write the beginning of a number, or all of it. */
function phoneStart(text: string): string | null {
  if (!/^[+\d][\d\s.()/-]*$/.test(text)) return null
  const digits = text.replace(/[\s.()/-]/g, '').replace(/^00/, '+')
  if (digits.length < 4) return null
  if (digits.startsWith('+')) return digits.replace(/^\+330/, '+33')
  if (digits.startsWith('0')) return `+33${digits.slice(1)}`
  return /^[67]\d{8}$/.test(digits) ? `+33${digits}` : null
}

function nameOf(text: string): string | null {
  if (!/^[\p{L}\p{M}\s.'’-]+$/u.test(text)) return null
  const name = searchable(text)
  return name.length >= 2 ? name : null
}

/** As typed, without spaces, and in the groupings that papers print: by twos, threes and fours. */
function refsOf(text: string): string[] {
  if (!/^[A-Za-z0-9/ -]{4,32}$/.test(text) || !/\d/.test(text)) return []
  const plain = text.replace(/ /g, '')
  if (plain.length < 4) return []
  const left = (n: number) => plain.replace(new RegExp(`(.{${n}})(?=.)`, 'g'), '$1 ')
  const right = (n: number) => plain.replace(new RegExp(`(?=(?:.{${n}})+$)(?!^)`, 'g'), ' ')
  const all = [text, plain, left(2), left(3), left(4), right(2), right(3), right(4)]
  return [...new Set(all.flatMap((one) => [one, one.toUpperCase()]))]
}
