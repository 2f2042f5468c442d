import { expect, test } from 'vitest'
import { createBackdrop } from './backdrop.ts'

test('a press outside closes', () => {
  const backdrop = createBackdrop()
  backdrop.down(true)
  expect(backdrop.closes(true)).toBe(true)
})

test('a selection that ends outside does not, nor a press that ends inside', () => {
  const backdrop = createBackdrop()
  backdrop.down(false)
  expect(backdrop.closes(true)).toBe(false)
  backdrop.down(true)
  expect(backdrop.closes(false)).toBe(false)
})

test('what was typed is not lost by a press outside', () => {
  const backdrop = createBackdrop()
  backdrop.typed()
  backdrop.down(true)
  expect(backdrop.closes(true)).toBe(false)
})
