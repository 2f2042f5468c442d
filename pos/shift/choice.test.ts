import { expect, test } from 'vitest'
import type { Register } from '../answers.ts'
import { choiceOf, proposed, stillChosen } from './choice.ts'

const register = (id: string, openedBy?: string): Register => ({
  id,
  code: id,
  name: id,
  kind: 'COUNTER',
  siteId: 'sit_1',
  siteName: 'Bourg',
  printer: { kind: 'BROWSER', columns: 48 },
  readerId: null,
  shift: openedBy ? { id: `shf_${id}`, openedAt: '', openedBy, floatC: 0 } : null,
})

test('a session opened by somebody else is never proposed', () => {
  const registers = [register('a', 'NO'), register('b', 'NO'), register('c')]
  expect(proposed(registers, 'a', 'MA')?.id).toBe('c')
  expect(proposed(registers, null, 'MA')?.id).toBe('c')
  expect(proposed([register('a', 'NO')], 'a', 'MA')).toBeNull()
})

test('this device’s register is proposed, shut or in one’s own session', () => {
  expect(proposed([register('a'), register('b')], 'b', 'MA')).toEqual({ id: 'b', shiftId: null })
  expect(proposed([register('a'), register('b', 'MA')], 'b', 'MA')?.shiftId).toBe('shf_b')
})

test('a school register is never proposed: practising is chosen', () => {
  const school: Register = { ...register('e'), kind: 'SCHOOL' }
  expect(proposed([school], 'e', 'MA')).toBeNull()
  expect(proposed([school, register('a')], 'e', 'MA')?.id).toBe('a')
})

test('a register that was opened meanwhile is to be chosen again', () => {
  const choice = choiceOf(register('a'))
  expect(stillChosen([register('a')], choice)?.id).toBe('a')
  expect(stillChosen([register('a', 'NO')], choice)).toBeNull()
  expect(stillChosen([register('a', 'NO')], choiceOf(register('a', 'NO')))?.id).toBe('a')
  expect(stillChosen([register('a')], null)).toBeNull()
})
