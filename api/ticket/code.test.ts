import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import QRCode from 'qrcode'
import { describe, expect, test } from 'vitest'
import { encode32 } from '../shared/id.ts'
import { plusDays, toDay } from '../shared/time.ts'
import { decode45, encode45 } from './base45.ts'
import {
  encodeTicket,
  groupShort,
  newShortCode,
  normaliseScan,
  sessionTag,
  verifyTicket,
  type TicketBody,
} from './code.ts'

const pair = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const signed = (body: TicketBody, key = pair.privateKey) =>
  encodeTicket(body, (bytes) => sign(null, bytes, key))

const bodies = fc
  .record({
    keyId: fc.integer({ min: 0, max: 255 }),
    id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    first: fc.integer({ min: 0, max: 40_000 }),
    span: fc.integer({ min: 0, max: 65_535 }),
    admits: fc.integer({ min: 1, max: 255 }),
    sessions: fc.array(fc.string(), { maxLength: 5 }),
  })
  .map(({ keyId, id, first, span, admits, sessions }): TicketBody => {
    const validFrom = plusDays(toDay('1970-01-01'), first)
    const tag = sessionTag(sessions)
    return {
      keyId,
      ticketId: `tkt_${encode32(id)}`,
      validFrom,
      validTo: plusDays(validFrom, span),
      admits,
      tag,
    }
  })

const BOAT: TicketBody = {
  keyId: 1,
  ticketId: 'tkt_01k2hw8z0me8t7c5x3v9q4r2d0',
  validFrom: toDay('2026-08-13'),
  validTo: toDay('2026-08-13'),
  admits: 1,
  tag: sessionTag(['ses_01k2hw8z0me8t7c5x3v9q4r2d0']),
}

describe('base45', () => {
  test('gives the examples of RFC 9285', () => {
    expect(encode45(Buffer.from('AB'))).toBe('BB8')
    expect(encode45(Buffer.from('Hello!!'))).toBe('%69 VD92EX0')
    expect(encode45(Buffer.from('base-45'))).toBe('UJCLQE7W581')
    expect(decode45('QED8WEX0')).toEqual(Uint8Array.from(Buffer.from('ietf!')))
  })

  test('refuses what is not base45', () => {
    for (const text of ['A', 'GGW', '::', 'ab8', 'BB8B']) expect(decode45(text)).toBeNull()
  })

  test('any bytes come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decode45(encode45(bytes))).toEqual(bytes)
      }),
    )
  })
})

describe('signed code', () => {
  test('any ticket reads back what it says, and verifies', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const text = signed(body)
        expect(verifyTicket(text, new Map([[body.keyId, pair.publicKey]]))).toEqual({ ok: true, body })
      }),
    )
  })

  test('a single flipped bit, anywhere, is refused', () => {
    const keys = new Map(Array.from({ length: 256 }, (_, id) => [id, pair.publicKey]))
    const bytes = decode45(signed(BOAT))
    expect(bytes).not.toBeNull()
    for (let bit = 0; bit < 93 * 8; bit++) {
      const bent = Uint8Array.from(bytes ?? [])
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(verifyTicket(encode45(bent), keys).ok).toBe(false)
    }
  })

  test('any other text of its length is refused without an exception', () => {
    const keys = new Map([[1, pair.publicKey]])
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 93, maxLength: 93 }), (bytes) => {
        bytes[0] = 1
        expect(verifyTicket(encode45(bytes), keys).ok).toBe(false)
      }),
    )
  })

  test('says why it is refused', () => {
    const keys = new Map([[1, pair.publicKey]])
    expect(verifyTicket(signed(BOAT, stranger.privateKey), keys)).toEqual({ ok: false, why: 'forged' })
    expect(verifyTicket(signed({ ...BOAT, keyId: 2 }), keys)).toEqual({ ok: false, why: 'unknown_key' })
    expect(verifyTicket(signed(BOAT).slice(0, -1), keys)).toEqual({ ok: false, why: 'malformed' })
    expect(verifyTicket('', keys)).toEqual({ ok: false, why: 'malformed' })
  })

  test('is the same each time it is shown, and fits a QR code of 41 modules', () => {
    expect(signed(BOAT)).toBe(signed(BOAT))
    const qr = QRCode.create([{ data: signed(BOAT), mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' })
    expect(qr.version).toBe(6)
    expect(qr.modules.size).toBe(41)
  })

  test('a ticket that admits nobody or has a foreign identifier is not signed', () => {
    expect(() => signed({ ...BOAT, admits: 0 })).toThrow(RangeError)
    expect(() => signed({ ...BOAT, ticketId: 'sal_01k2hw8z0me8t7c5x3v9q4r2d0' })).toThrow(RangeError)
    expect(() => signed({ ...BOAT, ticketId: 'tkt_01' })).toThrow(RangeError)
  })

  test('its tag names the sessions, whatever their order, and nothing when it is open-dated', () => {
    expect(sessionTag(['ses_a', 'ses_b'])).toBe(sessionTag(['ses_b', 'ses_a']))
    expect(sessionTag(['ses_a'])).not.toBe(sessionTag(['ses_b']))
    expect(sessionTag([])).toBe('00000000')
  })
})

describe('short code', () => {
  test('has eight characters without look-alikes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
        expect(newShortCode(random)).toMatch(/^[2-9ACDEFGHJKMNPQRTVWXY]{8}$/)
      }),
    )
    expect(newShortCode()).not.toBe(newShortCode())
  })

  test('is printed in groups and understood as people type it', () => {
    expect(groupShort('K7Q4M2XD')).toBe('K7Q4 M2XD')
    const typed = { kind: 'short', code: 'K7Q4M2XD' }
    for (const text of ['K7Q4M2XD', ' k7q4 m2xd\n', 'K7Q4-M2XD', 'k7q4mzxd'])
      expect(normaliseScan(text)).toEqual(typed)
    for (const text of ['', 'K7Q4', 'K7Q4 M2X0', 'K7Q4M2XDD']) expect(normaliseScan(text)).toBeNull()
  })

  test('a signed code is told apart, even when the scanner dropped its first space', () => {
    const code = signed({ ...BOAT, keyId: 5 })
    expect(code.startsWith(' ')).toBe(true)
    expect(normaliseScan(`${code.trimStart()}\r\n`)).toEqual({ kind: 'signed', code })
    expect(normaliseScan(signed(BOAT))).toEqual({ kind: 'signed', code: signed(BOAT) })
  })
})
