import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eurosInLetters, inLetters } from './letters.ts'

test('numbers are spelt as French spells them', () => {
  const spelt: [number, string][] = [
    [0, 'zéro'],
    [1, 'un'],
    [16, 'seize'],
    [17, 'dix-sept'],
    [21, 'vingt et un'],
    [22, 'vingt-deux'],
    [61, 'soixante et un'],
    [70, 'soixante-dix'],
    [71, 'soixante et onze'],
    [72, 'soixante-douze'],
    [79, 'soixante-dix-neuf'],
    [80, 'quatre-vingts'],
    [81, 'quatre-vingt-un'],
    [90, 'quatre-vingt-dix'],
    [91, 'quatre-vingt-onze'],
    [99, 'quatre-vingt-dix-neuf'],
    [100, 'cent'],
    [101, 'cent un'],
    [180, 'cent quatre-vingts'],
    [200, 'deux cents'],
    [201, 'deux cent un'],
    [280, 'deux cent quatre-vingts'],
    [999, 'neuf cent quatre-vingt-dix-neuf'],
    [1_000, 'mille'],
    [1_001, 'mille un'],
    [1_100, 'mille cent'],
    [2_000, 'deux mille'],
    [80_000, 'quatre-vingt mille'],
    [200_000, 'deux cent mille'],
    [200_200, 'deux cent mille deux cents'],
    [1_000_000, 'un million'],
    [80_000_000, 'quatre-vingts millions'],
    [200_000_000, 'deux cents millions'],
    [1_234_571, 'un million deux cent trente-quatre mille cinq cent soixante et onze'],
  ]
  for (const [n, words] of spelt) expect(inLetters(n), String(n)).toBe(words)
})

test('amounts are spelt in euros and centimes', () => {
  expect(eurosInLetters(0)).toBe('zéro euro')
  expect(eurosInLetters(1)).toBe('un centime')
  expect(eurosInLetters(50)).toBe('cinquante centimes')
  expect(eurosInLetters(100)).toBe('un euro')
  expect(eurosInLetters(101)).toBe('un euro et un centime')
  expect(eurosInLetters(123_480)).toBe('mille deux cent trente-quatre euros et quatre-vingts centimes')
  expect(eurosInLetters(100_000_000)).toBe('un million d’euros')
  expect(eurosInLetters(200_020_000)).toBe('deux millions deux cents euros')
})

test('what cannot be spelt is refused', () => {
  for (const n of [-1, 0.5, 1_000_000_000, Number.NaN]) expect(() => inLetters(n)).toThrow(RangeError)
})

test('no two numbers are spelt alike', () => {
  const seen = new Map<string, number>()
  for (let n = 0; n < 10_000; n++) {
    expect(seen.get(inLetters(n)), String(n)).toBeUndefined()
    seen.set(inLetters(n), n)
  }
  fc.assert(
    fc.property(fc.nat(999_999_999), fc.nat(999_999_999), (a, b) => a === b || inLetters(a) !== inLetters(b)),
  )
})
