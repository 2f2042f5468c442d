import { expect, test } from 'vitest'
import { commandOf, createBurst } from './keys.ts'

const press = (key: string, more: Partial<{ code: string; altKey: boolean; ctrlKey: boolean }> = {}) => ({
  key,
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})

test('a letter searches anywhere but in a field', () => {
  expect(commandOf(press('g'), 'sell', false)).toEqual({ do: 'type', text: 'g' })
  expect(commandOf(press('g'), 'sell', true)).toBeNull()
  expect(commandOf(press(' '), 'sell', false)).toBeNull()
  expect(commandOf(press('?'), 'sell', false)).toBeNull()
})

test('Alt and a digit is a favourite, by the place of the key', () => {
  expect(commandOf(press('&', { code: 'Digit1', altKey: true }), 'sell', true)).toEqual({
    do: 'favourite',
    n: 1,
  })
  expect(commandOf(press('à', { code: 'Digit0', altKey: true }), 'sell', false)).toEqual({
    do: 'favourite',
    n: 10,
  })
  expect(commandOf(press('1', { code: 'Digit1', altKey: true }), 'pay', false)).toBeNull()
})

test('Alt and N is the note before payment, wherever the focus is', () => {
  for (const mode of ['sell', 'pay'] as const)
    expect(commandOf(press('n', { altKey: true }), mode, true)).toEqual({ do: 'note' })
})

test('the browser keeps its own keys', () => {
  expect(commandOf(press('r', { ctrlKey: true }), 'sell', false)).toBeNull()
  for (const key of ['F1', 'F5', 'F11', 'F12']) expect(commandOf(press(key), 'sell', false)).toBeNull()
})

test('letters are means while paying, and characters in the slip number', () => {
  expect(commandOf(press('V'), 'pay', false)).toEqual({ do: 'means', means: 'ANCV_P' })
  expect(commandOf(press('v'), 'pay', true)).toBeNull()
  expect(commandOf(press('.'), 'pay', false)).toEqual({ do: 'digit', key: ',' })
  expect(commandOf(press('Enter'), 'pay', true)).toEqual({ do: 'put' })
  expect(commandOf(press('n'), 'pay', false)).toEqual({ do: 'receipt', choice: 'NONE' })
})

test('F9 opens the payment and does nothing in it', () => {
  expect(commandOf(press('F9'), 'sell', false)).toEqual({ do: 'pay' })
  expect(commandOf(press('F9'), 'pay', false)).toBeNull()
  expect(commandOf(press('F8'), 'pay', false)).toEqual({ do: 'exact' })
  expect(commandOf(press('F10'), 'pay', true)).toEqual({ do: 'card' })
})

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
