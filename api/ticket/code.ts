import { createHash, randomBytes, verify, type KeyObject } from 'node:crypto'
import { decode32, encode32, PREFIX } from '../shared/id.ts'
import { SHORT, SIGNED_LENGTH, toShortCode, toSignedCode } from '../shared/short-code.ts'
import { daysBetween, plusDays, type Day } from '../shared/time.ts'
import { decode45, encode45 } from './base45.ts'

const VERSION = 1
const BODY = 29
const SIGNATURE = 64
const EPOCH = '1970-01-01' as Day

/** What a ticket's code says, and all that a device needs to admit without the network. */
export type TicketBody = {
  keyId: number
  ticketId: string
  /** First and last civil day, in the office's zone, on which it admits. */
  validFrom: Day
  validTo: Day
  /** How many people it lets in. */
  admits: number
  /** Eight hexadecimal digits that name its sessions (`sessionTag`). */
  tag: string
}

export type TicketVerdict =
  | { ok: true; body: TicketBody }
  | { ok: false; why: 'malformed' | 'unknown_key' | 'forged' }

/** Names the sessions a ticket is for, whatever their order; zeros when it is open-dated. */
export function sessionTag(sessionIds: readonly string[]): string {
  if (sessionIds.length === 0) return '00000000'
  return createHash('sha256')
    .update([...sessionIds].sort().join(' '))
    .digest('hex')
    .slice(0, 8)
}

/**
 * The signed code of a ticket, 140 characters of base45: 29 bytes (version, key, ticket, first day, days after it,
 * admits, tag) and their Ed25519 signature. Deterministic, so it is made again whenever the ticket is shown.
 * Throws a RangeError when a field does not fit.
 */
export function encodeTicket(body: TicketBody, sign: (bytes: Uint8Array) => Uint8Array): string {
  const bytes = pack(body)
  const signature = sign(bytes)
  if (signature.length !== SIGNATURE) throw new RangeError('not an Ed25519 signature')
  return encode45(Buffer.concat([bytes, signature]))
}

/** Reads a code and verifies its signature with the public key it names. */
export function verifyTicket(text: string, publicKeys: ReadonlyMap<number, KeyObject>): TicketVerdict {
  const bytes = signedBytes(text)
  const body = bytes && unpack(bytes.subarray(0, BODY))
  if (!bytes || !body) return { ok: false, why: 'malformed' }
  const key = publicKeys.get(body.keyId)
  if (!key) return { ok: false, why: 'unknown_key' }
  const good = verify(null, bytes.subarray(0, BODY), key, bytes.subarray(BODY))
  return good ? { ok: true, body } : { ok: false, why: 'forged' }
}

function signedBytes(text: string): Uint8Array | null {
  if (text.length !== SIGNED_LENGTH) return null
  return decode45(text)
}

function pack(body: TicketBody): Buffer {
  const ulid = body.ticketId.slice(PREFIX.ticket.length + 1)
  const id = decode32(ulid)
  const fits = id.length === 16 && encode32(id) === ulid && body.ticketId.startsWith(`${PREFIX.ticket}_`)
  if (!fits) throw new RangeError('not a ticket identifier')
  if (body.admits < 1) throw new RangeError('a ticket admits somebody')
  const bytes = Buffer.alloc(BODY)
  bytes.writeUInt8(VERSION, 0)
  bytes.writeUInt8(body.keyId, 1)
  bytes.set(id, 2)
  bytes.writeUInt32BE(daysBetween(EPOCH, body.validFrom), 18)
  bytes.writeUInt16BE(daysBetween(body.validFrom, body.validTo), 22)
  bytes.writeUInt8(body.admits, 24)
  bytes.writeUInt32BE(Number.parseInt(body.tag, 16), 25)
  return bytes
}

/** A hundred thousand years after the epoch is not a day: a forged body may say so, and Temporal would throw. */
const LAST_DAY = 1_000_000

function unpack(body: Uint8Array): TicketBody | null {
  const bytes = Buffer.from(body)
  const first = bytes.readUInt32BE(18)
  const admits = bytes.readUInt8(24)
  if (bytes.readUInt8(0) !== VERSION || admits === 0 || first > LAST_DAY) return null
  const validFrom = plusDays(EPOCH, first)
  return {
    keyId: bytes.readUInt8(1),
    ticketId: `${PREFIX.ticket}_${encode32(bytes.subarray(2, 18))}`,
    validFrom,
    validTo: plusDays(validFrom, bytes.readUInt16BE(22)),
    admits,
    tag: bytes.toString('hex', 25, 29),
  }
}

/** A code for people: eight characters without look-alikes. The uniqueness is the database's to refuse. */
export function newShortCode(random: Uint8Array = randomBytes(16)): string {
  const base = BigInt(SHORT.length)
  let value = BigInt(`0x${Buffer.from(random).toString('hex')}`)
  let code = ''
  for (let i = 0; i < 8; i++, value /= base) code += SHORT.charAt(Number(value % base))
  return code
}

/** K7Q4M2XD as it is printed: K7Q4 M2XD. */
export function groupShort(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ')
}

/**
 * What a scanner read or a hand typed: a signed code, or a short code in whatever case and grouping; null when it can
 * be neither. A base45 text may begin with a space, which some scanners drop: it is given back.
 */
export function normaliseScan(text: string): { kind: 'signed' | 'short'; code: string } | null {
  const signed = toSignedCode(text)
  if (signed !== null) return { kind: 'signed', code: signed }
  const short = toShortCode(text)
  return short === null ? null : { kind: 'short', code: short }
}
