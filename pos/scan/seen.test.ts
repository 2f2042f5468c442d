import { expect, test } from 'vitest'
import { AGAIN, createSeen, GONE } from './seen.ts'

/** The codes that are read of a code shown at each of these moments. */
function readAt(moments: number[], code = 'A') {
  const seen = createSeen()
  return moments.filter((at) => seen.frame([code], at, true) !== null)
}

test('a code that stays in the view is read once, then again after three seconds', () => {
  expect(readAt([0, 100, 200, 2_900])).toEqual([0, 2_900])
  const steady = Array.from({ length: 40 }, (_, i) => i * 100)
  expect(readAt(steady)).toEqual([0, AGAIN])
})

test('a code that has left the view is read again when it comes back', () => {
  expect(readAt([0, 100, 100 + GONE + 1])).toEqual([0, 100 + GONE + 1])
})

test('a frame or two without it, in a shaking hand, is not leaving', () => {
  const seen = createSeen()
  expect(seen.frame(['A'], 0, true)).toBe('A')
  expect(seen.frame([], 100, true)).toBeNull()
  expect(seen.frame([], 200, true)).toBeNull()
  expect(seen.frame(['A'], 300, true)).toBeNull()
})

test('the next ticket is read at once, beside one that is still in the view', () => {
  const seen = createSeen()
  expect(seen.frame(['A'], 0, true)).toBe('A')
  expect(seen.frame(['A', 'B'], 100, true)).toBe('B')
  expect(seen.frame(['B', 'A'], 200, true)).toBeNull()
})

test('what comes while nothing may be asked is read as soon as it may', () => {
  const seen = createSeen()
  expect(seen.frame(['A'], 0, true)).toBe('A')
  expect(seen.frame(['B'], 100, false)).toBeNull()
  expect(seen.frame(['B'], 200, true)).toBe('B')
})

test('after a refusal was pressed away, the same ticket is not refused again at once', () => {
  const seen = createSeen()
  seen.frame(['A'], 0, true)
  for (let at = 100; at <= 5_000; at += 100) seen.frame(['A'], at, false)
  seen.calm(5_000)
  expect(seen.frame(['A'], 5_100, true)).toBeNull()
  expect(seen.frame(['A'], 5_000 + AGAIN, true)).toBe('A')
})
