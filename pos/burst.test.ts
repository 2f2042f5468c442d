import { expect, test } from 'vitest'
import { createBurst } from './burst.ts'

test('a scanner may be at it from its second character on', () => {
  const burst = createBurst()
  expect([5, 10, 400, 405].map((at) => (burst.push('3', at), burst.length()))).toEqual([1, 2, 1, 2])
})

test('a burst ended by Enter is the scanner, a hand is not', () => {
  const burst = createBurst()
  let at = 0
  const type = (text: string, gap: number) => {
    let code: string | null = null
    for (const key of [...text, 'Enter']) {
      at += gap
      code = burst.push(key, at)
    }
    return code
  }
  expect(type('3760012340012', 8)).toBe('3760012340012')
  expect(type('topoguide', 120)).toBeNull()
  expect(type('12', 8)).toBeNull()
  at += 1_000
  expect(type('37600123', 29)).toBe('37600123')
})
