import { plain } from './plain.ts'

/** Why somebody is in Carnac; asked by one key, never needed. */
export const VISITOR_KINDS = ['RESIDENT', 'SECOND_HOME', 'HOLIDAY', 'DAY_TRIP'] as const
export type VisitorKind = (typeof VISITOR_KINDS)[number]

/** What becomes of the receipt: never printed by itself (C. env. L541-15-10 IV). */
export const RECEIPT_CHOICES = ['NONE', 'PRINT', 'EMAIL'] as const
export type ReceiptChoice = (typeof RECEIPT_CHOICES)[number]

/** Languages in which the office writes to visitors. */
export const LANGUAGES = ['fr', 'en', 'de', 'nl', 'es', 'it'] as const
export type Language = (typeof LANGUAGES)[number]

/** A French department (FR-56, FR-2A, FR-971) or a country by its two letters (DE). */
export const ORIGIN = /^(FR-(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[678])|(?!FR$)[A-Z]{2})$/

/** How to reach a visitor; at least one of the three, names aside. */
export type Contact = {
  firstName?: string
  lastName?: string
  email?: string
  phone?: string
  language?: Language
}

/**
 * A telephone number as it is dialled from anywhere, +33612345678; null when it is none. French numbers may be written
 * as people write them, with 0 first.
 */
export function toPhone(text: string): string | null {
  const digits = text.replace(/[\s.()/-]/g, '').replace(/^00/, '+')
  if (/^0[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(1)}`
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits.replace(/^\+330/, '+33') : null
}

/** True for text that mail can be sent to. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"',;]+@[^\s@<>"',;.]+(\.[^\s@<>"',;.]+)+$/.test(text)
}

/** A name or an address as it is searched: small letters without accents, one space between words. */
export function searchable(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{N}@.+_-]+/gu, ' ')
    .trim()
}
