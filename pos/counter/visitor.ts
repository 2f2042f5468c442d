import {
  searchable,
  isEmail,
  type Language,
  ORIGIN,
  toPhone,
  type VisitorKind,
} from '../../api/shared/visitor.ts'
import { COUNTRIES, DEPARTMENTS } from '../text/places.ts'

/** What a visitor said of themselves at the till; empty where they did not. */
export type Visitor = {
  firstName: string
  lastName: string
  email: string
  phone: string
  language: Language
  /** FR-56, or DE. */
  origin: string | null
  kind: VisitorKind | null
  /** They were asked, whatever they said. */
  asked: boolean
}

/** The parts of a sale that say who it is for. */
export type SentVisitor = {
  visitor?: { firstName?: string; lastName?: string; email?: string; phone?: string; language: Language }
  origin?: string
  visitorKind?: VisitorKind
}

/** Nobody was asked yet. */
export function noVisitor(): Visitor {
  return {
    firstName: '',
    lastName: '',
    email: '',
    phone: '',
    language: 'fr',
    origin: null,
    kind: null,
    asked: false,
  }
}

/** True when the visitor can be told that a departure is closed. */
export const isReachable = (visitor: Pick<Visitor, 'email' | 'phone'>): boolean =>
  visitor.email !== '' || visitor.phone !== ''

/** What the sale says of them: only what was said. */
export function sentVisitor(visitor: Visitor): SentVisitor {
  const { firstName, lastName, email, phone, language, origin, kind } = visitor
  const said = { firstName, lastName, email, phone }
  const given = Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ''))
  return {
    ...(Object.keys(given).length > 0 ? { visitor: { ...given, language } } : {}),
    ...(origin ? { origin } : {}),
    ...(kind ? { visitorKind: kind } : {}),
  }
}

/** One field for both: a number or an address, as it is kept; null when it is neither. Empty is nobody. */
export function readContact(text: string): { email: string; phone: string } | null {
  const said = text.includes('@') ? readEmail(text) : readPhone(text)
  return said && { email: '', phone: '', ...said }
}

/** An address as it is kept; null when it is none. Empty is none given. */
export function readEmail(text: string): { email: string } | null {
  const email = text.trim().toLowerCase()
  return email === '' || isEmail(email) ? { email } : null
}

/** A number as it is kept; null when it is none. Empty is none given. */
export function readPhone(text: string): { phone: string } | null {
  const phone = text.trim() === '' ? '' : toPhone(text.trim())
  return phone === null ? null : { phone }
}

/** Where they come from, as it is typed: 35, 2a, Allemagne, DE; null when it is no place, '' when nothing was typed. */
export function readOrigin(text: string): string | null {
  const plain = text.trim()
  if (plain === '') return ''
  const code = plain.toUpperCase()
  if (/^\d{1,3}$|^2[AB]$/.test(code)) {
    const origin = `FR-${code.padStart(2, '0')}`
    return ORIGIN.test(origin) ? origin : null
  }
  if (code.length === 2 && code in COUNTRIES) return code
  const wanted = searchable(plain)
  const among = (places: Record<string, string>) =>
    Object.entries(places).find(([, name]) => searchable(name) === wanted)?.[0] ??
    (wanted.length >= 3
      ? Object.entries(places).find(([, name]) => searchable(name).startsWith(wanted))?.[0]
      : undefined)
  const department = among(DEPARTMENTS)
  return department ? `FR-${department}` : (among(COUNTRIES) ?? null)
}

/** "Morbihan" or "Allemagne". */
export function originSaid(origin: string): string {
  return (origin.startsWith('FR-') ? DEPARTMENTS[origin.slice(3)] : COUNTRIES[origin]) ?? origin
}
