import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, type Canonical } from './canonical.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The golden vectors of fiscal.md 1.6: text, then the hash over it. */
const GOLDEN = [
  [
    '{"at":"2026-07-14T08:32:05.120Z","by_rate":[{"rate":550,"ttc":1200},{"rate":2000,"ttc":800}],"prev":"0000000000000000000000000000000000000000000000000000000000000000","register":"BG1","seq":1,"third":7100,"ttc":9100,"type":"T"}',
    'a520bbb713688408233938e40cf41c880d703bd5db525682e2e57589ecbe7f9b',
  ],
  [
    '{"at":"2026-07-14T08:41:00.000Z","by_rate":[{"rate":550,"ttc":-1200}],"prev":"a520bbb713688408233938e40cf41c880d703bd5db525682e2e57589ecbe7f9b","register":"BG1","seq":2,"third":0,"ttc":-1200,"type":"A"}',
    '9d66b3ddf7968827d8a38c754eb4a6281850bb4c0caa9a090817f7347e79d50b',
  ],
] as const

const text = fc.string({ unit: 'grapheme' }).map((s) => s.normalize('NFC'))
const value: fc.Arbitrary<Canonical> = fc.letrec<{ any: Canonical }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    text,
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(text, tie('any'), { maxKeys: 5 }),
  ),
})).any

/** The same value with the keys of every object in another order. */
function shuffled(v: Canonical): Canonical {
  if (Array.isArray(v)) return v.map((item: Canonical) => shuffled(item))
  if (v === null || typeof v !== 'object') return v
  const entries = Object.entries(v as Record<string, Canonical>).map(
    ([k, item]) => [k, shuffled(item)] as const,
  )
  return Object.fromEntries(entries.toReversed())
}

describe('the canonical form', () => {
  it.each(GOLDEN)('of the golden vectors is theirs, to the byte and to the hash', (written, hash) => {
    const parsed = JSON.parse(written) as Canonical
    expect(canonical(shuffled(parsed))).toBe(written)
    expect(sha256(canonical(parsed))).toBe(hash)
  })

  it('of the second golden vector names the hash of the first', () => {
    expect((JSON.parse(GOLDEN[1][0]) as { prev: string }).prev).toBe(GOLDEN[0][1])
  })

  it('does not depend on the order of keys, and reads back as the value', () => {
    fc.assert(
      fc.property(value, (v) => {
        const written = canonical(v)
        expect(canonical(shuffled(v))).toBe(written)
        expect(canonical(JSON.parse(written) as Canonical)).toBe(written)
      }),
    )
  })

  it('has no white space outside its texts, and is what JSON writes', () => {
    fc.assert(
      fc.property(value, (v) => {
        const written = canonical(v)
        expect(JSON.stringify(JSON.parse(written))).toHaveLength(written.length)
      }),
    )
  })

  it('sorts keys by code point, beyond the first plane too', () => {
    expect(canonical({ b: 1, a: 2, B: 3, é: 4, '\u{1f6a2}': 5, '\uffee': 6 })).toBe(
      '{"B":3,"a":2,"b":1,"é":4,"\uffee":6,"\u{1f6a2}":5}',
    )
  })

  it('survives what PostgreSQL makes of text: every text it takes is whole UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        let written: string
        try {
          written = canonical({ s })
        } catch {
          return
        }
        expect(Buffer.from(written, 'utf8').toString('utf8')).toBe(written)
        expect((JSON.parse(written) as { s: string }).s).toBe(Buffer.from(s, 'utf8').toString('utf8'))
      }),
    )
  })

  it('refuses what has no one text: fractions, infinities, undefined, text that is not NFC, half a character', () => {
    const wrong: unknown[] = [
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      undefined,
      'e\u0301',
      1n,
      () => 0,
      '\ud83d',
    ]
    for (const v of wrong) {
      expect(() => canonical(v as Canonical)).toThrow(RangeError)
      expect(() => canonical({ a: [v] } as Canonical)).toThrow(RangeError)
    }
    expect(canonical(-0)).toBe('0')
  })
})
