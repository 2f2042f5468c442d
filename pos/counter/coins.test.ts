import { expect, test } from 'vitest'
import { coinsOf, roundAmounts, voucherAmounts } from './coins.ts'

test('the change is given in the fewest pieces', () => {
  expect(coinsOf(1900)).toEqual([1000, 500, 200, 200])
  expect(coinsOf(800)).toEqual([500, 200, 100])
  expect(coinsOf(388)).toEqual([200, 100, 50, 20, 10, 5, 2, 1])
  expect(coinsOf(0)).toEqual([])
})

test('any change adds up', () => {
  for (let c = 0; c < 12_000; c += 37) expect(coinsOf(c).reduce((a, b) => a + b, 0)).toBe(c)
})

test('what a visitor hands over is round and more than what remains', () => {
  expect(roundAmounts(3100)).toEqual([3500, 4000, 5000])
  expect(roundAmounts(100)).toEqual([500, 1000, 2000])
  expect(roundAmounts(5000)).toEqual([6000, 10_000, 20_000])
  expect(roundAmounts(9200)).toEqual([9500, 10_000, 20_000])
})

test('chèques-vacances have faces, and none above what they may pay', () => {
  expect(voucherAmounts(7100)).toEqual([1000, 2000, 2500, 5000])
  expect(voucherAmounts(2100)).toEqual([1000, 2000])
})
