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

test('a shift is a scanner’s too, any other key begins anew', () => {
  const burst = createBurst()
  const push = (...keys: string[]) => keys.map((key, i) => burst.push(key, i * 5)).at(-1)
  expect(push('Shift', 'K', '7', 'Q', '4', 'Shift', 'M', '2', 'Enter')).toBe('K7Q4M2')
  expect(push('1', '0', '0', '0', 'Tab', ' ')).toBeNull()
  expect(burst.length()).toBe(1)
})
