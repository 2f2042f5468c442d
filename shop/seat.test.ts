import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barParts, departureState, freeOf } from './seat.ts'

const open = { closedReason: null, cutoffAt: '2026-08-13T12:25:00.000Z' as never }
const before = Date.parse('2026-08-13T12:09:00Z')

test('places in a basket are not free', () => {
  expect(freeOf({ capacity: 48, taken: 40, held: 3 })).toBe(5)
  expect(departureState(open, { capacity: 48, taken: 41, held: 3 }, before)).toBe('few')
  expect(departureState(open, { capacity: 12, taken: 10, held: 2 }, before)).toBe('full')
})

test('closed and ended come before seats', () => {
  const counter = { capacity: 10, taken: 0, held: 0 }
  expect(departureState(open, counter, before)).toBe('open')
  expect(departureState(open, counter, before + 3_600_000)).toBe('late')
  expect(departureState({ ...open, closedReason: 'gale' }, counter, before)).toBe('shut')
})

test('a bar fills its width, tick by tick while ticks have room, and hides no seat', () => {
  expect(barParts({ capacity: 8, taken: 3, held: 1 }, 84)).toHaveLength(8)
  expect(barParts({ capacity: 9, taken: 3, held: 1 }, 84)).toHaveLength(3)
  expect(barParts({ capacity: 8, taken: 8, held: 0 }, 64)).toHaveLength(1)
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), fc.nat(60), (taken, held, free) => {
      fc.pre(taken + held + free > 0)
      const parts = barParts({ capacity: taken + held + free, taken, held }, 84)
      const last = parts.at(-1)
      expect(Math.abs((last?.x ?? 0) + (last?.width ?? 0) - 84)).toBeLessThan(1)
      expect(parts.every((p) => p.width >= 5.9)).toBe(true)
      for (const [kind, n] of [
        ['sold', taken],
        ['held', held],
        ['free', free],
      ] as const) {
        expect(parts.some((p) => p.kind === kind)).toBe(n > 0)
      }
    }),
  )
})
