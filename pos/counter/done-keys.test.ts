import { expect, test } from 'vitest'
import { staysDone } from './done-keys.ts'

const press = (key: string, more: Partial<Parameters<typeof staysDone>[0]> = {}) => ({
  key,
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})

test('Space and Enter press the focused control and leave the sale on the screen', () => {
  expect(staysDone(press(' '), true)).toBe(true)
  expect(staysDone(press('Enter'), true)).toBe(true)
  expect(staysDone(press(' '), false)).toBe(false)
  expect(staysDone(press('Enter'), false)).toBe(false)
})

test('a combination of the browser is not the next sale; a favourite is', () => {
  expect(staysDone(press('p', { ctrlKey: true }), false)).toBe(true)
  expect(staysDone(press('c', { metaKey: true }), false)).toBe(true)
  expect(staysDone(press('ArrowLeft', { altKey: true }), false)).toBe(true)
  expect(staysDone(press('2', { altKey: true, code: 'Digit2' }), false)).toBe(false)
})

test('any other key begins the next sale', () => {
  for (const key of ['g', '7', 'Escape', 'F9', 'ArrowDown']) expect(staysDone(press(key), true)).toBe(false)
})
