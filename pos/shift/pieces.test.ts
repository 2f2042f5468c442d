import { expect, test } from 'vitest'
import { counted, faceName, worth } from './pieces.ts'

test('a drawer is worth its faces times their number', () => {
  expect(worth({ '5000': 2, '200': 3, '20': 4, '1': 7 })).toBe(10_687)
  expect(worth({})).toBe(0)
})

test('faces counted as none are not written', () => {
  expect(counted({ '5000': 0, '100': 3 })).toEqual({ '100': 3 })
})

test('faces are named as people say them', () => {
  expect([50_000, 200, 50].map(faceName)).toEqual(['500\u00a0€', '2\u00a0€', '50\u00a0c'])
})
