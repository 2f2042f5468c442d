import { expect, test } from 'vitest'
import { parseEuros } from '../../api/shared/money.ts'
import { type PadKey, pressDigit, pressKey } from './amount.ts'

const typed = (keys: string) => [...keys].reduce((text, key) => pressKey(text, key as PadKey), '')

test('amounts are typed as spoken', () => {
  expect(parseEuros(typed('50'))).toBe(5000)
  expect(parseEuros(typed('50,5'))).toBe(5050)
  expect(parseEuros(typed(',5'))).toBe(50)
})

test('a third decimal, a second comma and leading zeros change nothing', () => {
  expect(typed('12,345')).toBe('12,34')
  expect(typed('1,2,3')).toBe('1,23')
  expect(typed('007')).toBe('7')
  expect(typed('123456789')).toBe('1234567')
})

test('back takes the last figure away, down to nothing', () => {
  expect(pressKey('12,3', 'back')).toBe('12,')
  expect(pressKey('', 'back')).toBe('')
})

test('a PIN has no comma and a length', () => {
  expect(pressDigit('123', ',', 6)).toBe('123')
  expect(pressDigit('123456', '7', 6)).toBe('123456')
})
