import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode32, encode32, isId, newId, PREFIX, type Kind } from './id.ts'

const kinds = Object.keys(PREFIX) as Kind[]

describe('an identifier', () => {
  it('carries the prefix of its kind and 26 characters, and is one of its kind only', () => {
    for (const kind of kinds) {
      const id = newId(kind)
      expect(id).toMatch(new RegExp(`^${PREFIX[kind]}_[0-9a-hjkmnp-tv-z]{26}$`))
      expect(kinds.filter((other) => isId(other, id))).toEqual([kind])
    }
  })

  it('has a prefix that no other kind has', () => {
    expect(new Set(Object.values(PREFIX)).size).toBe(kinds.length)
  })

  it('is never made twice, and sorts as it was made, within a millisecond too', () => {
    const made = Array.from({ length: 20_000 }, () => newId('sale'))
    expect(new Set(made).size).toBe(made.length)
    expect(made.toSorted()).toEqual(made)
  })

  it('sorts by its time', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 48 - 2), fc.nat(2 ** 31), (ms, more) => {
        const later = Math.min(2 ** 48 - 1, ms + 1 + more)
        expect(newId('sale', ms) < newId('sale', later)).toBe(true)
      }),
    )
  })

  it('is not what looks like one', () => {
    const id = newId('sale')
    for (const wrong of [
      '',
      'sal_',
      id.slice(0, -1),
      `${id}0`,
      ` ${id}`,
      `${id}\n`,
      id.toUpperCase(),
      id.replace('sal_', 'ord_'),
      id.replace(/.$/, 'u'),
      id.replace(/.$/, 'é'),
    ]) {
      expect(isId('sale', wrong), JSON.stringify(wrong)).toBe(false)
    }
  })
})

describe('base 32', () => {
  it('gives back the bytes it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(encode32(bytes)).toHaveLength(26)
        expect(decode32(encode32(bytes))).toEqual(bytes)
      }),
    )
  })

  it('keeps the order of the bytes', () => {
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const order = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))
        const [left, right] = [encode32(a), encode32(b)]
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(order)
      }),
    )
  })

  it('refuses a foreign character', () => {
    for (const text of ['u', 'i', 'l', 'o', 'A', ' ']) expect(() => decode32(text)).toThrow(RangeError)
  })
})
